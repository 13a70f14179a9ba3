"""What pseudonymised data and records for a law show: kept apart, spent, verified, decided, certified, and by size.

Imported by `evidence.py`, so that they are declared with the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, counted, day_of, own, predicate, remember
from jangbu.apps.regulations.pseudonyms.models import Pseudonym
from jangbu.apps.regulations.records.models import LawRecord
from jangbu.apps.regulations.usecases.queries import Standing, standings
from jangbu.apps.sources import queries as sources
from jangbu.kernel.entry import Actor

remember(
    LawRecord,
    *("state", "archived_at", "kind", "on", "until", "dataset", "basis", "place", "what", "use_case", "number"),
    "outcome",
)
SYSTEM = Actor.system()
QUIET = timedelta(days=90)  # without use for so long, what a dataset was collected for seems to be over
YEAR = timedelta(days=365)
# Decree Art. 32(3)1: the smallest number of people by which the decree tells large processors from others.
SMALLEST_LARGE = 50_000
PLACE = "law-records"


def _todo(ko: str, en: str) -> Next:
    return Next(Words(ko, en), reverse(PLACE))


def records(kind: str, at: datetime) -> list[LawRecord]:
    """Those of a kind that had been written down by then, had begun and have not ended."""
    day = day_of(at)
    held = LawRecord.objects.filter(kind=kind, state="held", archived_at=None, created_at__lte=at, on__lte=day)
    return [each for each in held.order_by("on", "pk") if each.until is None or each.until >= day]


def _record(each: LawRecord, *, good: bool = True) -> Evidence:
    return Evidence(each.pk, own(each.title), reverse(f"{PLACE}-detail", args=[each.pk]), at=each.created_at, good=good)


def _dataset(line: sources.CatalogueLine, *, good: bool, said: Words | None = None) -> Evidence:
    url = reverse("dataset-card", args=[line.dataset.pk]) + "#retention"
    return Evidence(line.dataset.pk, said or own(line.name), url, at=line.dataset.created_at, good=good)


def _case(each: Standing, *, good: bool) -> Evidence:
    url, entry = reverse("use-cases-detail", args=[each.case.pk]), each.decision.entry if each.decision else None
    return Evidence(each.case.pk, own(each.case.name), url, entry=entry, at=each.case.created_at, good=good)


def _personal(at: datetime) -> list[sources.CatalogueLine]:
    held = sources.catalogue(SYSTEM, day_of(at))
    return [each for each in held if each.personal and each.dataset.created_at <= at and each.state != "deleted"]


def _held_past(at: datetime) -> set[str]:
    """Ids of datasets past their day of deletion on which somebody stopped it: they stay for another reason."""
    day = day_of(at)
    return {each.version.dataset_id for each in sources.due(SYSTEM, day) if each.hold and each.overdue(day)}


def _seems_over(line: sources.CatalogueLine, at: datetime) -> bool:
    """Kept by another law's period and unused for long. Whether its own purpose is over only people know."""
    if line.card is None or not sources.kept_by_law(line.card.basis_rule):
        return False
    return (line.card.last_used_at or line.dataset.created_at) <= at - QUIET


def _unsure(lines: Iterable[sources.CatalogueLine]) -> Answer:
    shown = tuple(_dataset(each, good=False) for each in lines)
    said = Words(
        f"다른 법의 기간으로 두면서 석 달 넘게 쓰지 않은 데이터가 {len(shown)}개예요. 목적이 끝났으면 떼어 둬요.",
        f"Kept by another law's period, unused for three months: {len(shown)}. If the purpose is over, set them apart.",
    )
    return Answer(Status.UNKNOWN, said, shown[:8], APART)


APART = Next(Words("따로 둔 곳과 근거를 적어요", "Record the place and the article"), "/regulations/records/")


@predicate("keeps_for_other_law")
def keeps_for_other_law(at: datetime) -> Answer:
    """Some personal data stay only because another law says so: whether PIPA Art. 21(3) applies."""
    held, marked = _personal(at), {each.dataset for each in records("apart", at)} | _held_past(at)
    kept = [each for each in held if each.dataset.pk in marked]
    if kept:
        count = len(kept)
        said = Words(f"다른 까닭으로 더 두는 데이터가 {count}개예요.", f"Kept for another reason: {count}.")
        return Answer(Status.MET, said, tuple(_dataset(each, good=True) for each in kept[:8]))
    over, open_ones = [each for each in held if _seems_over(each, at)], [each for each in held if each.card is None]
    if over:
        return _unsure(over)
    if open_ones or not held:
        said = Words("보관하는 근거를 아직 모르는 데이터가 있어요.", "Of some data it is not known why they are kept.")
        place = reverse("catalogue") + "?state=open"
        todo = Next(Words("보관 기간과 근거를 정해요", "Settle period and grounds"), place)
        return Answer(Status.UNKNOWN, said, tuple(_dataset(each, good=False) for each in open_ones[:8]), todo)
    said = Words(
        "개인정보가 든 데이터를 모두 쓰고 있거나 기한에 지워요. 다른 법 때문에 더 두는 것이 없어요.",
        "All personal data are in use or deleted in time; nothing stays only because of another law.",
    )
    return Answer(Status.UNMET, said, tuple(_dataset(each, good=True) for each in held[:8]))


