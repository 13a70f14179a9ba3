"""The ledger vocabulary of laws, beside what their registers say of themselves."""

from jangbu.apps.ledger.actions import declare

VERSIONS = "/regulations/law/{module}/versions/"
TAKEN_UP = declare(
    "regulations.module_taken_up",
    ko="법 모듈 {module}: {number}판을 쓰기 시작했어요 ({changes_ko})",
    en="Regulation module {module}: version {number} is in use ({changes_en})",
    link=VERSIONS,
    decision=True,
)
REFUSED = declare(
    "regulations.module_refused",
    ko="법 모듈 {module}: 파일을 받지 않았어요 ({fault_ko})",
    en="Regulation module {module}: its file was refused ({fault_en})",
    link=VERSIONS,
)
GONE = declare(
    "regulations.module_gone",
    ko="법 모듈 {module}: 파일이 없어져서 쓰지 않아요",
    en="Regulation module {module}: its file is gone, it is no longer in use",
    link="/regulations/",
)
BACK = declare(
    "regulations.module_rolled_back",
    ko="법 모듈 {module}: {before}판에서 {number}판으로 되돌렸어요",
    en="Regulation module {module}: went back from version {before} to version {number}",
    link=VERSIONS,
    decision=True,
)
DECIDED = declare(
    "regulations.role_decided",
    ko="AI 쓰임 {title}: {role_ko}, {high_ko}",
    en="Use of AI {title}: {role_en}, {high_en}",
    link="/regulations/use-cases/{subject_id}/",
    decision=True,
)
CONFIRMED = declare(
    "regulations.decision_confirmed",
    ko="AI 쓰임 {title}: 다른 사람이 정한 것을 확인했어요",
    en="Use of AI {title}: a second person confirmed what was decided",
    link="/regulations/use-cases/{subject_id}/",
    decision=True,
)
UNCONFIRMED = declare(
    "regulations.confirmation_withdrawn",
    ko="AI 쓰임 {title}: 확인을 거뒀어요",
    en="Use of AI {title}: the confirmation was withdrawn",
    link="/regulations/use-cases/{subject_id}/",
    decision=True,
)
