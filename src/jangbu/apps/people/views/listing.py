"""The page of people and their access, and the list of all grants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base import lists
from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.base.templatetags.parts import day, state
from jangbu.apps.ledger.queries import looking_once
from jangbu.apps.people import mail, queries, resources, services
from jangbu.apps.people.forms import GrantForm, InviteForm, end_of_day
from jangbu.apps.people.giving import may_widen
from jangbu.apps.people.models import Grant, Person, State
from jangbu.apps.people.permissions import SECOND_FACTOR_ROLES
from jangbu.apps.people.problems import EMAIL_INVALID, EMAIL_TAKEN, EXPIRY_WRONG
from jangbu.apps.people.roles import Role
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Row = WithAnnotations[Person, State]

SHOWN_GRANTS = 20


def today() -> date:
    return system_clock().astimezone(SEOUL).date()


def must_have_factor(person: Row) -> bool:
    """As standing.must_have_second_factor, for a row of the list; `live_grants` comes with the row."""
    return person.role in SECOND_FACTOR_ROLES or (person.role == Role.GUEST and person.live_grants > 0)


def factor_state(person: Row) -> str:
    if not person.is_active:
        return str(state("na", _("멈춘 계정")))
    if person.factors:
        return state("met", _("켜짐"))
    if person.invited:  # nobody has come in yet, so nothing is off
        return state("unknown", _("아직 안 들어옴"))
    return state("unmet", _("꺼짐")) if must_have_factor(person) else state("na", _("없어도 돼요"))


def presence(person: Row) -> str:
    if not person.is_active:
        return _("멈춤")
    if person.invited and person.last_login is None:
        return _("초대함")
    return day(person.last_login) if person.last_login else _("아직 안 들어옴")


PEOPLE: lists.ListSpec[Row] = lists.ListSpec(
    title=gettext_lazy("사람"),
    columns=(
        lists.Column("name", gettext_lazy("이름"), url=lambda p: reverse("person", args=[p.pk]), owned=True),
        lists.Column("title", gettext_lazy("직책"), show=lambda p: p.title or "–", owned=True),
        lists.Column("role", gettext_lazy("역할"), show=lambda p: p.get_role_display()),
        lists.Column("factors", gettext_lazy("2단계 인증"), show=factor_state),
        lists.Column("live_grants", gettext_lazy("접근 권한"), align="end"),
        lists.Column("last_login", gettext_lazy("마지막 로그인"), show=presence),
    ),
    searches=("name", "email", "title"),
    filters=(lists.Filter("role", gettext_lazy("역할"), Role.choices),),
    sorts=("name", "title", "role", "factors", "live_grants", "last_login"),
    order="name",
    unit=gettext_lazy("명"),
    placeholder=gettext_lazy("이름, 이메일, 직책으로 찾기"),
)

GRANTS: lists.ListSpec[Grant] = lists.ListSpec(
    title=gettext_lazy("접근 권한"),
    columns=(
        lists.Column("person", gettext_lazy("누가"), field="person__name"),
        lists.Column("level", gettext_lazy("어디까지")),
        lists.Column("expires_at", gettext_lazy("끝나는 날")),
        lists.Column("last_used_at", gettext_lazy("마지막 사용")),
    ),
    searches=("person__name", "person__email", "resource_id"),
    sorts=("person", "level", "expires_at", "last_used_at"),
    order="expires_at",
    unit=gettext_lazy("개"),
    placeholder=gettext_lazy("사람 이름으로 찾기"),
)


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant as a row shows it."""

    grant: Grant
    resource: str
    url: str
    unused: bool
    wide: str
    ends_soon: bool
    may_widen: bool  # extend it; taking it away asks nobody of the matrix


def lines_of(grants: list[Grant], now: datetime, actor: Actor) -> list[GrantLine]:
    names = resources.names_of(Subject(grant.resource_kind, grant.resource_id) for grant in grants)
    unused = {grant.pk for grant in queries.unused_grants(now)}
    wide = {found.grant.pk: found.reason for found in queries.wide_grants(now)}
    made = []
    with looking_once():
        widens = {about: may_widen(actor, about) for about in names}
    for grant in grants:
        about = Subject(grant.resource_kind, grant.resource_id)
        soon = grant.expires_at <= now + queries.EXPIRES_SOON
        url = resources.url_of(about)
        made.append(
            GrantLine(grant, names[about], url, grant.pk in unused, wide.get(grant.pk, ""), soon, widens[about])
        )
    return made


