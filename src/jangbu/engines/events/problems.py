"""What can be wrong with a delivery of events, one sentence each. The codes are classes of the error catalogue."""

from __future__ import annotations

from jangbu.kernel.errors import Kind

TOO_LARGE = Kind(
    "events.too_large",
    ko="한 번에 {limit}까지 받아요. 이번 것은 {size}예요.",
    en="At most {limit} are taken at once; this was {size}.",
    next_ko="여러 번에 나눠 보내 주세요.",
    next_en="Send it in several parts.",
    status=413,
)
NOT_JSON = Kind(
    "events.not_json",
    ko="보낸 내용이 JSON이 아니에요 ({detail}).",
    en="What was sent is not JSON ({detail}).",
    next_ko="도구의 본문 형식을 JSON으로 맞춰 주세요.",
    next_en="Set the tool's body to JSON.",
    status=400,
)
EMPTY = Kind(
    "events.empty",
    ko="보낸 내용에 사건이 없어요.",
    en="There is no event in what was sent.",
    next_ko="도구의 설정에서 본문을 확인해 주세요.",
    next_en="Check the body in the tool's settings.",
    status=422,
)
UNREADABLE = Kind(
    "events.unreadable",
    ko="{place}번째 사건의 {field} 칸을 읽을 수 없어요. 필요한 것: {wanted_ko}.",
    en="Event {place}: the field {field} cannot be read. Wanted: {wanted_en}.",
    next_ko="그 칸을 고쳐 모두 다시 보내 주세요. 이번에 온 것은 하나도 받지 않았어요.",
    next_en="Correct it and send all of them again; none of these was taken.",
    status=422,
)
NO_ZONE = Kind(
    "events.no_zone",
    ko="{place}번째 사건의 시각 '{value}'에 시간대가 없어요.",
    en="Event {place}: the time '{value}' has no zone.",
    next_ko="2026-11-24T09:00:00+09:00처럼 시간대까지 적어 모두 다시 보내 주세요.",
    next_en="Write it with its zone, as 2026-11-24T09:00:00+09:00, and send all of them again.",
    status=422,
)
ID_TOO_LONG = Kind(
    "events.id_too_long",
    ko="{place}번째 사건의 {field} 칸이 {size}자예요. {limit}자까지 받아요.",
    en="Event {place}: the field {field} has {size} characters; at most {limit} are taken.",
    next_ko="짧은 번호를 쓰도록 고쳐 모두 다시 보내 주세요.",
    next_en="Use a shorter id and send all of them again.",
    status=422,
)
TOO_MANY = Kind(
    "events.too_many",
    ko="한 번에 사건 {limit}건까지 받아요. 이번에는 {count}건이에요.",
    en="At most {limit} events are taken at once; there were {count}.",
    next_ko="여러 번에 나눠 보내 주세요.",
    next_en="Send them in several parts.",
    status=413,
)
UNSIGNED = Kind(
    "events.unsigned",
    ko="누가 보냈는지 알 수 없어요: {wanted} 머리말이 없어요.",
    en="Who sent this cannot be told: the header {wanted} is missing.",
    next_ko="바깥 도구 화면의 설정 안내대로 머리말을 넣어 주세요.",
    next_en="Add the header as the set-up of the source says.",
    status=401,
)
BAD_SIGNATURE = Kind(
    "events.bad_signature",
    ko="서명이나 비밀값이 맞지 않아요.",
    en="The signature or secret is wrong.",
    next_ko="비밀값을 다시 넣거나, 잃어버렸으면 바깥 도구 화면에서 바꿔 주세요.",
    next_en="Enter the secret again, or rotate it on the page of the source.",
    status=401,
)
OLD_TIMESTAMP = Kind(
    "events.old_timestamp",
    ko="보낸 시각이 지금과 {minutes}분 달라요. 5분까지 받아요.",
    en="The time of sending is {minutes} minutes away from now; 5 are allowed.",
    next_ko="보내는 컴퓨터의 시계를 맞춰 주세요.",
    next_en="Set the clock of the sending machine.",
    status=401,
)
LIST_UNREADABLE = Kind(
    "events.list_unreadable",
    ko="{tool}에서 받은 실행 목록을 읽을 수 없어요 ({detail}).",
    en="The list of runs from {tool} cannot be read ({detail}).",
    next_ko="주소와 판을 확인해 주세요.",
    next_en="Check the address and the version.",
    status=502,
)
