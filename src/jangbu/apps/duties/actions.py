"""The ledger vocabulary of duties."""

from jangbu.apps.ledger.actions import declare

HERE = "/duties/{subject_kind}/{subject_id}/"
SET = declare(
    "duties.set",
    ko="'{subject}'의 책임을 바꿨어요: {name} {said_ko}",
    en="Changed who answers for '{subject}': {name} {said_en}",
    link=HERE,
    decision=True,
)
UNDONE = declare(
    "duties.undone",
    ko="'{subject}'의 책임을 되돌렸어요: {name} {said_ko}",
    en="Took back who answers for '{subject}': {name} {said_en}",
    link=HERE,
    decision=True,
)
DEPUTY_NAMED = declare(
    "duties.deputy_named",
    ko="{name}님을 {holder}님의 대리로 정했어요, {until}까지",
    en="Named {name} as deputy of {holder} until {until}",
    link="/duties/",
    decision=True,
)
DEPUTY_ENDED = declare(
    "duties.deputy_ended",
    ko="{name}님이 {holder}님을 대신하는 일을 끝냈어요",
    en="{name} no longer stands in for {holder}",
    link="/duties/",
    decision=True,
)
HEAD_NAMED = declare(
    "duties.head_named",
    ko="개인정보의 최종 책임은 {name} 대표가 져요",
    en="{name}, head of the firm, is finally responsible for personal data",
    link="/duties/",
    decision=True,
)
HEAD_ENDED = declare(
    "duties.head_ended",
    ko="{name}님은 이제 개인정보의 최종 책임자가 아니에요: 대표 역할이 아니에요",
    en="{name} is no longer finally responsible for personal data: not an owner any more",
    link="/duties/",
    decision=True,
)
