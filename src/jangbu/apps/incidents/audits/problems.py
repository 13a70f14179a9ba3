"""What can be wrong with audits, one sentence each."""

from jangbu.kernel.errors import Kind

NOT_DONE = Kind(
    "audits.not_done",
    ko="{audit}: 한 날과 본 것을 아직 적지 않았어요.",
    en="{audit} has no day and no summary yet.",
    next_ko="'고치기'에서 한 날과 본 것을 적어 주세요.",
    next_en="Write down the day and what was seen first.",
    status=409,
)
FINDINGS_OPEN = Kind(
    "audits.findings_open",
    ko="{audit}: 지적 {count}건이 남았어요.",
    en="{audit} has {count} open findings.",
    next_ko="지적을 고치고 확인하거나, 그대로 두기로 정해 주세요.",
    next_en="Fix and confirm them, or decide to accept them.",
    status=409,
)
NO_ACTION = Kind(
    "audits.no_action",
    ko="{finding}: 무엇을 했는지 적지 않았어요.",
    en="{finding} has no action written down.",
    next_ko="'조치'에 한 일을 먼저 적어 주세요.",
    next_en="Write down what was done first.",
    status=409,
)
