"""The ledger vocabulary of reports."""

from jangbu.apps.ledger.actions import declare

DRAWN = declare(
    "reports.one_page_drawn",
    ko="한 장 그림을 남겼어요: 상자 {boxes}개, 화살표 {flows}개",
    en="Kept the one-page picture: {boxes} boxes, {flows} flows",
    link="/one-page/",
)
