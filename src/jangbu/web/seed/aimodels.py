"""The sample firm's AI: a tool from outside that was evaluated from its first day, and what registered itself."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import Any

from jangbu.apps.aimodels import queries, services
from jangbu.apps.aimodels.services import AIMODELS
from jangbu.apps.registers import services as registers
from jangbu.apps.sources import queries as sources
from jangbu.apps.sources import services as data
from jangbu.engines.quality import csv_bytes
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor
from jangbu.web.seed import cards
from jangbu.web.seed.chapters import Chapter, actor_of

OWNER, LEAD, IT = "김민지", "이서준", "최하은"
TOOL, QUESTIONS = "문의 분류 도구", "문의 분류 문제지"
RIGHT = {"2.0": 0.9, "2.1": 0.94, "2.2": 0.95}  # share of the questions that each version gets right
ROWS, KINDS, REGIONS, SIZES = 600, ("배송", "견적", "불량"), ("수도권", "영남", "호남"), ("소기업", "중기업")
TEXTS = {
    "배송": ("주문한 {}번 물건이 아직 안 왔어요.", "{}번 송장이 조회되지 않아요."),
    "견적": ("{}개 견적 부탁드려요.", "지난번과 같은 것으로 {}개 단가를 알려 주세요."),
    "불량": ("{}번 로트에 흠집이 있어요.", "받은 {}개 가운데 나사산이 안 맞는 게 있어요."),
}
CARD = {
    "purpose": "메일로 온 문의를 배송, 견적, 불량으로 나눠 담당자에게 보여 줘요.",
    "not_for": "고객의 등급을 매기거나 답을 스스로 보내는 데는 쓰지 않아요.",
    "affected": "문의한 고객. 잘못 나뉘면 답이 하루쯤 늦어요.",
    "oversight": "담당자가 받은 문의를 보고 바로 옮길 수 있어요.",
    "training": "업체가 밝히지 않았어요.",
    "limits": "한 통에 두 가지를 물으면 하나로만 나눠요.",
    "procedure": "정확도가 기준 아래로 가면 앞의 판으로 되돌리고 업체에 알려요.",
}
CARDS: dict[str, dict[str, str]] = {
    "매입 계산서 읽기": {
        "not_for": "지급을 스스로 확정하는 데는 쓰지 않아요.",
        "affected": "거래처. 금액이 틀리면 지급이 늦어질 수 있어요.",
        "oversight": "모든 계산서를 사람이 승인해요.",
        "limits": "외화 계산서와 흐린 스캔은 사람이 다시 봐요.",
        "procedure": "고친 칸이 늘면 새 판을 만들어 지난 계산서로 다시 재요.",
    },
    "문의 답장 초안": {
        "not_for": "고객에게 바로 보내지 않아요.",
        "affected": "문의한 고객",
        "oversight": "쓴 사람이 고쳐서 직접 보내요.",
        "procedure": "많이 고친 문장을 모아 서식을 고쳐요.",
    },
}
READERS = {
    "rules": "계산서의 글자층과 전자 계산서에서 칸을 읽어요.",
    "ocr": "스캔과 사진에서 글자를 읽어요.",
}
WHY = "써도 되는지 숫자로 보려고"


def chapters() -> list[Chapter]:
    """Half a year with the tool: bought, evaluated, approved, renewed, and looked at every four weeks."""
    return [
        Chapter(205, note_tool),
        Chapter(204, partial(promote, "2.0", "분류에 드는 손을 덜어 보려고")),
        *(Chapter(ago, look_again) for ago in (176, 148, 120)),
        Chapter(96, partial(new_version, "2.1", "업체가 불량 문의를 더 잘 나눈다고 해서")),
        Chapter(95, partial(promote, "2.1", "불량 문의를 놓치는 일이 줄어서")),
        *(Chapter(ago, look_again) for ago in (92, 64, 36, 8)),
        Chapter(35, review),
    ]


def tell() -> None:
    """What the firm did today: cards filled in, what runs evaluated, the next version asked for. Twice is as once."""
    owner = actor_of(OWNER)
    tool = queries.visible(owner).filter(name=TOOL).first()
    if tool is None or queries.versions(tool).filter(label="2.2").exists():
        return
    services.sync()
    for name, values in CARDS.items():
        for entry in queries.visible(owner).filter(name=name):
            registers.change_row(AIMODELS, entry, values, actor=actor_of(LEAD), why="모델 카드를 채우려고")
    for kind, purpose in READERS.items():
        for entry in queries.visible(owner).filter(kind=kind, owner=""):
            values = {"owner": actor_of(IT).id, "purpose": purpose}
            registers.change_row(AIMODELS, entry, values, actor=owner, why="누가 살필지 정하려고")
    services.evaluate_due()
    for entry in queries.visible(owner).filter(name__in=CARDS, kind="automation"):
        now = queries.champion(entry)
        if now is not None and queries.is_evaluated(now.version, system_clock()):
            asked = services.ask_promotion(now.version, actor=actor_of(LEAD), why="평가를 통과해서")
            services.approve_promotion(asked, actor=owner, why="평가와 고친 칸을 보고")
    new_version("2.2", "한 통에 두 가지를 물어도 나눈다고 해서")
    version = queries.versions(tool).get(label="2.2")
    if queries.is_evaluated(version, system_clock()):
        services.ask_promotion(version, actor=actor_of(IT), why="두 가지를 묻는 문의도 나눠서")


def note_tool(rows: int = ROWS) -> None:
    """Noted, with its questions and what is measured of it; the interval of a gap is as narrow as `rows` are many."""
    it = actor_of(IT)
    values = {"name": TOOL, "kind": "other", "owner": it.id, **CARD}
    tool = registers.add_row(AIMODELS, values, actor=it, why="밖에서 쓰는 AI도 적어 두려고")
    _deliver(("2.0",), it, rows)
    dataset = sources.visible(it).get(name=QUESTIONS)
    cards.answer(it, system_clock().astimezone(SEOUL).date())
    told: dict[str, Any] = {"dataset": dataset.pk, "name": QUESTIONS, "truth": "정답", "prediction": "예측 {version}"}
    _suite(tool, "accuracy", told, {"value_accuracy": (0.85, False)}, required=True)
    _suite(tool, "calibration", {**told, "confidence": "확신 {version}"}, {"ece": (0.1, True)}, required=False)
    gaps = {"demographic_parity_ratio": (0.6, False), "tpr_gap": (0.25, True), "fpr_gap": (0.2, True)}
    fairness = {**told, "groups": ["지역", "고객 크기"], "positive": "불량"}
    _suite(tool, "fairness", fairness, gaps, required=False)
    services.add_version(tool, "2.0", {"version": "2.0"}, note="처음 산 판", actor=it, why="쓰기 전에 재 보려고")


def _suite(
    tool: Any, kind: str, told: dict[str, Any], limits: dict[str, tuple[float, bool]], *, required: bool
) -> None:
    services.set_suite(
        tool,
        kind,
        source="dataset",
        settings=told,
        limits={name: {"limit": limit, "at_most": at_most} for name, (limit, at_most) in limits.items()},
        every_days=30,
        required=required,
        actor=actor_of(IT),
        why="정답을 단 문의로 달마다 재려고",
    )


def new_version(label: str, note: str, rows: int = ROWS) -> None:
    """Another version, with the answers of it and those before, measured."""
    it = actor_of(IT)
    tool = queries.visible(it).get(name=TOOL)
    _deliver(tuple(each for each in RIGHT if each <= label), it, rows)
    services.add_version(tool, label, {"version": label}, note=note, actor=it, why="새 판을 써 보려고")
    _measure(label)


def _measure(label: str) -> None:
    it = actor_of(IT)
    version = queries.versions(queries.visible(it).get(name=TOOL)).get(label=label)
    for suite in version.entry.suites.filter(ended_at=None):
        services.evaluate(version, suite, actor=it, why=WHY)


def promote(label: str, why: str) -> None:
    it = actor_of(IT)
    version = queries.versions(queries.visible(it).get(name=TOOL)).get(label=label)
    if not queries.is_evaluated(version, system_clock()):
        _measure(label)
    asked = services.ask_promotion(version, actor=it, why=why)
    services.approve_promotion(asked, actor=actor_of(OWNER), why="평가와 묶음마다의 차이를 보고")


def look_again() -> None:
    services.evaluate_due()
    services.drill_due()


def review() -> None:
    it = actor_of(IT)
    tool = queries.visible(it).get(name=TOOL)
    registers.review_row(AIMODELS, tool, "쓰임과 한계가 그대로예요", actor=it)


def _deliver(labels: tuple[str, ...], actor: Actor, rows: int) -> None:
    """The questions with the answers of every version so far; the same questions each time."""
    header = ["번호", "문의", "정답", "지역", "고객 크기"]
    header += [f"{what} {label}" for label in labels for what in ("예측", "확신")]
    day = system_clock().astimezone(SEOUL).date()
    content = csv_bytes(header, [_row(number, labels) for number in range(rows)])
    data.add_bytes([content], f"{QUESTIONS}.csv", actor=actor, why="도구의 답을 정답과 견주려고", as_of=day)


def _row(number: int, labels: tuple[str, ...]) -> list[str]:
    dice = Random(number)  # noqa: S311  # a story, no secret
    truth = KINDS[number % 3]
    text = dice.choice(TEXTS[truth]).format(100 + number)
    row = [str(number + 1), text, truth, REGIONS[number // 3 % 3], SIZES[number // 9 % 2]]
    for label in labels:
        confidence = min(0.99, max(0.4, dice.gauss(RIGHT[label], 0.06)))
        right = dice.random() < confidence
        row += [truth if right else dice.choice([each for each in KINDS if each != truth]), f"{confidence:.2f}"]
    return row