def page(
    request: HttpRequest, *, invite: InviteForm | None = None, give: GrantForm | None = None, status: int = 200
) -> HttpResponse:
    now, actor = system_clock(), actor_of(request)
    people = queries.people_list(now)
    grants = queries.grants_list(now)
    lacking = queries.lacks_second_factor(now).count()
    context: dict[str, Any] = {
        "list": lists.read(request, PEOPLE, people),
        "lines": lines_of(list(grants[:SHOWN_GRANTS]), now, actor),
        "grants_total": grants.count(),
        "people_total": people.filter(is_active=True).count(),
        "unused_total": len(queries.unused_grants(now)),
        "wide_total": len(queries.wide_grants(now)),
        "lacking": lacking,
        "may_manage": allowed(actor, "people.manage"),
        "may_grant": allowed(actor, "grants.manage"),
        "invite": invite or InviteForm(),
        "invite_open": invite is not None,
        "give": give or grant_form(request),
        "give_open": give is not None,
        "errors_in_english": language() == "en",
    }
    return render(request, "people/list.html", context, status=status)


def grant_form(request: HttpRequest, data: Any = None) -> GrantForm:
    people = Person.objects.active().order_by("name").values_list("pk", "name", "title")
    choices = [(pk, f"{name} ({title})" if title else name) for pk, name, title in people]
    return GrantForm(data, people=choices, today=today(), actor=actor_of(request))


@require_GET
def people_page(request: HttpRequest) -> HttpResponse:
    return page(request)


@require_GET
def grants_page(request: HttpRequest) -> HttpResponse:
    """All live grants, with search and sort."""
    now = system_clock()
    shown = lists.read(request, GRANTS, queries.grants_list(now))
    context = {
        "list": shown,
        "lines": lines_of(list(shown.page.object_list), now, actor_of(request)),
        "may_grant": allowed(actor_of(request), "grants.manage"),
        "unused_total": len(queries.unused_grants(now)),
    }
    return render(request, "people/grants.html", context)


@never_cache
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """The answer to this very request is the only place where the link is ever shown."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return page(request, invite=form, status=422)
    given = form.cleaned_data
    try:
        invited = services.invite_person(
            given["email"],
            given["name"],
            given["role"],
            title=given["title"],
            language=given["language"],
            actor=actor_of(request),
            why=given["why"],
        )
    except Problem as problem:
        if problem.kind not in {EMAIL_TAKEN, EMAIL_INVALID}:
            raise
        form.add_error("email", problem.sentence(language()))
        return page(request, invite=form, status=problem.kind.status)
    return show_once(request, invited)


def show_once(request: HttpRequest, invited: services.Invited) -> HttpResponse:
    url = request.build_absolute_uri(reverse("invitation", args=[invited.token]))
    context = {"person": invited.person, "url": url, "until": invited.expires_at}
    context["mailed"] = mail.send_invitation(invited, url)
    return render(request, "people/invited.html", context)


@require_POST
def grant(request: HttpRequest) -> HttpResponse:
    form = grant_form(request, request.POST)
    if not form.is_valid():
        return page(request, give=form, status=422)
    given = form.cleaned_data
    try:
        made = services.grant_access(
            Person.objects.get(pk=given["person"]),
            form.subject(),
            given["level"],
            end_of_day(given["until"]),
            actor=actor_of(request),
            why=given["why"],
        )
    except Problem as problem:
        if problem.kind != EXPIRY_WRONG:
            raise
        form.add_error("until", problem.sentence(language()))
        return page(request, give=form, status=422)
    undo = reverse("grant-revoke", args=[made.pk])
    said = _("%(name)s님에게 접근 권한을 줬어요.") % {"name": made.person.name}
    messages.success(request, said, extra_tags=f"undo:{undo}")
    return redirect(reverse("people") + "#grants")
