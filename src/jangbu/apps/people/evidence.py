"""What accounts and grants show of themselves, for checklists and policies."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, counted, own, predicate, remember
from jangbu.apps.people import queries
from jangbu.apps.people.models import Departure, Firm, Grant, OneTimeLink, Person

remember(Firm)
remember(Departure, "back_at")
remember(Person, "role", "is_active", "erased_at", "joined_at")
remember(Authenticator, "user", "type")
remember(OneTimeLink, "person", "purpose", "used_at", "withdrawn_at", "expires_at", "created_at")
remember(Grant, "expires_at", "revoked_at", "last_used_at")

NOBODY_ELSE = Words("아직 권한을 나눌 사람이 없어요.", "There is nobody yet to give access to.")
INVITE = Words("함께 일할 사람을 초대해요", "Invite whoever works here")
NO_PEOPLE = Words("아직 사람이 없어요.", "There are no people yet.")


def _grants(at: datetime, bad: set[str], said: Words, todo: Next) -> Answer:
    held = list(queries.grants_list(at).filter(granted_at__lte=at))
    url = reverse("people") + "#grants"
    if not held and queries.here(at).count() < 2:  # whoever is alone can give nobody anything: that proves nothing
        return Answer(Status.UNKNOWN, NOBODY_ELSE, next=Next(INVITE, reverse("people")))
    if not held:
        shown = Evidence("grants:0", Words("접근 권한 목록", "list of grants"), url, at=at)
        none = Words("따로 준 접근 권한이 없어요.", "No access was given beside the roles.")
        return Answer(Status.MET, none, (shown,))
    return counted([_grant(each, url, good=each.pk not in bad) for each in held], said, said, todo)


def _grant(each: Grant, url: str, *, good: bool) -> Evidence:
    return Evidence(each.pk, own(each.person.name), url, at=each.granted_at, good=good)


@predicate("grants_are_used")
def grants_are_used(at: datetime) -> Answer:
    said = Words(
        "접근 권한 {total}개 가운데 {bad}개를 90일 동안 쓰지 않았어요.",
        "{bad} of {total} grants went unused for 90 days.",
    )
    todo = Next(Words("쓰지 않는 권한을 거둬요", "Take back what nobody uses"), reverse("grants-use"))
    return _grants(at, {each.pk for each in queries.unused_grants(at)}, said, todo)


@predicate("grants_are_narrow")
def grants_are_narrow(at: datetime) -> Answer:
    said = Words("접근 권한 {total}개 가운데 {bad}개가 넘쳐요.", "{bad} of {total} grants are wider than needed.")
    todo = Next(Words("넘치는 권한을 좁혀요", "Narrow what is too wide"), reverse("grants-use"))
    return _grants(at, {each.grant.pk for each in queries.wide_grants(at)}, said, todo)


@predicate("second_factor_everywhere")
def second_factor_everywhere(at: datetime) -> Answer:
    lacking = {each.pk for each in queries.lacks_second_factor(at)}
    must = queries.people_list(at).filter(is_active=True, joined_at__lte=at, role__in=queries.second_factor_roles())
    must = must.order_by("name", "pk")
    lines = [
        Evidence(each.pk, own(each.name), reverse("person", args=[each.pk]), good=each.pk not in lacking)
        for each in must
        if not each.invited
    ]
    said = Words(
        "두 번 인증해야 하는 {total}명 가운데 {bad}명이 켜지 않았어요.",
        "{bad} of {total} people who must have a second factor have none.",
    )
    todo = Next(Words("2단계 인증을 켜 달라고 해요", "Ask them to set up a second factor"), reverse("people"))
    return counted(lines, said, Words("아직 들어온 사람이 없어요.", "Nobody has come in yet."), todo)


@predicate("somebody_else_decides")
def somebody_else_decides(at: datetime) -> Answer:
    """Two people at least may decide, so that nobody has to approve their own."""
    held = list(queries.by_role("pilots.decide").filter(joined_at__lte=at))
    lines = tuple(Evidence(each.pk, own(each.name), reverse("person", args=[each.pk])) for each in held)
    said = Words(f"결정할 수 있는 사람이 {len(held)}명이에요.", f"People who may decide: {len(held)}.")
    if not held:
        return Answer(Status.UNKNOWN, NO_PEOPLE)
    todo = Next(Words("승인할 사람을 한 명 더 초대해요", "Invite one more approver"), reverse("people"))
    return Answer(Status.MET if len(held) > 1 else Status.PARTLY, said, lines, todo if len(held) < 2 else None)
