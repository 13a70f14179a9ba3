"""Reading pilots: lists, one pilot with its newest examination, what waits for a decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.people import queries as people
from jangbu.apps.pilots.models import Decision, Examination, Pilot
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor, Subject


def visible(actor: Actor) -> QuerySet[Pilot]:
    """The pilots this actor may see, newest first."""
    ids = people.visible_ids(actor, "pilot")
    shown = Pilot.objects.exclude(state=Pilot.State.DISCARDED).order_by("-starts_on", "-created_at")
    return shown if ids is None else shown.filter(pk__in=ids)


def sees_all(actor: Actor) -> bool:
    """Whether this actor may see what belongs to no single pilot; a guest who was given one pilot may not."""
    return people.visible_ids(actor, "pilot") is None


def find(actor: Actor, pilot_id: str) -> Pilot | None:
    """One pilot, or None when it is not there or not theirs to see."""
    pilot = Pilot.objects.filter(pk=pilot_id).first()
    return pilot if pilot and allowed(actor, "pilots.read", Subject("pilot", pilot.pk)) else None


def examination(actor: Actor, examination_id: str) -> Examination | None:
    found = Examination.objects.filter(pk=examination_id).select_related("pilot").first()
    if found is None or not allowed(actor, "pilots.read", Subject("pilot", found.pilot_id or "")):
        return None
    return found


def names(ids: Iterable[str]) -> dict[str, str]:
    """Names of the pilots that exist among these ids."""
    return dict(Pilot.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def choices() -> list[tuple[str, str]]:
    """Every pilot that access can be given on."""
    return list(Pilot.objects.order_by("-starts_on").values_list("pk", "name"))


def loose_examinations(actor: Actor) -> list[Examination]:
    """Examinations run from the command line, without a pilot."""
    return list(Examination.objects.filter(pilot=None)[:20]) if allowed(actor, "pilots.read") else []


def standing_decision(pilot: Pilot) -> Decision | None:
    return pilot.decisions.filter(withdrawn_at=None).first()


def tally(found: Examination | None) -> dict[str, int]:
    """How many gates pass, fail and are undecided."""
    verdicts = [gate["verdict"] for gate in found.result["gates"]] if found else []
    return {word: verdicts.count(word) for word in ("pass", "fail", "undecided")} | {"total": len(verdicts)}


def judged(found: Examination | None) -> str:
    """How many gates pass, fail and are undecided, in a line; what there is none of is left out."""
    counts = tally(found)
    if not counts["total"]:
        return ""
    words = {
        "pass": _("%(n)s개 통과"),
        "fail": _("%(n)s개 미달"),
        "undecided": _("%(n)s개는 아직 알 수 없음"),
    }
    parts = [word % {"n": counts[key]} for key, word in words.items() if counts[key]]
    return _("기준 %(total)s개 중 %(parts)s") % {"total": counts["total"], "parts": ", ".join(parts)}


def needs(actor: Actor, now: datetime) -> list[Need]:
    """Pilots whose decision day has come and that nobody has decided on."""
    if not allowed(actor, "pilots.decide"):
        return []
    today = now.astimezone(SEOUL).date()
    waiting = visible(actor).filter(state=Pilot.State.RUNNING, decide_on__lte=today)
    return [_to_decide(pilot, late=pilot.decide_on < today) for pilot in waiting]


def _to_decide(pilot: Pilot, *, late: bool) -> Need:
    detail = judged(pilot.examinations.first())
    detail = f"{detail}." if detail else _("아직 살펴본 결과가 없어요.")
    title = _("%(pilot)s 파일럿을 어떻게 할지 정해 주세요") % {"pilot": pilot.name}
    if late:
        detail = _("판정일이 지났어요. ") + detail
    return Need(title, detail, pilot.decide_on, reverse("pilot", args=[pilot.pk]), _("결정하기"), urgent=True)
