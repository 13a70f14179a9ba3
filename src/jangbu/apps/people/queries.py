"""What others may ask about people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.needs import Need
from jangbu.apps.people.masking import EMAIL, HIDDEN, PHONE, Masker
from jangbu.apps.people.models import Departure, Firm, Grant, OneTimeLink, Person, State
from jangbu.apps.people.narrowing import Wide, unused_grants, wide_grants
from jangbu.apps.people.permissions import (
    READ_OF_KIND,
    ROLE_PERMISSIONS,
    RULE_PERMISSIONS,
    SECOND_FACTOR_ROLES,
    SYSTEM_PERMISSIONS,
)
from jangbu.apps.people.roles import Role
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor, Subject

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

__all__ = [
    "EMAIL",
    "HIDDEN",
    "PHONE",
    "Masker",
    "Wide",
    "away",
    "by_role",
    "firm",
    "grants_list",
    "here",
    "home_is_empty",
    "lacks_second_factor",
    "needs",
    "owner_actor",
    "people_list",
    "permits",
    "person",
    "role_labels",
    "second_factor_roles",
    "unused_grants",
    "visible_ids",
    "wide_grants",
]
EXPIRES_SOON = timedelta(days=14)


def permits(actor: Actor, permission: str, resource: Subject | None) -> bool:
    """The answer behind the permission port: by role or by a live grant, and no otherwise. At most two queries."""
    match actor.kind:
        case "operator":
            return True
        case "system":
            return permission in SYSTEM_PERMISSIONS
        case "rule":
            return permission in RULE_PERMISSIONS
    standing = Person.objects.standing(actor.id)
    return standing is not None and standing.allows(permission, resource)


def visible_ids(actor: Actor, kind: str) -> frozenset[str] | None:
    """Ids of the resources of this kind that a list may show to `actor`; None for all, an empty set for none."""
    if actor.kind != "person":
        return None if permits(actor, READ_OF_KIND.get(kind, ""), None) else frozenset()
    standing = Person.objects.standing(actor.id)
    return frozenset() if standing is None else standing.visible(kind)


def firm() -> Firm | None:
    """The firm of this installation; None on an empty home."""
    return Firm.objects.first()


def home_is_empty() -> bool:
    """Nobody has started here: no firm and not one person. Only then is the first owner made from the browser."""
    return not Firm.objects.exists() and not Person.objects.exists()


def person(person_id: str) -> Person | None:
    return Person.objects.filter(pk=person_id).first()


def owner_actor() -> Actor | None:
    """The first active owner as an actor, for what the firm itself does at its start; None while there is none."""
    owner = Person.objects.active().filter(role=Role.OWNER).order_by("joined_at", "pk").first()
    return Actor.person(owner.pk, owner.name) if owner else None


def here(at: datetime) -> QuerySet[Person]:
    """Who had joined by that moment and was not away then, past or present; an erased person too, without a name."""
    return Person.objects.filter(joined_at__lte=at).exclude(pk__in=away(at)).order_by("name", "pk")


def away(at: datetime) -> frozenset[str]:
    """Ids of those who had left and were not back at that moment."""
    gone = Departure.objects.filter(left_at__lte=at).filter(Q(back_at=None) | Q(back_at__gt=at))
    return frozenset(gone.values_list("person_id", flat=True))


def people_list(now: datetime | None = None) -> QuerySet[WithAnnotations[Person, State]]:
    """Everybody who is or was here and is not erased, with `factors`, `live_grants` and `invited`."""
    return Person.objects.with_state(now or system_clock()).filter(erased_at=None)


def role_labels() -> dict[str, Any]:
    """Every role with its translated label, in the order of the policy."""
    return dict(Role.choices)


def second_factor_roles() -> frozenset[str]:
    """Roles whose people must sign in with two factors."""
    return SECOND_FACTOR_ROLES


def by_role(permission: str) -> QuerySet[Person]:
    """The active people whose role alone gives them this permission, by name."""
    roles = [role for role, given in ROLE_PERMISSIONS.items() if permission in given]
    return Person.objects.active().filter(role__in=roles).order_by("name", "pk")


def grants_list(now: datetime) -> QuerySet[Grant]:
    """Live grants, soonest end first."""
    return Grant.objects.live(now).select_related("person").order_by("expires_at", "pk")


def lacks_second_factor(now: datetime) -> QuerySet[WithAnnotations[Person, State]]:
    """Active people who must have a second factor and have none; whoever has not come in yet is not counted."""
    must = Q(role__in=SECOND_FACTOR_ROLES) | Q(role=Role.GUEST, live_grants__gt=0)
    return Person.objects.with_state(now).filter(must, is_active=True, erased_at=None, factors=0, invited=False)


def needs(actor: Actor, now: datetime) -> list[Need]:
    """What waits for `actor` among people and their access, for the first page."""
    found: list[Need] = []
    if permits(actor, "people.manage", None):
        found += [*_late_invitations(now), *_open_accounts(now)]
    if permits(actor, "grants.manage", None):
        found += [*_ending_grants(now), *_idle_grants(now)]
    return found


def _late_invitations(now: datetime) -> list[Need]:
    late = OneTimeLink.objects.filter(
        purpose=OneTimeLink.Purpose.INVITATION, used_at=None, withdrawn_at=None, expires_at__lte=now
    ).filter(person__is_active=True)
    people = list(late.values_list("person_id", flat=True)[:2])
    if not people:
        return []
    count = late.count()
    title = ngettext("%(n)d명의 초대가 끝났어요", "%(n)d명의 초대가 끝났어요", count)
    return [
        Need(
            title=title % {"n": count},
            detail=_("7일 안에 들어오지 않았어요. 새 주소를 만들거나 계정을 멈춰 주세요."),
            due=None,
            url=reverse("person", args=people) if count == 1 else reverse("people"),
            verb=_("보기"),
            urgent=False,
        )
    ]


def _open_accounts(now: datetime) -> list[Need]:
    count = lacks_second_factor(now).exclude(last_login=None).count()
    if not count:
        return []
    title = ngettext("2단계 인증이 없는 사람이 %(n)d명 있어요", "2단계 인증이 없는 사람이 %(n)d명 있어요", count)
    return [
        Need(
            title=title % {"n": count},
            detail=_("승인하거나 개인 정보를 보는 역할이에요. 켜기 전에는 아무 화면도 보지 못해요."),
            due=None,
            url=reverse("people"),
            verb=_("보기"),
            urgent=False,
        )
    ]


def _ending_grants(now: datetime) -> list[Need]:
    ending = list(grants_list(now).filter(expires_at__lte=now + EXPIRES_SOON)[:1])
    if not ending:
        return []
    count = grants_list(now).filter(expires_at__lte=now + EXPIRES_SOON).count()
    title = ngettext("접근 권한 %(n)d개가 2주 안에 끝나요", "접근 권한 %(n)d개가 2주 안에 끝나요", count)
    return [
        Need(
            title=title % {"n": count},
            detail=_("더 필요하면 늘리고, 아니면 그대로 두면 저절로 끝나요."),
            due=ending[0].expires_at.astimezone(SEOUL).date(),
            url=reverse("people") + "#grants",
            verb=_("살펴보기"),
            urgent=False,
        )
    ]


def _idle_grants(now: datetime) -> list[Need]:
    count = len(unused_grants(now))
    if not count:
        return []
    title = ngettext(
        "90일 동안 쓰지 않은 접근 권한이 %(n)d개예요", "90일 동안 쓰지 않은 접근 권한이 %(n)d개예요", count
    )
    return [
        Need(
            title=title % {"n": count},
            detail=_("쓰지 않는 권한은 거두는 편이 안전해요. 거둔 뒤에도 되돌릴 수 있어요."),
            due=None,
            url=reverse("grants-use"),
            verb=_("살펴보기"),
            urgent=False,
        )
    ]
