"""What can go wrong with an earlier release, one sentence each."""

from jangbu.kernel.errors import Kind

KEPT_BROKEN = Kind(
    "releases.kept_broken",
    ko="보관한 앞의 판이 승인할 때와 달라서 쓰지 않았어요 ({name}).",
    en="The kept release {name} is not what was approved, so it was not used.",
    next_ko="백업에서 되살리거나, 지금 판을 평가하고 승인을 받아 주세요.",
    next_en="Restore it from a backup, or evaluate today's release and have it approved.",
    status=409,
)
KEPT_FAILED = Kind(
    "releases.kept_failed",
    ko="보관한 앞의 판으로 읽지 못했어요 ({detail}).",
    en="The kept release could not read it ({detail}).",
    next_ko="손으로 처리하고, 지금 판을 평가해 승인을 받아 주세요.",
    next_en="Do it by hand, then evaluate today's release and have it approved.",
    status=500,
)
