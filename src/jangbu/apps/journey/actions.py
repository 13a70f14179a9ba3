"""The ledger vocabulary of checklists."""

from jangbu.apps.ledger.actions import declare

LINK = "/checklist/of/{catalogue}/?open={item}"
CLAIMED = declare(
    "journey.claimed",
    ko="점검표 {item}: 기록 대신 말로 적었어요 ({said_ko})",
    en="Checklist {item}: a word in place of a record ({said_en})",
    link=LINK,
    decision=True,
)
CLAIM_WITHDRAWN = declare(
    "journey.claim_withdrawn",
    ko="점검표 {item}: 말로 적은 것을 거뒀어요",
    en="Checklist {item}: took the word back",
    link=LINK,
    decision=True,
)
EXEMPTION_ASKED = declare(
    "journey.exemption_asked",
    ko="점검표 {item}: 해당 없음으로 해 달라고 했어요 ({said_ko})",
    en="Checklist {item}: asked to count it as not applicable ({said_en})",
    link=LINK,
    decision=True,
)
EXEMPTION_APPROVED = declare(
    "journey.exemption_approved",
    ko="점검표 {item}: 해당 없음으로 승인했어요 ({said_ko})",
    en="Checklist {item}: approved it as not applicable ({said_en})",
    link=LINK,
    decision=True,
)
EXEMPTION_ENDED = declare(
    "journey.exemption_ended",
    ko="점검표 {item}: 해당 없음을 거뒀어요",
    en="Checklist {item}: no longer counted as not applicable",
    link=LINK,
    decision=True,
)
SNAPSHOT = declare(
    "journey.snapshot",
    ko="점검표 {catalogue}, {day}: {total}개 중 {met}개 충족",
    en="Checklist {catalogue}, {day}: {met} of {total} met",
    link="/checklist/of/{catalogue}/?day={day}",
)
CALENDAR_MADE = declare(
    "journey.calendar_made",
    ko="할 일 달력 주소를 만들었어요",
    en="Made an address for the calendar of tasks",
    link="/checklist/90-days/",
)
CALENDAR_REVOKED = declare(
    "journey.calendar_revoked",
    ko="할 일 달력 주소를 없앴어요",
    en="Revoked the address for the calendar of tasks",
    link="/checklist/90-days/",
)
