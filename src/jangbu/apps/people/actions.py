"""The ledger vocabulary of people and their access."""

from jangbu.apps.ledger.actions import declare

PERSON = "/people/{person_id}/"
FIRM_CREATED = declare(
    "people.firm_created",
    ko="{firm}의 장부를 열었어요. 첫 대표는 {name}님",
    en="Opened the records of {firm}; the first owner is {name}",
    link=PERSON,
    decision=True,
)
INVITED = declare(
    "people.person_invited",
    ko="{name}님을 초대했어요, 역할은 {role_ko}",
    en="Invited {name} as {role_en}",
    link=PERSON,
    decision=True,
)
INVITED_AGAIN = declare(
    "people.person_invited_again",
    ko="{name}님에게 새 초대 주소를 만들었어요",
    en="Made a new invitation link for {name}",
    link=PERSON,
)
JOINED = declare("people.person_joined", ko="{name}님이 초대를 받아들였어요", en="{name} joined", link=PERSON)
ROLE_CHANGED = declare(
    "people.role_changed",
    ko="{name}님의 역할을 바꿨어요, 이제 {role_ko}",
    en="Changed the role of {name} to {role_en}",
    link=PERSON,
    decision=True,
)
DEACTIVATED = declare(
    "people.person_deactivated",
    ko="{name}님의 계정을 멈췄어요",
    en="Deactivated {name}",
    link=PERSON,
    decision=True,
)
REACTIVATED = declare(
    "people.person_reactivated",
    ko="{name}님의 계정을 다시 열었어요",
    en="Reactivated {name}",
    link=PERSON,
    decision=True,
)
ERASED = declare(
    "people.person_erased",
    ko="한 사람의 개인 정보를 지웠어요",
    en="Erased the personal data of one person",
    link=PERSON,
    decision=True,
)
GRANTED = declare(
    "people.access_granted",
    ko="{name}님에게 {resource} {level_ko} 권한을 {until}까지 줬어요",
    en="Gave {name} access to {resource} ({level_en}) until {until}",
    link=PERSON,
    decision=True,
)
REVOKED = declare(
    "people.access_revoked",
    ko="{name}님의 {resource} {level_ko} 권한을 거뒀어요",
    en="Withdrew the access of {name} to {resource} ({level_en})",
    link=PERSON,
    decision=True,
)
RESTORED = declare(
    "people.access_restored",
    ko="{name}님의 {resource} {level_ko} 권한을 되돌렸어요",
    en="Restored the access of {name} to {resource} ({level_en})",
    link=PERSON,
    decision=True,
)
NARROWED = declare(
    "people.access_narrowed",
    ko="{name}님의 {resource} 권한을 좁혔어요: 이제 {level_ko}, {until}까지",
    en="Narrowed the access of {name} to {resource}: now {level_en} until {until}",
    link=PERSON,
    decision=True,
)
WIDENED_BACK = declare(
    "people.access_widened_back",
    ko="{name}님의 {resource} 권한을 좁히기 전으로 되돌렸어요: {level_ko}, {until}까지",
    en="Took back the narrowing of the access of {name} to {resource}: {level_en} until {until}",
    link=PERSON,
    decision=True,
)
EXTENDED = declare(
    "people.access_extended",
    ko="{name}님의 {resource} {level_ko} 권한을 {until}까지 늘렸어요",
    en="Extended the access of {name} to {resource} ({level_en}) until {until}",
    link=PERSON,
    decision=True,
)
SAMPLE_LINK_MADE = declare(
    "people.sample_link_made",
    ko="예시 회사의 한 번만 쓰는 로그인 주소를 만들었어요",
    en="Made a one-time sign-in link for the sample firm",
    link=PERSON,
)
SAMPLE_LINK_USED = declare(
    "people.sample_link_used",
    ko="한 번만 쓰는 주소로 {name}님 계정에 로그인했어요",
    en="Signed in as {name} with a one-time link",
    link=PERSON,
)
FACTOR_ADDED = declare(
    "people.second_factor_added",
    ko="{name}님이 2단계 인증을 켰어요 ({factor})",
    en="{name} turned on a second factor ({factor})",
    link=PERSON,
)
FACTOR_REMOVED = declare(
    "people.second_factor_removed",
    ko="{name}님이 2단계 인증을 껐어요 ({factor})",
    en="{name} turned off a second factor ({factor})",
    link=PERSON,
)
PASSWORD_CHANGED = declare(
    "people.password_changed", ko="{name}님이 비밀번호를 바꿨어요", en="{name} changed the password", link=PERSON
)
SIGN_IN_FAILED = declare(
    "people.sign_in_failed",
    ko="로그인이 실패했어요 ({whose_ko})",
    en="A sign-in failed ({whose_en})",
)
SESSIONS_ENDED = declare(
    "people.sessions_ended",
    ko="{name}님의 다른 로그인을 끝냈어요, {count}곳",
    en="Ended the other sign-ins of {name}: {count}",
    link=PERSON,
)