@predicate("kept_apart")
def kept_apart(at: datetime) -> Answer:
    """What another law makes the firm keep has a recorded place apart, with the article, and was not used since.

    The place is a person's word; that nobody used the data after that day is the product's own record. What only seems
    to be over is no breach: nobody knows.
    """
    marked, held, past = {each.dataset: each for each in records("apart", at)}, _personal(at), _held_past(at)
    known = [each for each in held if each.dataset.pk in {*marked, *past}]
    lines = [_apart(line, marked.get(line.dataset.pk)) for line in known]
    over = [each for each in held if each not in known and _seems_over(each, at)]
    if over and all(each.good for each in lines):
        return _unsure(over)
    said = Words(
        "다른 까닭으로 더 두는 {total}개 가운데 {bad}개는 따로 둔 곳과 근거가 없거나, 떼어 둔 뒤에도 썼어요.",
        "Of {total} datasets kept for another reason {bad} have no recorded place apart, or were used since.",
    )
    none = Words("다른 법 때문에 두는 데이터가 없어요.", "No data are kept because of another law.")
    return counted(lines, said, none, APART)


def _apart(line: sources.CatalogueLine, found: LawRecord | None) -> Evidence:
    if found is None or not (found.basis.strip() and found.place.strip()):
        return _dataset(line, good=False)
    used = line.card.last_used_at if line.card else None
    if used is None or found.on is None or day_of(used) <= found.on:
        return _record(found)
    said = Words(f"{line.name} (떼어 둔 뒤에 쓰임)", f"{line.name} (used since it was set apart)")
    return _dataset(line, good=False, said=said)


@predicate("protection_spending_recorded")
def protection_spending_recorded(at: datetime, days: int = 365) -> Answer:
    """Budget, people and tools for protecting personal data: each with a record within that time (Decree 60-2(5)).

    How much lowers a fine the Commission announces apart; this says only that there are records to show.
    """
    since = day_of(at) - timedelta(days=days)
    spent = LawRecord.objects.filter(kind="spent", archived_at=None, created_at__lte=at, on__gt=since)
    newest = {each.what: each for each in spent.filter(on__lte=day_of(at)).order_by("on", "pk")}
    lines = []
    for what, (ko, en) in SPENT.items():
        found = newest.get(what)
        lines.append(
            _record(found)
            if found
            else Evidence(f"spent:{what}", Words(ko, en), reverse(PLACE) + f"?what={what}", good=False)
        )
    said = Words(
        "예산, 사람, 도구의 세 가지 가운데 {bad}가지는 지난 한 해의 기록이 없어요.",
        "Of budget, people and tools {bad} have no record of the last year.",
    )
    if not newest:
        return Answer(
            Status.UNMET, Words("지키는 데 쓴 기록이 없어요.", "No spending is on record."), tuple(lines), SPEND
        )
    return counted(lines, said, NOTHING, SPEND, since=at - timedelta(days=days))


SPENT = {"budget": ("예산", "budget"), "people": ("사람", "people"), "tools": ("설비와 도구", "equipment and tools")}
NOTHING = Words("기록이 없어요.", "There is no record.")
SPEND = Next(Words("지키는 데 쓴 것을 적어요", "Write down what was spent"), "/regulations/records/new/")


def _about(kind: str, at: datetime) -> dict[str, LawRecord]:
    return {each.use_case_id: each for each in records(kind, at) if each.use_case_id}


def _with_records(cases: Iterable[Standing], found: dict[str, LawRecord]) -> list[Evidence]:
    return [_record(found[each.case.pk]) if each.case.pk in found else _case(each, good=False) for each in cases]


@predicate("high_impact_verified")
def high_impact_verified(at: datetime) -> Answer:
    """For each high-impact use that the firm offers an effort to have it verified is on record (Art. 30(3))."""
    held = [each for each in standings(at) if each.operates and each.high]
    said = Words(
        "고영향 {total}개 가운데 {bad}개는 검증이나 인증을 알아본 기록이 없어요.",
        "For {bad} of {total} high-impact uses no effort to have them verified is on record.",
    )
    none = Words("밖에 제공하는 고영향 인공지능이 없어요.", "No high-impact AI is offered to people outside.")
    todo = _todo("알아본 것이나 신청한 것을 적어요", "Record what was looked into or applied for")
    return counted(_with_records(held, _about("verified", at)), said, none, todo)


