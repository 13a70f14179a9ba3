"""Deny by default: every request passes here, and a view without a declared need is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url

from jangbu.apps.base.permission import NOT_ALLOWED, allowed
from jangbu.apps.base.problems import answer
from jangbu.apps.base.routes import PUBLIC, SIGNED, SIGNED_IN, declared_needs
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Kind, Problem

NOT_SIGNED_IN = Kind(
    "permission.not_signed_in",
    ko="로그인하지 않았어요.",
    en="You are not signed in.",
    next_ko="먼저 로그인해 주세요.",
    next_en="Sign in first.",
    status=401,
)
NO_SECOND_FACTOR = Kind(
    "permission.no_second_factor",
    ko="두 번째 인증이 아직 없어요.",
    en="Your second factor is not set up yet.",
    next_ko="사이트에서 인증 앱이나 패스키를 먼저 켜 주세요.",
    next_en="Set up an authenticator or a passkey on the site first.",
    status=403,
)
NOT_TEXT = Kind(
    "page.not_text",
    ko="보낸 글에 글자가 아닌 값이 들어 있어요.",
    en="What was sent holds a value that is no character.",
    next_ko="그 칸을 지우고 다시 적어 주세요. 아무것도 저장하지 않았어요.",
    next_en="Clear that field and type it again. Nothing was saved.",
    status=400,
)


def actor_of(request: HttpRequest) -> Actor:
    """The person behind a request; anonymous visitors get an actor with no id, who may do nothing."""
    user = request.user
    if not user.is_authenticated:
        return Actor.person("", "")
    return Actor.person(str(user.pk), str(getattr(user, "name", "")))


def needs_of(view: Callable[..., Any], view_name: str | None) -> str | None:
    """What a view needs: its own word or, for a library's views, what was declared or is in settings.ROUTE_NEEDS."""
    if own := getattr(view, "needs", None):
        return str(own)
    outside: Mapping[str, str] = settings.ROUTE_NEEDS
    return (declared_needs(view_name) or outside.get(view_name)) if view_name else None


class GuardMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        needs = needs_of(view, match.view_name if match else None)
        if needs != SIGNED and holds_nul(request):  # no database keeps it, and nobody types it
            return answer(request, Problem(NOT_TEXT))
        if needs in (PUBLIC, SIGNED):
            return None
        if not request.user.is_authenticated:
            if request.path.startswith("/api/"):
                return answer(request, Problem(NOT_SIGNED_IN))
            return redirect(f"{resolve_url(settings.LOGIN_URL)}?next={request.get_full_path()}")
        detour = getattr(request.user, "second_factor_detour", lambda _request: None)(request)
        if detour is not None and needs != SIGNED_IN:
            if request.path.startswith("/api/"):
                return answer(request, Problem(NO_SECOND_FACTOR))
            return redirect(detour)
        if needs == SIGNED_IN:
            return None
        if needs is None or not allowed(actor_of(request), needs, resource_of(kwargs)):
            return answer(request, Problem(NOT_ALLOWED, permission=needs or "-"))
        return None


def holds_nul(request: HttpRequest) -> bool:
    return any(
        "\0" in value for told in (request.GET, request.POST) for _name, values in told.lists() for value in values
    )


def resource_of(kwargs: Mapping[str, Any]) -> Subject | None:
    """What an address is about: /data/<dataset_id>/ is about that dataset, so a grant on it opens the page."""
    for kind in ("dataset", "pilot"):
        if f"{kind}_id" in kwargs:
            return Subject(kind, str(kwargs[f"{kind}_id"]))
    return None
