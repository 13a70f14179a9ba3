"""What uses of AI, notices, decisions and legal reviews show of themselves, for rules of law."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, counted, day_of, own, predicate, remember
from jangbu.apps.regulations import live, proofs  # noqa: F401  # declare their predicates
from jangbu.apps.regulations.pseudonyms import evidence as _pseudonyms  # noqa: F401
from jangbu.apps.regulations.reviews.models import LegalReview
from jangbu.apps.regulations.usecases.models import Confirmation, Notice, RoleDecision, UseCase
from jangbu.apps.regulations.usecases.queries import OPERATORS, Standing, standings
from jangbu.apps.regulations.versions.models import Serving

remember(
    UseCase,
    *("state", "archived_at", "offered", "made", "purpose_changed", "generative", "leaves", "synthetic", "decides"),
    *(
        "fields",
        "grave",
        "affected",
        "personal",
        "overseas",
        "trained",
        "giant",
        "obvious",
        "notice",
        "notice_where",
        "notice_on",
    ),
    *("mark", "mark_on", "risk_plan", "explanation", "protection", "overseer", "published_on", "upstream", "impact_on"),
)
remember(RoleDecision)
remember(Confirmation, "withdrawn_at")
remember(Notice, "ended_at")
remember(LegalReview, "state", "due", "answered_on", "by_lawyer", "archived_at")
remember(Serving)
CLASSIFY = Words("AI 쓰임마다 우리가 누구인지 정해요", "Decide who you are in each use of AI")
NO_USES = Words("적어 둔 AI 쓰임이 없어요.", "No use of AI is written down.")


def _todo(said: Words) -> Next:
    return Next(said, reverse("use-cases"))


def _line(each: Standing, *, good: bool) -> Evidence:
    url = reverse("use-cases-detail", args=[each.case.pk])
    if each.decision is None:
        return Evidence(each.case.pk, own(each.case.name), url, at=each.case.created_at, good=good)
    made = each.decision
    return Evidence(made.pk, own(each.case.name), url, entry=made.entry, at=made.decided_at, good=good)


@predicate("use_cases_decided")
def use_cases_decided(at: datetime) -> Answer:
    """In each use of AI a person said who the firm is, and nothing has changed since."""
    lines = [_line(each, good=each.decided) for each in standings(at)]
    said = Words(
        "AI 쓰임 {total}개 가운데 {bad}개는 우리가 누구인지 정하지 않았어요.",
        "In {bad} of {total} uses of AI it is not decided who the firm is.",
    )
    return counted(lines, said, NO_USES, _todo(CLASSIFY))


Concern = bool | None  # None: nobody decided on it or answered


def _concerns(each: Standing, roles: Iterable[str], asks: dict[str, object]) -> Concern:
    """Whether a rule reaches this use."""
    if each.decision is None:
        return None if all(_is(each, name, wanted) is not False for name, wanted in asks.items()) else False
    if each.role not in set(roles):
        return False
    found = [_is(each, name, wanted) for name, wanted in asks.items()]
    return False if False in found else None if None in found else True


def _is(each: Standing, name: str, wanted: object) -> bool | None:
    if name == "high":
        return each.high is wanted if each.decision is not None else None
    held = getattr(each.case, name)
    if held in (None, "", []):
        return None
    return held in wanted if isinstance(wanted, tuple) else held == wanted


def _spoken_away(each: Standing, roles: Iterable[str], asks: dict[str, object]) -> bool:
    """Not reached only because one person says that it is not high-impact; nobody else has agreed."""
    others = {name: wanted for name, wanted in asks.items() if name != "high"}
    kept_out = asks.get("high") is True and not each.high and not each.confirmed
    return kept_out and each.decision is not None and _concerns(each, roles, others) is not False


def _word_of_one(lines: list[Evidence]) -> Answer:
    """What two people have to say was said by one: a claim, never green and never "not applicable"."""
    said = Words(
        f"{len(lines)}개는 한 사람만 그렇게 봤어요. 다른 사람이 확인해야 해요.",
        f"Of {len(lines)} one person says so; somebody else has to confirm it.",
    )
    return Answer(Status.CLAIMED, said, tuple(lines[:8]), Next(CONFIRM, lines[0].url))


CONFIRM = Words("다른 사람이 확인해요", "Have somebody else confirm it")


@predicate("acts_as")
def acts_as(
    at: datetime,
    roles: tuple[str, ...] = OPERATORS,
    high: bool | None = None,
    generative: bool | None = None,
    synthetic: bool | None = None,
    leaves: bool | None = None,
    decides: tuple[str, ...] | None = None,
) -> Answer:
    """Some use of AI in which the firm has one of these roles, and is of this kind: whether a rule applies at all."""
    told = {"high": high, "generative": generative, "synthetic": synthetic, "leaves": leaves, "decides": decides}
    asks: dict[str, object] = {name: value for name, value in told.items() if value is not None}
    found = [(each, _concerns(each, roles, asks)) for each in standings(at)]
    if not found:
        return Answer(Status.UNKNOWN, NO_USES, next=_todo(CLASSIFY))
    reached = [_line(each, good=True) for each, concerns in found if concerns]
    unclear = [_line(each, good=False) for each, concerns in found if concerns is None]
    said_away = [_line(each, good=False) for each, _concerns in found if _spoken_away(each, roles, asks)]
    if reached:
        said = Words(f"이 규칙이 닿는 AI 쓰임이 {len(reached)}개예요.", f"Uses of AI it reaches: {len(reached)}.")
        return Answer(Status.MET, said, tuple(reached))
    if unclear:
        said = Words(f"{len(unclear)}개는 아직 몰라요.", f"Not known yet of {len(unclear)} uses of AI.")
        return Answer(Status.UNKNOWN, said, tuple(unclear), _todo(CLASSIFY))
    if said_away:
        return _word_of_one(said_away)
    shown = tuple(_line(each, good=True) for each, _concerns in found)
    said = Words("그런 AI 쓰임이 없어요.", "There is no such use of AI.")
    return Answer(Status.UNMET, said, shown)


def _told(at: datetime) -> list[Standing]:
    """Uses in which the firm offers generative or high-impact AI to others and no exemption of two people stands."""
    held = [each for each in standings(at) if each.operates and not (each.exempt and each.confirmed)]
    return [each for each in held if each.case.generative is not False or each.high]


@predicate("use_cases_notify")
def use_cases_notify(at: datetime) -> Answer:
    """Before use people are told that it is AI, in one of the ways of Decree 23(1)."""
    day, lines = day_of(at), []
    for each in _told(at):
        case = each.case
        begun = case.notice_on is not None and case.notice_on <= day
        lines.append(_line(each, good=bool(case.notice.strip() and case.notice_where and begun)))
    said = Words(
        "밖에 제공하는 AI {total}개 가운데 {bad}개는 미리 알리지 않아요.",
        "{bad} of {total} AI services do not tell people before use.",
    )
    none = Words("밖에 제공하는 AI가 없어요.", "No AI is offered to people outside.")
    return counted(lines, said, none, _todo(Words("미리 알리는 문구를 적어요", "Write the notice")))


@predicate("use_cases_mark")
def use_cases_mark(at: datetime) -> Answer:
    """What generative AI makes is marked so that people can tell, or by machine and said once (Decree 23(2))."""
    day, lines = day_of(at), []
    for each in _told(at):
        case = each.case
        if case.generative is not False:
            begun = case.mark_on is not None and case.mark_on <= day
            lines.append(_line(each, good=case.mark in {"human", "machine_told"} and begun))
    said = Words(
        "생성형 AI {total}개 가운데 {bad}개는 결과물에 표시하지 않아요.",
        "{bad} of {total} generative services do not mark their output.",
    )
    none = Words("밖에 제공하는 생성형 AI가 없어요.", "No generative AI is offered to people outside.")
    return counted(lines, said, none, _todo(Words("결과물에 표시해요", "Mark the output")))


@predicate("use_cases_mark_synthetic")
def use_cases_mark_synthetic(at: datetime) -> Answer:
    """Lifelike sound and images are marked so that people clearly see it; a mark for machines is not enough."""
    day, lines = day_of(at), []
    for each in standings(at):
        case = each.case
        if each.operates and case.synthetic is not False:
            lines.append(_line(each, good=case.mark == "human" and case.mark_on is not None and case.mark_on <= day))
    said = Words(
        "진짜 같은 것을 만드는 {total}개 가운데 {bad}개는 또렷이 표시하지 않아요.",
        "{bad} of {total} makers of lifelike output do not mark it clearly.",
    )
    none = Words("그런 것을 만드는 쓰임이 없어요.", "No use makes lifelike output.")
    return counted(lines, said, none, _todo(Words("또렷이 표시해요", "Mark it clearly")))


@predicate("exemptions_have_grounds")
def exemptions_have_grounds(at: datetime) -> Answer:
    """Where a duty is left out, its ground and who approved that are on record."""
    held = [each for each in standings(at) if each.exempt]
    lines = [_line(each, good=bool(each.decided and each.decision and each.decision.why)) for each in held]
    said = Words(
        "예외로 본 {total}개 가운데 {bad}개는 근거가 낡았어요.",
        "{bad} of {total} exemptions rest on an outdated ground.",
    )
    none = Words("예외로 본 쓰임이 없어요.", "No exemption is claimed.")
    return _by_two(counted(lines, said, none, _todo(CLASSIFY)), held)


def _by_two(found: Answer, held: list[Standing]) -> Answer:
    """The same, as long as a second person has agreed wherever two are asked for."""
    alone = [_line(each, good=False) for each in held if each.claimed]
    return _word_of_one(alone) if found.status is Status.MET and alone else found


@predicate("high_impact_reviewed")
def high_impact_reviewed(at: datetime) -> Answer:
    """Of what is offered to others a person reviewed beforehand whether it is high-impact."""
    held = [each for each in standings(at) if each.operates]
    lines = [_line(each, good=each.decided) for each in held]
    said = Words(
        "밖에 제공하는 AI {total}개 가운데 {bad}개는 고영향인지 다시 봐야 해요.",
        "{bad} of {total} AI services need a review of whether they are high-impact.",
    )
    none = Words("밖에 제공하는 AI가 없어요.", "No AI is offered to people outside.")
    return _by_two(counted(lines, said, none, _todo(CLASSIFY)), [each for each in held if not each.high])


PARTS = ("risk_plan", "explanation", "protection", "overseer", "published_on", "impact_on", "upstream")


@predicate("high_impact_has")
def high_impact_has(at: datetime, part: str) -> Answer:
    """Each high-impact use that the firm offers has this part of Art. 34 and 35 written down."""
    day, lines = day_of(at), []
    for each in standings(at):
        if each.operates and each.high and part in PARTS:
            held = getattr(each.case, part)
            lines.append(_line(each, good=held <= day if part.endswith("_on") and held else bool(held)))
    said = Words("고영향 {total}개 가운데 {bad}개에 이것이 없어요.", "{bad} of {total} high-impact uses lack this.")
    none = Words("밖에 제공하는 고영향 인공지능이 없어요.", "No high-impact AI is offered to people outside.")
    return counted(lines, said, none, _todo(Words("빈칸을 채워요", "Fill it in")))


@predicate("explanations_ready")
def explanations_ready(at: datetime) -> Answer:
    """Where AI takes part in deciding about people, how a result is explained is written down."""
    held = [each for each in standings(at) if each.case.decides in {"helps", "alone"}]
    lines = [_line(each, good=bool(each.case.explanation.strip())) for each in held]
    said = Words(
        "사람에 대해 정하는 {total}개 가운데 {bad}개는 설명하는 방법이 없어요.",
        "{bad} of {total} uses that decide about people do not say how a result is explained.",
    )
    none = Words("사람에 대해 정하는 쓰임이 없어요.", "No use decides about people.")
    return counted(lines, said, none, _todo(Words("설명하는 방법을 적어요", "Say how a result is explained")))


@predicate("trains_on_personal")
def trains_on_personal(at: datetime) -> Answer:
    """Some model is trained on the firm's data about people: whether the rules on that apply."""
    held = standings(at)
    trained = [each for each in held if each.case.trained is True and each.case.personal is not False]
    unclear = [each for each in held if each.case.trained is None]
    if trained:
        said = Words(f"개인정보로 학습시킨 쓰임이 {len(trained)}개예요.", f"Trained on personal data: {len(trained)}.")
        return Answer(Status.MET, said, tuple(_line(each, good=True) for each in trained))
    if unclear or not held:
        said = Words("학습시켰는지 답하지 않은 쓰임이 있어요.", "Some uses do not say whether they were trained.")
        return Answer(Status.UNKNOWN, said, tuple(_line(each, good=False) for each in unclear), _todo(CLASSIFY))
    said = Words("우리 데이터로 학습시킨 모델이 없어요.", "No model is trained on our data.")
    return Answer(Status.UNMET, said, tuple(_line(each, good=True) for each in held))