@predicate("commission_decided")
def commission_decided(at: datetime) -> Answer:
    """Each use of AI trained on personal data as they are has a decision of the Commission (Art. 28-12).

    A use that is trained on pseudonymised data stands under Art. 28-2 and needs none.
    """
    masked = Pseudonym.objects.filter(archived_at=None, created_at__lte=at).values_list("use_case_id", flat=True)
    trained = [each for each in standings(at) if each.case.trained is True and each.case.personal is not False]
    held = [each for each in trained if each.case.pk not in set(masked)]
    said = Words(
        "개인정보로 학습시킨 {total}개 가운데 {bad}개는 위원회의 결정이 없어요.",
        "{bad} of {total} uses trained on personal data have no decision of the Commission.",
    )
    none = Words("개인정보로 학습시킨 쓰임이 없어요.", "No use is trained on personal data.")
    return counted(
        _with_records(held, _about("decision", at)), said, none, _todo("결정 번호를 적어요", "Record its number")
    )


@predicate("is_large_processor")
def is_large_processor(at: datetime) -> Answer:
    """Whether the firm might be among the large processors of Art. 32-2(1); decided by size where the records can.

    The decree names no threshold for that certificate yet. With fewer people in the records than the smallest number
    by which the decree tells large processors from others, the rule does not reach the firm; else nobody knows.
    """
    held = _personal(at)
    people = sum(line.version.rows for line in held if line.version is not None)
    shown = tuple(_dataset(each, good=True) for each in held[:8])
    if not held:
        return Answer(Status.UNKNOWN, Words("개인정보가 든 데이터를 찾지 못했어요.", "No dataset with personal data."))
    if people < SMALLEST_LARGE:
        said = Words(
            f"개인정보는 많아야 {people:,}명분이에요. 시행령이 큰 처리자를 가르는 가장 작은 수인 5만 명보다 적어요.",
            f"The records hold data of {people:,} people at most, fewer than 50,000, the smallest number by which the "
            "decree tells large processors from others.",
        )
        return Answer(Status.UNMET, said, shown)
    said = Words(
        f"기록에 있는 개인정보가 많으면 {people:,}명분이에요. 대상 기준이 시행령에 아직 없어서 알 수 없어요.",
        f"The records hold data of up to {people:,} people. The decree names no threshold yet, so nobody can tell.",
    )
    todo = Next(Words("변호사에게 물어요", "Ask a lawyer"), reverse("legal-reviews"))
    return Answer(Status.UNKNOWN, said, shown, todo)


@predicate("isms_p_held")
def isms_p_held(at: datetime) -> Answer:
    """The firm's own ISMS-P certificate, as it was written down with number and end."""
    held = [each for each in records("certificate", at) if each.number.strip() and _runs(each, day_of(at))]
    if not held:
        said = Words("우리 회사의 ISMS-P 인증 기록이 없어요.", "No ISMS-P certificate of the firm is on record.")
        return Answer(Status.UNMET, said, (), _todo("인증 번호와 기한을 적어요", "Record number and end"))
    said = Words("ISMS-P 인증이 있어요.", "The firm holds an ISMS-P certificate.")
    return Answer(Status.MET, said, tuple(_record(each) for each in held))


def _runs(each: LawRecord, day: date) -> bool:
    return each.until is not None and each.until >= day


@predicate("giant_models_managed")
def giant_models_managed(at: datetime) -> Answer:
    """Each model of 10^26 operations that the firm trained has a plan for its risks. Never fully met here: whether
    the results were handed to the minister (Art. 32(2)) no record of this product shows."""
    held = [each for each in standings(at) if each.case.giant is True]
    lines = tuple(_case(each, good=bool(each.case.risk_plan.strip())) for each in held)
    if not lines:
        return Answer(Status.UNKNOWN, Words("그런 모델이 없어요.", "There is no such model."))
    bad = sum(not each.good for each in lines)
    said = Words(
        f"위험을 다루는 방법이 없는 것이 {bad}개예요. 장관에게 낸 결과는 여기에 기록하지 않아요.",
        f"Without a plan for risks: {bad}. What was handed to the minister is not recorded here.",
    )
    todo = Next(Words("위험을 다루는 방법을 적어요", "Write the plan for risks"), reverse("use-cases"))
    return Answer(Status.UNMET if bad else Status.PARTLY, said, lines, todo)
