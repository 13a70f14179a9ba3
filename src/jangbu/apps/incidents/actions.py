"""The ledger vocabulary of incidents, beside what the register says of itself."""

from jangbu.apps.ledger.actions import declare

LINK = "/incidents/{subject_id}/"
STATED = declare(
    "incidents.stated",
    ko="사고 {title}: {said_ko} (알게 된 때 {known_ko})",
    en="Incident {title}: {said_en} (known at {known_en})",
    link=LINK,
    decision=True,
)
DRAFTED = declare(
    "incidents.notice_drafted",
    ko="사고 {title}: {stage_ko} 초안을 썼어요",
    en="Incident {title}: drafted the {stage_en}",
    link=LINK,
)
APPROVED = declare(
    "incidents.notice_approved",
    ko="사고 {title}: {stage_ko} 내용을 승인했어요",
    en="Incident {title}: approved the {stage_en}",
    link=LINK,
    decision=True,
)
SENT = declare(
    "incidents.notice_sent",
    ko="사고 {title}: {stage_ko} 보냈어요 ({sent}, {channel_ko}, {count}명)",
    en="Incident {title}: sent the {stage_en} ({sent}, by {channel_en}, to {count})",
    link=LINK,
    decision=True,
)
DISCARDED = declare(
    "incidents.notice_discarded",
    ko="사고 {title}: {stage_ko} 초안을 버렸어요",
    en="Incident {title}: discarded the draft of the {stage_en}",
    link=LINK,
)
STEP_DONE = declare(
    "incidents.step_done",
    ko="사고 {title}: '{step_ko}' 했어요",
    en="Incident {title}: done: {step_en}",
    link=LINK,
    decision=True,
)
STEP_UNDONE = declare(
    "incidents.step_undone",
    ko="사고 {title}: '{step_ko}' 하지 않은 것으로 되돌렸어요",
    en="Incident {title}: taken back: {step_en}",
    link=LINK,
    decision=True,
)
REVIEWED = declare(
    "incidents.looked_back",
    ko="사고 {title}: 돌아봤어요. 바꿀 것은 '{change}', {due}까지",
    en="Incident {title}: looked back. To change: {change}, by {due}",
    link=LINK,
    decision=True,
)
CHANGE_DONE = declare(
    "incidents.change_done",
    ko="사고 {title}: 바꾸기로 한 것을 마쳤어요 ('{change}')",
    en="Incident {title}: finished the change: {change}",
    link=LINK,
    decision=True,
)
