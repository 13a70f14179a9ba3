"""One's own account: password, second factor, recovery codes, where one is signed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.people import services
from jangbu.apps.people.models import SECOND_FACTORS, Person


def behind_second_factor(view: Callable[[HttpRequest, Person], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The guard lets every SIGNED_IN page through, or nobody could ever set a second factor up; these still ask."""

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        person = Person.objects.get(pk=str(request.user.pk))
        detour = person.second_factor_detour(request)
        return redirect(detour) if detour else view(request, person)

    return asked


@require_GET
@behind_second_factor
def account(request: HttpRequest, person: Person) -> HttpResponse:
    factors = list(Authenticator.objects.filter(user_id=person.pk).order_by("created_at"))
    codes = next((factor for factor in factors if factor.type == "recovery_codes"), None)
    context = {
        "person": person,
        "totp": next((factor for factor in factors if factor.type == "totp"), None),
        "passkeys": [factor for factor in factors if factor.type == "webauthn"],
        "has_second_factor": any(factor.type in SECOND_FACTORS for factor in factors),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "sign_ins": person.sign_ins.order_by("-started_at"),
        "this_session": request.session.session_key,
    }
    return render(request, "people/account.html", context)


@require_POST
@behind_second_factor
def end_sessions(request: HttpRequest, person: Person) -> HttpResponse:
    """Sign out everywhere but here."""
    ended = services.end_other_sessions(
        person, request.session.session_key, actor=actor_of(request), why=_("다른 곳의 로그인을 끝내려고")
    )
    messages.success(request, _("다른 곳 %(n)d곳에서 로그아웃했어요.") % {"n": ended})
    return redirect("account")
