"""What pilots show of themselves, for checklists and policies."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Words, counted, day_of, own, predicate, remember
from jangbu.apps.pilots import conduct, queries
from jangbu.apps.pilots.models import Decision, Examination, Expansion, MeasureChange, Pilot, Retrospective
from jangbu.kernel.entry import Actor

remember(Pilot, "gates", "starts_on", "ends_on", "decide_on", "state", "plan", "started_at")
remember(MeasureChange)
remember(Examination)
remember(Decision, "withdrawn_at")
remember(Retrospective)
remember(Expansion, "plan", "changed_at")

__all__ = ["conduct"]  # declares the rest
NO_PILOTS = Words("시작한 파일럿이 없어요.", "No pilot has begun.")


def _begun(at: datetime) -> list[Pilot]:
    held = queries.visible(Actor.system()).exclude(state=Pilot.State.DRAFT)
    return list(held.filter(created_at__lte=at, starts_on__lte=day_of(at)))


def _over(at: datetime) -> list[Pilot]:
    """Those whose day of decision has passed: until then nobody can know what came of them."""
    return [each for each in _begun(at) if each.decide_on < day_of(at)]


def _shown(pilot: Pilot, *, good: bool, when: datetime | None = None) -> Evidence:
    return Evidence(pilot.pk, own(pilot.name), reverse("pilot", args=[pilot.pk]), at=when, good=good)


@predicate("measures_frozen")
def measures_frozen(at: datetime) -> Answer:
    """Gates were fixed before the start and not changed since."""
    lines = [
        _shown(each, good=bool(each.gates) and not each.measure_changes.filter(changed_at__lte=at).exists())
        for each in _begun(at)
    ]
    said = Words(
        "파일럿 {total}개 가운데 {bad}개는 시작한 뒤에 재는 법을 바꿨어요.",
        "{bad} of {total} pilots changed how they are measured after the start.",
    )
    todo = Next(Words("바꾼 까닭을 살펴봐요", "See why it was changed"), reverse("pilot-list"))
    return counted(lines, said, NO_PILOTS, todo)


@predicate("pilots_decided")
def pilots_decided(at: datetime) -> Answer:
    """Where the day of decision has passed, a person decided and said why."""
    lines = []
    for pilot in _over(at):
        made = [
            each
            for each in pilot.decisions.filter(decided_at__lte=at)
            if each.withdrawn_at is None or each.withdrawn_at > at
        ]
        good = bool(made and made[0].why)
        lines.append(_shown(pilot, good=good, when=made[0].decided_at if made else None))
    said = Words(
        "판정일이 지난 파일럿 {total}개 가운데 {bad}개를 아직 정하지 않았어요.",
        "{bad} of {total} pilots past their day of decision are undecided.",
    )
    none = Words("판정일이 지난 파일럿이 없어요.", "No pilot is past its day of decision.")
    todo = Next(Words("파일럿을 어떻게 할지 정해요", "Decide on the pilot"), reverse("pilot-list"))
    return counted(lines, said, none, todo)


@predicate("pilots_examined")
def pilots_examined(at: datetime) -> Answer:
    """Each that was examined, and each past its day of decision that was not."""
    lines, over = [], {each.pk for each in _over(at)}
    for pilot in _begun(at):
        last = pilot.examinations.filter(created_at__lte=at).first()
        if last is None and pilot.pk not in over:
            continue
        lines.append(_shown(pilot, good=last is not None, when=last.created_at if last else None))
    said = Words(
        "파일럿 {total}개 가운데 {bad}개는 살펴본 결과가 없어요.", "{bad} of {total} pilots have never been examined."
    )
    todo = Next(Words("파일럿을 살펴봐요", "Examine the pilot"), reverse("pilot-list"))
    return counted(lines, said, NO_PILOTS, todo)


@predicate("lessons_written")
def lessons_written(at: datetime) -> Answer:
    """Each with lessons, and each past its day of decision without."""
    lines, over = [], {each.pk for each in _over(at)}
    for pilot in _begun(at):
        last = pilot.retrospectives.filter(written_at__lte=at).first()
        if last is None and pilot.pk not in over:
            continue
        good, when = bool(last and last.lessons), last.written_at if last else None
        lines.append(_shown(pilot, good=good, when=when))
    said = Words(
        "파일럿 {total}개 가운데 {bad}개는 배운 것을 적지 않았어요.",
        "{bad} of {total} pilots have no lessons written down.",
    )
    todo = Next(Words("돌아보고 배운 것을 적어요", "Look back and write down the lessons"), reverse("pilot-list"))
    return counted(lines, said, NO_PILOTS, todo)


@predicate("expansion_planned")
def expansion_planned(at: datetime) -> Answer:
    """What was decided to grow has a plan in steps."""
    lines = []
    for pilot in _begun(at):
        made = pilot.decisions.filter(decided_at__lte=at, withdrawn_at=None).first()
        if made is not None and made.option == "expand":
            planned = Expansion.objects.filter(pilot=pilot, changed_at__lte=at).exists()
            lines.append(_shown(pilot, good=planned, when=made.decided_at))
    said = Words(
        "넓히기로 한 파일럿 {total}개 가운데 {bad}개는 계획이 없어요.",
        "{bad} of {total} pilots that are to grow have no plan.",
    )
    none = Words("넓히기로 한 파일럿이 없어요.", "No pilot was decided to grow.")
    todo = Next(Words("넓히는 계획을 세워요", "Plan the growth"), reverse("pilot-list"))
    return counted(lines, said, none, todo)


@predicate("lessons_in_expansion")
def lessons_in_expansion(at: datetime) -> Answer:
    """Every lesson of a pilot that was written down by then stands in its plan to grow; a plan without any is bare."""
    lines, first = [], ""
    for pilot in _begun(at):
        plan = Expansion.objects.filter(pilot=pilot, changed_at__lte=at).first()
        if plan is None:
            continue
        held = set(plan.plan.get("lessons", ()))
        told = [each for one in pilot.retrospectives.filter(written_at__lte=at) for each in one.lessons]
        good = bool(told) and held.issuperset(told)
        first = first or ("" if good else pilot.pk)
        lines.append(_shown(pilot, good=good, when=plan.changed_at))
    said = Words(
        "넓히는 계획 {total}개 가운데 {bad}개에는 배운 것이 빠져 있어요.",
        "{bad} of {total} plans to grow leave out lessons that were learned.",
    )
    none = Words("넓히는 계획이 아직 없어요.", "There is no plan to grow yet.")
    url = reverse("pilot-expansion", args=[first]) if first else reverse("pilot-list")
    return counted(lines, said, none, Next(Words("배운 것을 계획에 옮겨요", "Carry the lessons into the plan"), url))
