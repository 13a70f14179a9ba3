"""What holds the firm up, where to begin, with which data, and how success is told: the four questions of a start."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from jangbu.apps.base.evidence import Evidence, Next, Status, Words, dated, day_of, own
from jangbu.apps.journey.questions.telling import Figure, Told, count
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.sources import queries as sources
from jangbu.apps.work import queries as work
from jangbu.engines.checklist import Report
from jangbu.kernel.entry import Actor

SYSTEM = Actor.system()
SHOWN = 3


def narrowest(found: Report) -> Told:
    """The area of the checklist in which the least is there, of those where something is unmet."""
    shares = []
    for group in found.catalogue.groups:
        results = [found.result(item.id) for item in group.items]
        counted = [each for each in results if each.status is not Status.NA]
        open_ones = [each for each in counted if each.status in {Status.UNMET, Status.PARTLY}]
        if counted and open_ones:
            shares.append((len(open_ones) / len(counted), group, open_ones, len(counted)))
    shares.sort(key=lambda each: -each[0])
    if not shares:
        quiet = found.count(Status.UNKNOWN) == len(found.results)
        if quiet:
            return Told(
                Status.UNKNOWN, Words("아직 기록이 없어서 알 수 없어요.", "Cannot tell: there are no records yet.")
            )
        return Told(Status.MET, Words("막힌 분야가 없어요.", "No area holds you up."))
    _share, group, open_ones, of = shares[0]
    first = open_ones[0]
    said = Words(
        f"'{group.title.ko}' 분야가 가장 막혀 있어요. {of}개 가운데 {len(open_ones)}개가 비었어요. "
        f"그 첫째: {first.item.said.ko}",
        f"'{group.title.en}' holds you up most: {len(open_ones)} of {of} are open, first of all "
        f"'{first.item.said.en}'.",
    )
    url = reverse("checklist")
    figures = tuple(
        Figure(
            each.title,
            Words(f"{len(left)} / {total}", f"{len(left)} / {total}"),
            f"{url}?open={left[0].item.id}#{left[0].item.id}",
        )
        for _share, each, left, total in shares[:SHOWN]
    )
    evidence = tuple(each for result in open_ones for each in result.evidence if not each.good)[:8]
    return Told(Status.UNMET, said, figures, evidence, first.next)


def process_first(at: datetime) -> Told:
    """By cases a month times how far the work follows its most frequent ways; what is automated already stands back."""
    held = list(work.processes(SYSTEM).filter(created_at__lte=at).order_by("name", "pk"))
    taken = set(work.automations(SYSTEM).filter(created_at__lte=at).values_list("process_id", flat=True))
    ranked = sorted(
        ((_repeated(each.repeatability), each) for each in held if each.repeatability), key=lambda pair: -pair[0]
    )
    free = [pair for pair in ranked if pair[1].pk not in taken]
    todo = Next(Words("업무의 기록을 재요", "Measure the log of a process"), reverse("process-list"))
    if not ranked:
        said = Words("알 수 없어요. 기록으로 잰 업무가 없어요.", "Cannot tell: no process was measured from its log.")
        return Told(Status.UNKNOWN, said, next=todo)
    _score, best = (free or ranked)[0]
    told: Mapping[str, Any] = best.repeatability or {}
    month = told.get("per_month") or 0
    says = told.get("says", {})
    lead = Words(f"'{best.name}' 업무부터예요.", f"'{best.name}' first.")
    if not free:
        lead = Words(
            f"잰 업무는 모두 자동화가 있어요. 가장 많은 것은 '{best.name}'이에요.",
            f"All measured work is automated; most is '{best.name}'.",
        )
    said = Words(
        f"{lead.ko} 한 달 {month:.0f}건쯤이에요. {says.get('ko', '')}",
        f"{lead.en} About {month:.0f} a month. {says.get('en', '')}",
    )
    figures = tuple(
        Figure(
            own(each.name), Words(f"한 달 {score:.0f}건", f"{score:.0f} a month"), reverse("process", args=[each.pk])
        )
        for score, each in (free or ranked)[:SHOWN]
    )
    evidence = tuple(
        Evidence(each.pk, own(each.name), reverse("process", args=[each.pk])) for _score, each in ranked[:8]
    )
    start = Next(Words("이 업무로 파일럿을 시작해요", "Begin a pilot with it"), reverse("pilot-new"))
    return Told(Status.MET, said, figures, evidence, start if free else None)


def _repeated(told: Mapping[str, Any] | None) -> float:
    """Cases a month that go one of the five most frequent ways."""
    held = told or {}
    share = (held.get("coverage") or {}).get("order", {})
    best = max((value for value in share.values() if isinstance(value, int | float)), default=0)
    return float(held.get("per_month") or 0) * float(best)


def source_first(at: datetime) -> Told:
    """Cleared for use and best measured; where none is cleared, the best measured and what it lacks."""
    lines = [line for line in sources.catalogue(SYSTEM, day_of(at)) if line.dataset.created_at <= at]
    scored = []
    for line in lines:
        found = sources.quality_state(line.dataset)
        if found.score is not None and line.state != "deleted":
            scored.append((line.state in {"usable", "review"}, found.score, line))
    todo = Next(Words("데이터를 들이고 재요", "Bring in data and measure them"), reverse("dataset-list"))
    if not scored:
        said = Words("알 수 없어요. 품질을 잰 데이터가 없어요.", "Cannot tell: no data have been measured.")
        return Told(Status.UNKNOWN, said, next=todo)
    scored.sort(key=lambda each: (not each[0], -each[1], each[2].name))
    ready, score, best = scored[0]
    after = (
        Words("바로 쓸 수 있어요.", "It may be used at once.")
        if ready
        else Words("쓰기 전에 빈 질문에 답해 주세요.", "Answer its open questions first.")
    )
    said = Words(
        f"'{best.name}' 데이터부터예요. {score}점이고, {after.ko}",
        f"'{best.name}' first, with {score} points. {after.en}",
    )
    figures = tuple(
        Figure(own(line.name), Words(f"{points}점", f"{points} points"), reverse("dataset", args=[line.dataset.pk]))
        for _ready, points, line in scored[:SHOWN]
    )
    evidence = tuple(
        Evidence(line.dataset.pk, own(line.name), reverse("dataset", args=[line.dataset.pk]), good=usable)
        for usable, _points, line in scored[:8]
    )
    answer = Next(Words("빈 질문에 답해요", "Answer the questions"), reverse("dataset-card", args=[best.dataset.pk]))
    return Told(Status.MET if ready else Status.PARTLY, said, figures, evidence, None if ready else answer)


def success_told(at: datetime) -> Told:
    """The newest pilot that began: its thresholds, its day of decision, and what they say so far."""
    held = pilots.visible(SYSTEM).exclude(state="draft").filter(created_at__lte=at, starts_on__lte=day_of(at))
    pilot = held.order_by("-starts_on", "pk").first()
    start = Next(Words("네 가지 질문으로 시작해요", "Begin with four questions"), reverse("pilot-new"))
    if pilot is None:
        said = Words("알 수 없어요. 시작한 파일럿이 없어요.", "Cannot tell: no pilot has begun.")
        return Told(Status.UNKNOWN, said, next=start)
    url, tally = reverse("pilot", args=[pilot.pk]), pilots.tally(pilot.examinations.filter(created_at__lte=at).first())
    made = pilot.decisions.filter(decided_at__lte=at, withdrawn_at=None).first()
    grow = Words("아직 정하지 않았어요.", "Nothing is decided yet.")
    if made is not None:
        grow = Words(f"'{made.get_option_display()}'로 정했어요.", f"Decided: {made.option}.")
    on = dated(pilot.decide_on)
    said = Words(
        f"'{pilot.name}' 파일럿의 기준 {len(pilot.gates)}개로 재고 {on.ko}에 정해요. {grow.ko}",
        f"By {_thresholds(len(pilot.gates))} of '{pilot.name}', decided on {on.en}. {grow.en}",
    )
    figures = (
        Figure(Words("넘은 기준", "thresholds met"), count(tally["pass"]), url),
        Figure(Words("못 넘은 기준", "thresholds missed"), count(tally["fail"]), url),
        Figure(Words("아직 모르는 기준", "not known yet"), count(tally["undecided"]), url),
    )
    late = made is None and pilot.decide_on < day_of(at)
    todo = Next(Words("파일럿을 정해요", "Decide on the pilot"), url) if late else None
    if not tally["total"]:
        todo = Next(Words("파일럿을 살펴봐요", "Examine the pilot"), url)
    status = Status.UNMET if late else Status.MET if tally["total"] else Status.PARTLY
    return Told(status, said, figures, (Evidence(pilot.pk, own(pilot.name), url, good=not late),), todo)


def _thresholds(number: int) -> str:
    return "one threshold" if number == 1 else f"{number} thresholds"
