"""The ledger vocabulary of vendors, beside what the registers say of themselves."""

from jangbu.apps.ledger.actions import declare

ASSESSED = declare(
    "vendors.assessed",
    ko="업체 {title}: {number}번째로 평가했어요, {score}점 ({low}~{high}점, 답하지 않은 것 {open}개)",
    en="Assessed the vendor {title} for the {number}. time: {score} points ({low} to {high}, {open} unanswered)",
    link="/vendors/{subject_id}/",
    decision=True,
)
WEIGHTS_SET = declare(
    "vendors.weights_set",
    ko="업체 평가의 무게를 {number}판으로 바꿨어요",
    en="Set version {number} of the weights of the vendor assessment",
    link="/vendors/weights/",
    decision=True,
)
USE_NOTED = declare(
    "vendors.use_noted",
    ko="업체 {title}: {used} 이어 적었어요",
    en="Noted that {used} leans on the vendor {title}",
    link="/vendors/{subject_id}/",
    decision=True,
)
USE_REMOVED = declare(
    "vendors.use_removed",
    ko="업체 {title}: {used} 이은 것을 뺐어요",
    en="Removed that {used} leans on the vendor {title}",
    link="/vendors/{subject_id}/",
    decision=True,
)
CLAUSES_READ = declare(
    "contracts.clauses_read",
    ko="계약 {title}: 조항 {count}개를 확인했어요, 빈칸 {gaps}개",
    en="Read {count} clauses of the contract {title}: {gaps} gaps",
    link="/vendors/contracts/{subject_id}/",
    decision=True,
)
TERMS_ASKED = declare(
    "contracts.terms_asked",
    ko="계약 {title}: 빈칸 {count}개의 문구를 보냈어요",
    en="Sent proposed wording for {count} gaps of the contract {title}",
    link="/vendors/contracts/{subject_id}/",
    decision=True,
)