@predicate("trains_giant_model")
def trains_giant_model(at: datetime) -> Answer:
    """A model of 10^26 floating-point operations or more: only a firm that made and trained its own could have one."""
    held = standings(at)
    giant = [each for each in held if each.case.giant is True]
    if giant:
        said = Words(f"그런 AI가 {len(giant)}개예요.", f"Of such size: {len(giant)}.")
        return Answer(Status.MET, said, tuple(_line(each, good=True) for each in giant))
    made = [each for each in held if _may_be_giant(each)]
    if made or not held:
        said = Words("학습 연산량을 확인해 주세요.", "See how much computing the training took.")
        return Answer(Status.UNKNOWN, said, tuple(_line(each, good=False) for each in made), _todo(CLASSIFY))
    said = Words(
        "직접 만들어 그만큼 학습시킨 AI가 없어요. 남이 만든 모델의 의무는 만든 곳에 있어요.",
        "The firm has trained no AI of that size. For models that others made the duty lies with them.",
    )
    return Answer(Status.UNMET, said, tuple(_line(each, good=True) for each in held))


def _may_be_giant(each: Standing) -> bool:
    return each.case.made == "own" and each.case.trained is not False and each.case.giant is None


@predicate("legal_reviews_in_time")
def legal_reviews_in_time(at: datetime) -> Answer:
    day, lines = day_of(at), []
    for each in LegalReview.objects.filter(archived_at=None, created_at__lte=at).exclude(state="dropped"):
        answered = each.answered_on is not None and each.answered_on <= day and each.state == "answered"
        url = reverse("legal-reviews-detail", args=[each.pk])
        good = answered or each.due is None or each.due >= day
        lines.append(Evidence(each.pk, own(each.question), url, at=each.created_at, good=good))
    said = Words("법률 검토 {total}건 가운데 {bad}건의 기한이 지났어요.", "{bad} of {total} legal reviews are overdue.")
    none = Words("변호사에게 물은 것이 없어요.", "Nothing was put to a lawyer.")
    todo = Next(Words("변호사에게 다시 물어요", "Ask the lawyer again"), reverse("legal-reviews"))
    return counted(lines, said, none, todo)
