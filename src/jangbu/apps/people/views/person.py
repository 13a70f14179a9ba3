"""One person's page, and what is done to a person or a grant."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.base.routes import View
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people import queries, services
from jangbu.apps.people.forms import EraseForm, RoleForm, UntilForm, end_of_day
from jangbu.apps.people.models import Grant, Person
from jangbu.apps.people.problems import GRANT_ENDED
from jangbu.apps.people.views.listing import factor_state, lines_of, presence, show_once, today
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

if TYPE_CHECKING:
    from jangbu.apps.people.views.listing import Row

HISTORY = 20

# A dangerous action asks for the password again, unless it was given within the last five minutes.
asks_again: Callable[[View], View] = reauthentication_required(app="people")


def found(person_id: str) -> Row:
    person = Person.objects.with_state(system_clock()).filter(pk=person_id).first()
    if person is None:
        raise Http404
    return person


def found_grant(grant_id: str) -> Grant:
    grant = Grant.objects.select_related("person").filter(pk=grant_id).first()
    if grant is None:
        raise Http404
    return grant


def page(
    request: HttpRequest, person: Row, *, role: RoleForm | None = None, erase: EraseForm | None = None
) -> HttpResponse:
    now, actor = system_clock(), actor_of(request)
    may_manage = allowed(actor, "people.manage") and actor.id != person.pk and person.erased_at is None
    context: dict[str, Any] = {
        "person": person,
        "factor": factor_state(person),
        "presence": presence(person),
        "waiting": person.is_active and not person.has_usable_password(),
        "lines": lines_of(list(queries.grants_list(now).filter(person=person)), now, actor),
        "history": ledger.history(Subject("person", person.pk), limit=HISTORY),
        "may_manage": may_manage,
        "may_grant": allowed(actor, "grants.manage"),
        "is_self": actor.id == person.pk,
        "role_form": role or RoleForm(initial={"role": person.role}),
        "erase_form": erase or EraseForm(),
        "erase_open": erase is not None,
        "role_open": role is not None,
    }
    return render(request, "people/person.html", context, status=422 if role or erase else 200)


@require_GET
def person_page(request: HttpRequest, person_id: str) -> HttpResponse:
    return page(request, found(person_id))


@asks_again
@require_POST
def change_role(request: HttpRequest, person_id: str) -> HttpResponseBase:
    person = found(person_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return page(request, person, role=form)
    services.change_role(person, form.cleaned_data["role"], actor=actor_of(request), why=form.cleaned_data["why"])
    messages.success(request, _("%(name)s님의 역할을 바꿨어요.") % {"name": person.name})
    return redirect("person", person_id)


@require_POST
def deactivate(request: HttpRequest, person_id: str) -> HttpResponse:
    person = found(person_id)
    services.deactivate_person(person, actor=actor_of(request), why=_("화면에서 멈춤"))
    undo = reverse("person-reactivate", args=[person_id])
    messages.success(request, _("%(name)s님의 계정을 멈췄어요.") % {"name": person.name}, extra_tags=f"undo:{undo}")
    return redirect("person", person_id)


@require_POST
def reactivate(request: HttpRequest, person_id: str) -> HttpResponse:
    person = found(person_id)
    services.reactivate_person(person, actor=actor_of(request), why=_("화면에서 다시 엶"))
    messages.success(request, _("%(name)s님의 계정을 다시 열었어요.") % {"name": person.name})
    return redirect("person", person_id)


@asks_again
@require_POST
def erase(request: HttpRequest, person_id: str) -> HttpResponseBase:
    """There is no undo here, so it asks for the person's name and the password."""
    person = found(person_id)
    form = EraseForm(request.POST)
    if form.is_valid() and form.cleaned_data["name"].strip() != person.name:
        form.add_error("name", _("이름이 달라요. 화면의 이름을 그대로 적어 주세요."))
    if not form.is_valid():
        return page(request, person, erase=form)
    services.erase_person(person, actor=actor_of(request), why=form.cleaned_data["why"])
    messages.success(request, _("개인 정보를 지웠어요."))
    return redirect("people")


@require_POST
def renew(request: HttpRequest, person_id: str) -> HttpResponse:
    invited = services.renew_invitation(found(person_id), actor=actor_of(request), why=_("새 주소가 필요해서"))
    return show_once(request, invited)


@require_POST
def revoke(request: HttpRequest, grant_id: str) -> HttpResponse:
    grant = services.revoke_grant(found_grant(grant_id), actor=actor_of(request), why=_("화면에서 거둠"))
    undo = reverse("grant-restore", args=[grant_id])
    said = _("%(name)s님의 접근 권한을 거뒀어요.") % {"name": grant.person.name}
    messages.success(request, said, extra_tags=f"undo:{undo}")
    return redirect(reverse("people") + "#grants")


@require_POST
def restore(request: HttpRequest, grant_id: str) -> HttpResponse:
    grant = services.restore_grant(found_grant(grant_id), actor=actor_of(request), why=_("되돌림"))
    messages.success(request, _("%(name)s님의 접근 권한을 되돌렸어요.") % {"name": grant.person.name})
    return redirect(reverse("people") + "#grants")


@require_POST
def extend(request: HttpRequest, grant_id: str) -> HttpResponse:
    grant = found_grant(grant_id)
    form = UntilForm(request.POST, today=today())
    if not form.is_valid():
        messages.error(request, _("끝나는 날을 골라 주세요."))
        return redirect(reverse("people") + "#grants")
    try:
        services.extend_grant(
            grant, end_of_day(form.cleaned_data["until"]), actor=actor_of(request), why=_("더 필요해서")
        )
    except Problem as problem:
        if problem.kind == GRANT_ENDED:
            raise
        messages.error(request, problem.sentence(language()))
    else:
        messages.success(request, _("%(name)s님의 접근 권한을 늘렸어요.") % {"name": grant.person.name})
    return redirect(reverse("people") + "#grants")
