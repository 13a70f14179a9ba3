"""What the register of models shows of itself, for checklists and policies. Every answer is of a past moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from jangbu.apps.aimodels.aging import lapse_of
from jangbu.apps.aimodels.drift import drift_of
from jangbu.apps.aimodels.models import (
    AiModel,
    Alias,
    AliasDrill,
    Evaluation,
    ModelVersion,
    Prolongation,
    Promotion,
    Strictness,
    Suite,
)
from jangbu.apps.aimodels.promoting import needs_of
from jangbu.apps.aimodels.serving import APPROVED, aliases_at
from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, counted, own, predicate, remember

remember(AiModel, "state", "review_months", "reviewed_on", "review_due", "archived_at", "kind", "owner", "regime_since")
remember(ModelVersion)
remember(Suite, "limits", "every_days", "required", "ended_at")
remember(Evaluation)
remember(Promotion, "state", "decided_by", "decided_at")
remember(Alias, "ended_at")
remember(AliasDrill)
remember(Prolongation)
remember(Strictness, "until")

NOTHING = Words("쓰는 AI가 아직 없어요.", "No AI is in use yet.")
NONE_SERVES = Words("쓰는 판이 없어요.", "No version serves.")


def _serving(at: datetime) -> list[Alias]:
    return [each for each in aliases_at(at) if each.entry.archived_at is None or each.entry.archived_at > at]


def _shown(alias: Alias, *, good: bool, at: datetime | None = None, entry: int | None = None) -> Evidence:
    url = reverse("aimodels-detail", args=[alias.entry_id])
    return Evidence(
        alias.pk, own(f"{alias.entry.name} · {alias.version.label}"), url, at=at or alias.set_at, good=good, entry=entry
    )


@predicate("models_registered")
def models_registered(at: datetime) -> Answer:
    """Whoever uses AI has it in the register, with somebody who answers for it and what it is for."""
    held = AiModel.objects.filter(created_at__lte=at).exclude(archived_at__lte=at)
    lines = []
    for each in held:
        first = each.versions.order_by("number").first()
        lines.append(
            Evidence(
                each.pk,
                own(each.name),
                reverse("aimodels-detail", args=[each.pk]),
                at=each.created_at,
                good=first is not None and first.made_at <= at,
                entry=first.ledger if first else None,
            )
        )
    said = Words(
        "AI {total}개 가운데 {bad}개는 판이 대장에 없어요.",
        "{bad} of {total} AI systems have no version in the register.",
    )
    todo = Next(Words("쓰는 판을 적어요", "Note the version in use"), reverse("aimodels"))
    return counted(lines, said, NOTHING, todo)


@predicate("versions_evaluated")
def versions_evaluated(at: datetime) -> Answer:
    lines = []
    for alias in _serving(at):
        last = Evaluation.objects.filter(version=alias.version, at__lte=at).exclude(verdict="failed").first()
        lines.append(
            _shown(alias, good=last is not None, at=last.at if last else None, entry=last.ledger if last else None)
        )
    said = Words(
        "쓰는 판 {total}개 가운데 {bad}개는 한 번도 평가하지 않았어요.",
        "{bad} of {total} versions in use were never evaluated.",
    )
    return counted(lines, said, NONE_SERVES, Next(Words("평가해요", "Evaluate it"), reverse("aimodels")))


@predicate("nothing_unevaluated_serves")
def nothing_unevaluated_serves(at: datetime) -> Answer:
    """Grace is a gap here from the first day: what served before the register is not good until it is promoted."""
    lines = [_shown(alias, good=alias.ground in APPROVED, entry=alias.ledger) for alias in _serving(at)]
    said = Words(
        "쓰는 판 {total}개 가운데 {bad}개를 평가와 승인 없이 쓰고 있어요.",
        "{bad} of {total} versions in use were neither evaluated nor approved.",
    )
    todo = Next(Words("평가하고 승인을 받아요", "Evaluate it and have it approved"), reverse("aimodels"))
    return counted(lines, said, NONE_SERVES, todo)


@predicate("evaluations_current")
def evaluations_current(at: datetime) -> Answer:
    """The needed evaluations of what serves passed and are no older than their cycle."""
    lines = []
    for alias in _serving(at):
        needs = needs_of(alias.version, at)
        last = max((each.evaluation for each in needs if each.evaluation), key=lambda each: each.at, default=None)
        good = bool(needs) and all(each.good for each in needs)
        lines.append(_shown(alias, good=good, at=last.at if last else None, entry=last.ledger if last else None))
    said = Words(
        "쓰는 판 {total}개 가운데 {bad}개는 통과한 최근 평가가 없어요.",
        "{bad} of {total} versions in use lack a recent evaluation that passed.",
    )
    return counted(lines, said, NONE_SERVES, Next(Words("다시 평가해요", "Evaluate it again"), reverse("aimodels")))


@predicate("lapsed_evaluations_answered")
def lapsed_evaluations_answered(at: datetime) -> Answer:
    """No approved version goes on with a lapsed evaluation unless a named person set a day, and none was stopped."""
    lines = []
    for alias in _serving(at):
        regime = alias.entry.regime_since is not None and alias.entry.regime_since <= at
        if not regime or alias.ground not in APPROVED:
            continue
        lapse = lapse_of(alias, at)
        given = lapse.prolonged if lapse else None
        good = lapse is None or (given is not None and not lapse.stopped(at))
        seen = lapse.since if lapse else alias.set_at
        lines.append(_shown(alias, good=good, at=seen, entry=given.ledger if given else alias.ledger))
    said = Words(
        "승인한 AI {total}개 가운데 {bad}개는 평가가 오래됐거나 못 미치는데 아무도 기한을 정하지 않았어요.",
        "The evaluation of {bad} of {total} approved AI systems lapsed and nobody set a day for them.",
    )
    none = Words("승인하고 쓰는 AI가 없어요.", "No approved AI is in use.")
    todo = Next(Words("다시 평가해요", "Evaluate it again"), reverse("aimodels"))
    return counted(lines, said, none, todo)


@predicate("fairness_measured")
def fairness_measured(at: datetime, days: int = 92) -> Answer:
    """Gaps between groups were measured within the period, and none failed; too few cases leave it partly open."""
    since, lines, unsure = at - timedelta(days=days), [], 0
    for alias in _serving(at):
        if not alias.entry.suites.filter(kind="fairness", made_at__lte=at).exclude(ended_at__lte=at).exists():
            continue
        held = Evaluation.objects.filter(version=alias.version, kind="fairness", at__lte=at, at__gt=since)
        last = held.exclude(verdict="failed").first()
        good = last is not None and last.verdict != "fail"
        unsure += last is not None and last.verdict == "cannot_tell"
        lines.append(_shown(alias, good=good, at=last.at if last else None, entry=last.ledger if last else None))
    said = Words(
        "공정성을 재야 하는 판 {total}개 가운데 {bad}개는 재지 않았거나 기준에 못 미쳐요.",
        "{bad} of {total} versions whose fairness matters were not measured, or failed.",
    )
    none = Words("공정성을 재기로 한 것이 없어요.", "Nothing is set up to be measured for fairness.")
    todo = Next(Words("공정성을 재요", "Measure fairness"), reverse("aimodels"))
    answer = counted(lines, said, none, todo, since=since)
    if answer.status != Status.MET or not unsure:
        return answer
    open_ = Words(
        f"{len(lines)}개를 쟀지만 {unsure}개는 건수가 적어 아직 알 수 없어요.",
        f"{len(lines)} were measured, but {unsure} have too few cases to tell.",
    )
    return Answer(Status.PARTLY, open_, answer.evidence, todo, since=since)


@predicate("promotion_by_two")
def promotion_by_two(at: datetime, days: int = 366) -> Answer:
    since = at - timedelta(days=days)
    decided = Promotion.objects.filter(state="approved", decided_at__lte=at, decided_at__gt=since)
    lines = []
    for each in decided.select_related("entry", "version"):
        alias = each.aliases.filter(name="champion").first()
        lines.append(
            Evidence(
                each.pk,
                own(f"{each.entry.name} · {each.version.label}"),
                reverse("aimodels-promotion", args=[each.pk]),
                at=each.decided_at,
                good=bool(each.decided_by) and each.decided_by != each.asked_by,
                entry=alias.ledger if alias else None,
            )
        )
    said = Words(
        "올린 판 {total}개 가운데 {bad}개는 한 사람이 정했어요.",
        "{bad} of {total} promotions were decided by one person.",
    )
    none = Words("이 기간에 올린 판이 없어요.", "Nothing was promoted in this period.")
    todo = Next(Words("판을 평가하고 승인을 받아요", "Evaluate a version and have it approved"), reverse("aimodels"))
    return counted(lines, said, none, todo, since=since)


@predicate("no_drift")
def no_drift(at: datetime) -> Answer:
    """No model whose last four weeks lie under its threshold; those with too few cases are left out."""
    lines = []
    for alias in _serving(at):
        found = drift_of(alias.entry, at)
        if found.verdict != "cannot_tell":
            lines.append(_shown(alias, good=found.verdict == "pass", entry=alias.ledger))
    said = Words(
        "재는 AI {total}개 가운데 {bad}개가 최근 네 주에 기준 아래예요.",
        "{bad} of {total} AI systems fell below their threshold in the last four weeks.",
    )
    none = Words("판단할 만큼 확인한 일이 쌓인 AI가 아직 없어요.", "No AI has enough checked cases to tell yet.")
    todo = Next(Words("무엇이 달라졌는지 봐요", "See what changed"), reverse("aimodels"))
    return counted(lines, said, none, todo)


@predicate("model_rollback_drilled")
def model_rollback_drilled(at: datetime, days: int = 92) -> Answer:
    since, lines = at - timedelta(days=days), []
    for alias in _serving(at):
        if alias.entry.regime_since is None or alias.entry.regime_since > at:
            continue
        if alias.entry.aliases.filter(name="champion", set_at__lte=at).values("version").distinct().count() < 2:
            continue
        last = AliasDrill.objects.filter(entry=alias.entry, at__lte=at).first()
        good = last is not None and last.passed and last.at > since
        lines.append(_shown(alias, good=good, at=last.at if last else None, entry=last.ledger if last else None))
    said = Words(
        f"되돌릴 수 있는 AI {{total}}개 가운데 {{bad}}개는 {days}일 안에 되돌려 보지 않았어요.",
        f"{{bad}} of {{total}} AI systems were not rolled back as a rehearsal within {days} days.",
    )
    none = Words("되돌아갈 승인된 판이 있는 AI가 없어요.", "No AI has an approved version to go back to.")
    todo = Next(Words("되돌려 봐요", "Rehearse it"), reverse("aimodels"))
    return counted(lines, said, none, todo, since=since)
