"""What can go wrong with people, roles and grants, said to whoever asked."""

from jangbu.kernel.errors import Kind

FIRM_EXISTS = Kind(
    "people.firm_exists",
    ko="이 장부에는 이미 회사 '{firm}'이 있어요.",
    en="These records already belong to a firm, '{firm}'.",
    next_ko="로그인하거나, JANGBU_HOME에 빈 폴더를 정해 새로 시작해 주세요.",
    next_en="Sign in, or point JANGBU_HOME at an empty folder to start anew.",
    status=409,
)
NOT_NARROWER = Kind(
    "grants.not_narrower",
    ko="이 권한을 더 좁힐 것이 없어요.",
    en="There is nothing left to narrow on this grant.",
    next_ko="목록을 다시 열어 확인해 주세요.",
    next_en="Open the list again and check.",
    status=409,
)
EMAIL_TAKEN = Kind(
    "people.email_taken",
    ko="{email} 주소를 쓰는 사람이 이미 있어요.",
    en="Somebody with the address {email} is already here.",
    next_ko="사람 목록에서 찾아 주세요. 나간 사람이면 다시 들어오게 할 수 있어요.",
    next_en="Look for them in the list; whoever left can be brought back.",
    status=409,
)
EMAIL_INVALID = Kind(
    "people.email_invalid",
    ko="이메일 주소 '{email}'을 읽을 수 없어요.",
    en="'{email}' is not an e-mail address.",
    next_ko="name@example.com처럼 적어 주세요.",
    next_en="Write it like name@example.com.",
)
NAME_MISSING = Kind(
    "people.name_missing",
    ko="이름이 비어 있어요.",
    en="The name is empty.",
    next_ko="이름을 적어 주세요.",
    next_en="Please give a name.",
)
PASSWORD_WEAK = Kind(
    "people.password_weak",
    ko="비밀번호를 쓸 수 없어요: {reasons}",
    en="The password cannot be used: {reasons}",
    next_ko="열 글자 이상, 짐작하기 어려운 것으로 정해 주세요.",
    next_en="Choose at least ten characters that are hard to guess.",
)
ROLE_UNKNOWN = Kind(
    "people.role_unknown",
    ko="'{role}'이라는 역할은 없어요.",
    en="There is no role '{role}'.",
    next_ko="대표, 승인자, 구성원, 감사자, 외부 손님 가운데 하나를 골라 주세요.",
    next_en="Choose owner, approver, member, auditor or guest.",
)
PERSON_UNKNOWN = Kind(
    "people.unknown",
    ko="찾는 사람이 없어요.",
    en="There is no such person.",
    next_ko="사람 목록에서 다시 골라 주세요.",
    next_en="Choose again from the list of people.",
    status=404,
)
PERSON_ERASED = Kind(
    "people.erased",
    ko="개인 정보를 지운 사람이라 되돌릴 수 없어요.",
    en="This person was erased, which cannot be undone.",
    next_ko="다시 함께 일하려면 새로 초대해 주세요.",
    next_en="To work together again, send a new invitation.",
    status=409,
)
LAST_OWNER = Kind(
    "people.last_owner",
    ko="{name}님은 하나뿐인 대표예요. 대표가 없는 회사는 둘 수 없어요.",
    en="{name} is the only owner, and a firm cannot be without one.",
    next_ko="먼저 다른 사람을 대표로 정해 주세요.",
    next_en="Make somebody else an owner first.",
    status=409,
)
OWN_STANDING = Kind(
    "people.own_standing",
    ko="자기 역할은 스스로 바꾸거나 없앨 수 없어요.",
    en="Nobody changes or ends their own role.",
    next_ko="다른 대표에게 부탁해 주세요.",
    next_en="Ask another owner.",
    status=403,
)
REASON_MISSING = Kind(
    "people.reason_missing",
    ko="왜 하는지가 비어 있어요.",
    en="The reason is empty.",
    next_ko="한 문장이면 돼요. 장부에 함께 남아요.",
    next_en="One sentence is enough; it stays in the ledger.",
)
KIND_UNKNOWN = Kind(
    "grants.kind_unknown",
    ko="'{kind}'에는 '{level}' 권한을 줄 수 없어요.",
    en="There is no '{level}' access to a '{kind}'.",
    next_ko="데이터나 파일럿에 보기, 고치기, 관리 가운데 하나를 골라 주세요.",
    next_en="Choose read, write or manage on a dataset or a pilot.",
)
EXPIRY_WRONG = Kind(
    "grants.expiry_wrong",
    ko="끝나는 날({day})은 내일부터 1년 안이어야 해요.",
    en="The last day ({day}) must lie between tomorrow and a year from now.",
    next_ko="꼭 필요한 만큼만 짧게 정하고, 나중에 늘려 주세요.",
    next_en="Choose no more than is needed; it can be extended later.",
)
BEYOND_OWN = Kind(
    "grants.beyond_own",
    ko="자기가 가진 것보다 넓거나 긴 권한은 줄 수 없어요.",
    en="Nobody can give wider or longer access than they hold themselves.",
    next_ko="더 좁은 권한을 고르거나 대표에게 부탁해 주세요.",
    next_en="Choose narrower access, or ask an owner.",
    status=403,
)
GRANT_UNKNOWN = Kind(
    "grants.unknown",
    ko="찾는 접근 권한이 없어요.",
    en="There is no such grant.",
    next_ko="접근 권한 목록에서 다시 골라 주세요.",
    next_en="Choose again from the list of grants.",
    status=404,
)
GRANT_ENDED = Kind(
    "grants.ended",
    ko="이미 끝난 접근 권한이에요.",
    en="This grant has already ended.",
    next_ko="필요하면 새로 주세요.",
    next_en="Give a new one if it is needed.",
    status=409,
)
LINK_UNKNOWN = Kind(
    "people.link_unknown",
    ko="이 주소는 맞지 않아요.",
    en="This link does not lead anywhere.",
    next_ko="주소를 끝까지 복사했는지 봐 주세요.",
    next_en="Check that the whole address was copied.",
    status=404,
)
LINK_SPENT = Kind(
    "people.link_spent",
    ko="이미 썼거나 시간이 지난 주소예요.",
    en="This link was used already or has run out.",
    next_ko="초대한 사람에게 새 주소를 부탁해 주세요. 예시 회사라면 ./jangbu demo를 다시 실행해 주세요.",
    next_en="Ask whoever invited you for a new one; for the sample firm run ./jangbu demo again.",
    status=410,
)
NOT_SAMPLE = Kind(
    "people.not_sample",
    ko="한 번만 쓰는 로그인 주소는 예시 회사에만 있어요.",
    en="One-time sign-in links exist for the sample firm only.",
    next_ko="이메일과 비밀번호로 로그인해 주세요.",
    next_en="Sign in with e-mail and password.",
    status=404,
)
