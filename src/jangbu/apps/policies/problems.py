"""What can be wrong with policies, one sentence each."""

from jangbu.kernel.errors import Kind

NOT_A_DRAFT = Kind(
    "policies.not_a_draft",
    ko="{policy}: 지금은 초안이 아니라 고칠 수 없어요.",
    en="{policy} is not a draft now and cannot be written.",
    next_ko="검토 중이면 돌려보내고, 승인됐으면 새 판을 시작해 주세요.",
    next_en="Send it back if it is in review, or begin a new version if it is approved.",
    status=409,
)
NOT_IN_REVIEW = Kind(
    "policies.not_in_review",
    ko="{policy}: 지금은 검토 중이 아니에요.",
    en="{policy} is not in review now.",
    next_ko="초안을 검토에 올린 다음 승인해 주세요.",
    next_en="Submit the draft for review first.",
    status=409,
)
OWN_TEXT = Kind(
    "policies.own_text",
    ko="스스로 쓴 판은 스스로 승인할 수 없어요.",
    en="You cannot approve a version that you wrote.",
    next_ko="다른 승인자에게 부탁해 주세요.",
    next_en="Ask another approver.",
    status=403,
)
APPROVED_ALREADY = Kind(
    "policies.approved_already",
    ko="이 판은 이미 승인하셨어요.",
    en="You have approved this version already.",
    next_ko="다른 승인자를 기다려 주세요.",
    next_en="Wait for the others.",
    status=409,
)
NO_QUORUM = Kind(
    "policies.no_quorum",
    ko="{policy}: 승인이 {given}명뿐이에요. 쓴 사람 말고 {wanted}명이 승인해야 해요.",
    en="{policy} has {given} approvals; {wanted} people other than its author must approve.",
    next_ko="다른 승인자에게 부탁해 주세요.",
    next_en="Ask the other approvers.",
    status=409,
)
OTHER_VERSION = Kind(
    "policies.other_version",
    ko="{policy}: 그사이 {number}판이 나왔어요.",
    en="{policy} has reached version {number} in the meantime.",
    next_ko="새로 열어서 그 판을 읽어 주세요.",
    next_en="Open it again and read that version.",
    status=409,
)
NOT_IN_FORCE = Kind(
    "policies.not_in_force",
    ko="{policy}: 아직 시행하는 판이 없어요.",
    en="No version of {policy} is in force yet.",
    next_ko="승인된 다음 읽었다고 적어 주세요.",
    next_en="Acknowledge it once it is approved.",
    status=409,
)
CLAUSE_EMPTY = Kind(
    "policies.clause_empty",
    ko="'{heading}' 조항의 글이 한 언어로 비어 있어요.",
    en="The clause '{heading}' has no text in one of the languages.",
    next_ko="한국어와 영어를 모두 적거나, 조항을 통째로 비워서 빼 주세요.",
    next_en="Write both languages, or leave the whole clause empty to remove it.",
)
NOTHING_LEFT = Kind(
    "policies.nothing_left",
    ko="조항이 하나도 남지 않아요.",
    en="No clause would be left.",
    next_ko="조항을 하나라도 적어 주세요.",
    next_en="Write at least one clause.",
)
