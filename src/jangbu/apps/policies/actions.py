"""The ledger vocabulary of policies, beside what the register says of itself."""

from jangbu.apps.ledger.actions import declare

LINK = "/policies/{subject_id}/"
WRITTEN = declare(
    "policies.version_written",
    ko="정책 {title}: {number}판을 썼어요 ({note})",
    en="Wrote version {number} of the policy {title}: {note}",
    link=LINK,
    decision=True,
)
APPROVED = declare(
    "policies.version_approved",
    ko="정책 {title}: {number}판을 승인했어요, {given}/{wanted}명",
    en="Approved version {number} of the policy {title}, {given} of {wanted}",
    link=LINK,
    decision=True,
)
IN_FORCE = declare(
    "policies.in_force",
    ko="정책 {title}: {number}판을 {day}부터 시행해요",
    en="Version {number} of the policy {title} is in force from {day}",
    link=LINK,
    decision=True,
)
READ = declare(
    "policies.acknowledged",
    ko="정책 {title}: {number}판을 읽었어요",
    en="Read version {number} of the policy {title}",
    link=LINK,
    decision=True,
)
