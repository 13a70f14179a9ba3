"""What can be wrong with calendars, appointments and answers."""

from jangbu.kernel.errors import Kind

NO_TIME = Kind(
    "work.no_time",
    ko="{why}",
    en="{why_en}",
    next_ko="기간이나 참석자를 바꿔 다시 맡겨 주세요.",
    next_en="Change the days or the people and hand it in again.",
)
FETCH_FAILED = Kind(
    "work.calendar_fetch_failed",
    ko="{name} 일정을 가져오지 못했어요: {why}",
    en="The calendar {name} could not be fetched: {why}",
    next_ko="주소와 비밀번호를 확인해 주세요. 앞서 읽은 값은 그대로 있어요.",
    next_en="Check the address and the password. What was read before stays.",
)
MAIL_MISSING = Kind(
    "work.mail_missing",
    ko="{name}님의 메일 주소가 맞지 않아요: '{value}'",
    en="The mail address of {name} does not fit: '{value}'",
    next_ko="이름 <메일> 모양으로 적어 주세요.",
    next_en="Write it as name <mail>.",
)
NOBODY = Kind(
    "work.nobody_invited",
    ko="누가 만나는지 정하지 않았어요.",
    en="Nobody was named.",
    next_ko="꼭 와야 하는 사람을 한 명은 골라 주세요.",
    next_en="Choose at least one person who must come.",
)
PAST = Kind(
    "work.time_past",
    ko="{when}은 이미 지났어요.",
    en="{when} is in the past.",
    next_ko="다른 시간을 골라 주세요.",
    next_en="Choose another time.",
    status=409,
)
LATE_NEEDS_REASON = Kind(
    "work.late_needs_reason",
    ko="시작까지 {hours}시간이 남지 않아 까닭을 적어야 해요.",
    en="Less than {hours} hours before the start a reason is needed.",
    next_ko="참석자에게도 보여요. 한 문장이면 돼요.",
    next_en="Those invited see it too. One sentence is enough.",
)
HOURS_WRONG = Kind(
    "work.hours_wrong",
    ko="{place} 시간을 읽을 수 없어요: '{value}'",
    en="The time of {place} cannot be read: '{value}'",
    next_ko="09:00-18:00처럼 적어 주세요. 쉬는 날은 비워 두세요.",
    next_en="Write it as 09:00-18:00; leave days off empty.",
)
