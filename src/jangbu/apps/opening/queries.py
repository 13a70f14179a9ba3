"""How far the opening is, and what it made so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.duties import queries as duties
from jangbu.apps.duties.services import proposals, things
from jangbu.apps.journey import queries as journey
from jangbu.apps.opening.models import Opening
from jangbu.apps.opening.steps import STEPS, Step
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.pilots.sourcemap import queries as source_map
from jangbu.apps.policies import queries as policies
from jangbu.apps.sources import queries as sources
from jangbu.engines.checklist import Status
from jangbu.kernel.entry import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """A step as the page shows it. state: "" (open), done or skipped."""

    step: Step
    state: str
    entry: int | None

    @property
    def template(self) -> str:
        return f"opening/{self.step.name}.html"


@dataclass(frozen=True, slots=True)
class Made:
    """One thing that the opening makes: how it stands now, in one sentence, and where it is. state as in a badge."""

    title: str
    said: str
    url: str
    state: str  # "na" where it is not there yet

    @property
    def there(self) -> bool:
        return self.state != "na"


def opening() -> Opening | None:
    return Opening.objects.first()


def is_open(actor: Actor) -> bool:
    """Whether this actor still has steps of the opening to do."""
    held = opening()
    return allowed(actor, "opening.run") and (held is None or held.finished_at is None)


def lines(held: Opening | None) -> list[Line]:
    kept: dict[str, Any] = held.steps if held else {}
    return [
        Line(step, kept.get(step.name, {}).get("state", ""), kept.get(step.name, {}).get("entry")) for step in STEPS
    ]


def next_step(held: Opening | None) -> str:
    """The first step that is open; then the first that was skipped; "" when all are done."""
    found = lines(held)
    for state in ("", "skipped"):
        for line in found:
            if line.state == state:
                return line.step.name
    return ""


def duty_proposals(at: datetime) -> list[tuple[str, str]]:
    """What nobody answers for, and who is proposed: names of both."""
    return [(thing.name, ", ".join(duties.names_of([thing.proposed]))) for _subject, thing in proposals(at)]


def made(held: Opening | None, actor: Actor, now: datetime) -> list[Made]:
    """The seven things a firm has after its opening, each as it stands at this moment."""
    makers: tuple[Callable[[Opening | None, Actor, datetime], Made], ...] = (
        _source_map,
        _diagnosis,
        _draft,
        _policies,
        _duties,
        _plan,
        _score,
    )
    return [make(held, actor, now) for make in makers]


def diagnosis(held: Opening | None, actor: Actor, now: datetime) -> Made:
    """What was found in the file of the opening, on its own."""
    return _diagnosis(held, actor, now)


def _source_map(_held: Opening | None, actor: Actor, now: datetime) -> Made:
    found = source_map.lines(actor, _day(now))
    gaps = sum(len(line.gaps) for line in found)
    said = _("아직 적힌 데이터가 없어요")
    if found:
        said = _("데이터와 업무 %(n)s가지") % {"n": len(found)}
        said += ", " + (_("빈칸은 %(n)s개") % {"n": gaps} if gaps else _("빈칸 없음"))
    state = "na" if not found else "partly" if gaps else "met"
    return Made(_("데이터 지도"), said, reverse("source-map"), state)


def _diagnosis(held: Opening | None, actor: Actor, _now: datetime) -> Made:
    dataset = sources.find(actor, held.dataset) if held and held.dataset else None
    line = sources.latest(dataset) if dataset else None
    if dataset is None or line is None or line.run is None:
        return Made(_("첫 진단"), _("아직 살펴본 파일이 없어요"), reverse("dataset-list"), "na")
    result: dict[str, Any] = line.run.result
    failing = sum(1 for rule in result.get("rules", []) if rule.get("failing"))
    score = (result.get("score") or {}).get("overall")
    said = _("점수를 낼 수 없어요") if score is None else _("100점 만점에 %(n)s점") % {"n": round(score)}
    said += ", " + (_("어긋난 규칙 %(n)s개") % {"n": failing} if failing else _("어긋난 규칙 없음"))
    state = "met" if score is not None and score >= dataset.threshold else "partly"
    return Made(_("첫 진단"), said, reverse("dataset", args=[dataset.pk]), state)


def _draft(held: Opening | None, actor: Actor, _now: datetime) -> Made:
    pilot = pilots.find(actor, held.pilot) if held and held.pilot else None
    if pilot is None:
        return Made(_("파일럿 초안"), _("아직 초안이 없어요"), reverse("pilot-list"), "na")
    design = pilot.plan.get("design", {})
    says = design.get("says", {}).get(language(), "") if design.get("known") else ""
    said = says or _("얼마나 알아낼 수 있는지는 아직 말할 수 없어요. 일한 기록(건, 단계, 시각)이 있어야 해요.")
    return Made(_("파일럿 초안"), said, reverse("pilot-plan", args=[pilot.pk]), "met" if says else "partly")


def _policies(_held: Opening | None, actor: Actor, _now: datetime) -> Made:
    found = [policy for policy in policies.visible(actor) if policy.state != "retired"]
    forced = sum(1 for policy in found if policy.state == "approved")
    said = _("초안 %(n)s개, 시행 %(f)s개") % {"n": len(found) - forced, "f": forced} if found else _("아직 없어요")
    return Made(_("정책"), said, reverse("policies"), "na" if not found else "met" if forced >= 4 else "partly")


def _duties(_held: Opening | None, _actor: Actor, now: datetime) -> Made:
    held = duties.held_at(now)
    found = len(things(now))
    gaps = found - sum(1 for subject, _thing in things(now) if any(one.letter == "A" for one in held.get(subject, [])))
    if not found:
        said = _("아직 맡길 것이 없어요")
    elif not gaps:
        said = _("%(of)s가지 모두 맡은 사람이 있어요") % {"of": found}
    else:
        said = _("맡길 것 %(of)s가지, 정한 것 %(n)s가지") % {"of": found, "n": found - gaps}
    return Made(
        _("책임표"), said, reverse("duties"), "na" if not found or gaps == found else "partly" if gaps else "met"
    )


def _plan(_held: Opening | None, _actor: Actor, now: datetime) -> Made:
    found = journey.report(journey.ROADMAP, now)
    left = sum(1 for each in found.results if each.status not in {Status.MET, Status.NA})
    said = _("%(of)s가지 가운데 %(n)s가지가 남았어요") % {"n": left, "of": len(found.results)}
    return Made(_("90일 계획"), said, reverse("roadmap"), "met" if not left else "partly")


def _score(_held: Opening | None, _actor: Actor, now: datetime) -> Made:
    found = journey.report(journey.GOVERNANCE, now)
    total, met = len(found.results), found.count(Status.MET)
    said = _("%(of)s개 가운데 %(n)s개를 기록으로 확인했고, %(u)s개는 아직 몰라요") % {
        "of": total,
        "n": met,
        "u": found.count(Status.UNKNOWN),
    }
    return Made(_("첫 점수"), said, reverse("checklist"), "met" if met == total else "partly")


def _day(now: datetime) -> date:
    return timezone.localdate(now)
