"""Numbers that alert rules are set on, each by subject. Where nobody measures, there is nothing to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.words import Words
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.incidents.alerts.models import Message
from jangbu.apps.incidents.clocks import open_clocks
from jangbu.apps.incidents.models import Incident
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.pilots import queries as pilots
from jangbu.kernel import text
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor


@dataclass(frozen=True, slots=True)
class Reading:
    """One value: of what, how much, how it is read, and where it is seen."""

    subject: str
    value: int
    said: Words
    url: str


Measure = Callable[[datetime], list[Reading]]


def clock_hours_left(now: datetime) -> list[Reading]:
    """Whole hours left of each running clock; negative once it is past. Clocks that are held do not ring."""
    held = Incident.objects.filter(archived_at=None).exclude(state="closed").prefetch_related("statements")
    found = []
    for incident, clock in open_clocks(held, now):
        if clock.state == "held":
            continue
        hours = int(clock.left(now).total_seconds() // 3600)
        said = Words(
            f"{clock.rule.title.ko}: {hours}시간 남음" if hours >= 0 else f"{clock.rule.title.ko}: {-hours}시간 지남",
            f"{clock.rule.title.en}: {hours} h left" if hours >= 0 else f"{clock.rule.title.en}: {-hours} h late",
        )
        url = reverse("incidents-detail", args=[incident.pk])
        found.append(Reading(f"{incident.pk}:{clock.rule.id}", hours, said, url))
    return found


def budget_used_percent(now: datetime) -> list[Reading]:
    """What this month has taken of each connection's limit."""
    system, month = Actor.system(), f"{now.astimezone(SEOUL):%Y-%m}"
    found = []
    for endpoint in gateway.visible(system):
        limit = gateway.limit_micros(endpoint)
        if not limit:
            continue
        lines = gateway.costs(system, "endpoint", month=month, endpoint=endpoint.pk)
        taken = sum(line.cost_micros for line in lines if line.currency == endpoint.currency)
        percent = taken * 100 // limit
        said = Words(f"{endpoint.name}: 한도의 {percent}%", f"{endpoint.name}: {percent}% of its limit")
        found.append(Reading(endpoint.pk, percent, said, reverse("endpoint", args=[endpoint.pk])))
    return found


def pilot_gates_failing(_now: datetime) -> list[Reading]:
    """How many gates each running pilot fails at its newest examination."""
    found = []
    for pilot in pilots.visible(Actor.system()).filter(state="running"):
        failing = pilots.tally(pilot.examinations.first())["fail"]
        said = Words(
            f"{pilot.name}: 기준 {failing}개 미달", f"{pilot.name}: {failing} gate{'s' if failing > 1 else ''} missed"
        )
        found.append(Reading(pilot.pk, failing, said, reverse("pilot", args=[pilot.pk])))
    return found


def undelivered_messages(_now: datetime) -> list[Reading]:
    count = Message.objects.filter(state=Message.State.UNDELIVERED).count()
    said = Words(f"닿지 않은 알림 {count}건", f"{count} messages undelivered")
    return [Reading("messages", count, said, reverse("alert-channels"))]


def clock_minutes_back(_now: datetime) -> list[Reading]:
    """By how many minutes the computer's clock stands behind what was already written."""
    found = ledger.set_back()
    if found is None:
        return [Reading("clock", 0, Words("컴퓨터 시계가 맞아요", "The clock is right"), reverse("alert-list"))]
    ko, en = text.moment(found.latest, "ko"), text.moment(found.latest, "en")
    said = Words(f"컴퓨터 시계가 {ko}의 기록보다 뒤예요", f"The computer's clock is behind the entries of {en}")
    minutes = int((found.latest - found.now).total_seconds() // 60)
    return [Reading("clock", minutes, said, reverse("alert-list"))]


MEASURES: dict[str, tuple[Measure, Words]] = {
    "clock_hours_left": (clock_hours_left, Words("사고의 기한까지 남은 시간", "hours left of incident clocks")),
    "budget_used_percent": (budget_used_percent, Words("한 달 한도에서 쓴 비율 (%)", "share of the monthly limit (%)")),
    "pilot_gates_failing": (pilot_gates_failing, Words("미달인 통과 기준의 수", "gates that fail")),
    "clock_minutes_back": (
        clock_minutes_back,
        Words("컴퓨터 시계가 뒤로 간 시간 (분)", "minutes the clock was set back"),
    ),
    "undelivered_messages": (undelivered_messages, Words("닿지 않은 알림의 수", "undelivered messages")),
}
