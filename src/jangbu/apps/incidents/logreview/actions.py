"""The ledger vocabulary of the weekly look."""

from jangbu.apps.ledger.actions import declare

CONFIRMED = declare(
    "logreview.confirmed",
    ko="{week}에 시작한 주의 기록 {entries}건을 살펴봤어요 (드문 묶음 {unusual}개)",
    en="Reviewed {entries} entries of the week of {week} ({unusual} unusual groups)",
    link="/incidents/log/?week={subject_id}",
    decision=True,
)
