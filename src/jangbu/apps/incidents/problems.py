"""What can be wrong with incidents, one sentence each."""

from jangbu.kernel.errors import Kind

IN_FUTURE = Kind(
    "incidents.in_future",
    ko="{when}은 아직 오지 않은 때예요.",
    en="{when} is yet to come.",
    next_ko="알게 된 때를 지금이나 그 앞으로 적어 주세요. 컴퓨터의 시계가 맞는지도 봐 주세요.",
    next_en="Give a moment that has passed, and check that this computer's clock is right.",
)
BAD_VALUE = Kind(
    "incidents.bad_value",
    ko="'{what}'에 적은 '{value}' 값을 읽을 수 없어요.",
    en="'{value}' cannot be read as: {what}.",
    next_ko="사람 수는 0 이상의 숫자로, 글은 비우지 말고 적어 주세요.",
    next_en="Give a number of 0 or more, or a text that is not empty.",
)
NOT_FOR_KIND = Kind(
    "incidents.not_for_kind",
    ko="이 종류의 사고에는 적을 수 없는 사실이에요.",
    en="This cannot be stated for an incident of this kind.",
    next_ko="목록에서 다른 사실을 골라 주세요.",
    next_en="Choose another one from the list.",
)
CLOSED = Kind(
    "incidents.closed",
    ko="{title}: 이미 마친 사고예요.",
    en="{title} is closed.",
    next_ko="더 알게 된 것이 있으면 사고를 다시 열어 주세요.",
    next_en="Reopen it if more became known.",
    status=409,
)
CLOCKS_RUN = Kind(
    "incidents.clocks_run",
    ko="{title}: 아직 가는 시계가 {count}개 있어요 ({first}).",
    en="{title} has {count} clocks that still run ({first}).",
    next_ko="알리거나 신고하거나, 하지 않아도 되는 까닭을 사실로 적어 주세요.",
    next_en="Send the notice or the report, or state why none is needed.",
    status=409,
)
NOT_REVIEWED = Kind(
    "incidents.not_reviewed",
    ko="{title}: 아직 돌아보지 않았어요.",
    en="{title} has not been looked back upon.",
    next_ko="원인, 바꿀 것, 맡은 사람, 기한을 먼저 적어 주세요.",
    next_en="Write down the cause, what changes, who does it and by when.",
    status=409,
)
STEPS_OPEN = Kind(
    "incidents.steps_open",
    ko="{title}: 표준 대응에서 꼭 해야 할 일이 {count}개 남았어요.",
    en="{title}: {count} required steps of the standard response are open.",
    next_ko="한 일에 표시하고, 하지 않은 일은 마저 해 주세요.",
    next_en="Tick what was done and do the rest.",
    status=409,
)
NOTICE_SETTLED = Kind(
    "incidents.notice_settled",
    ko="이미 승인했거나 보냈거나 버린 글이에요.",
    en="This notice was approved, sent or discarded already.",
    next_ko="새 초안을 만들어 주세요.",
    next_en="Make a new draft.",
    status=409,
)
NOT_APPROVED = Kind(
    "incidents.not_approved",
    ko="아직 승인하지 않은 글이에요.",
    en="This notice has not been approved.",
    next_ko="내용을 읽고 먼저 승인해 주세요.",
    next_en="Read and approve it first.",
    status=409,
)
NO_STAGE = Kind(
    "incidents.no_stage",
    ko="이 사고에는 이런 글이 필요하지 않아요.",
    en="No such notice is called for here.",
    next_ko="사고의 종류와 적은 사실을 확인해 주세요.",
    next_en="Check the kind of the incident and its facts.",
)
EMPTY_TEXT = Kind(
    "incidents.empty_text",
    ko="글이 비어 있어요.",
    en="The text is empty.",
    next_ko="한국어 글을 적어 주세요.",
    next_en="Write the Korean text.",
)
NO_MAIL = Kind(
    "incidents.no_mail",
    ko="메일 서버를 정하지 않아서 보낼 수 없어요.",
    en="No mail server is set up, so nothing can be sent.",
    next_ko="다른 방법으로 알리고 '보냈다고 적기'를 써 주세요.",
    next_en="Tell them another way and note that it was sent.",
    status=409,
)
MAIL_DOWN = Kind(
    "incidents.mail_down",
    ko="메일 서버가 받지 않았어요 ({said}). 아무에게도 보내지 않았어요.",
    en="The mail server did not take it ({said}). Nothing was sent to anybody.",
    next_ko="잠시 뒤 다시 보내거나, 다른 방법으로 알리고 '보냈다고 적기'를 써 주세요. 기한은 그대로 가요.",
    next_en="Try again later, or tell them another way and note it. The clock runs on.",
    status=502,
)
NO_ADDRESSES = Kind(
    "incidents.no_addresses",
    ko="메일 주소를 읽을 수 없어요: {value}",
    en="This is no list of mail addresses: {value}",
    next_ko="한 줄에 하나씩, 200개까지 적어 주세요. 더 많으면 메일 도구로 보내고 '보냈다고 적기'를 써 주세요.",
    next_en="One address a line, up to 200. For more, use your mailing tool and note that it was sent.",
)
NO_STEP = Kind(
    "incidents.no_step",
    ko="표준 대응에 없는 일이에요.",
    en="The standard response has no such step.",
    next_ko="사고 화면을 새로 열어 주세요.",
    next_en="Open the incident again.",
    status=404,
)
DUE_PAST = Kind(
    "incidents.due_past",
    ko="바꿀 기한이 이미 지난 날이에요.",
    en="The day by which it changes is past.",
    next_ko="오늘이나 그 뒤의 날을 골라 주세요.",
    next_en="Choose today or a later day.",
)
UNWRITTEN = Kind(
    "incidents.unwritten",
    ko="글에 아직 적지 않은 곳이 있어요.",
    en="The letter still has a place to be filled.",
    next_ko="[보내기 전에 적어 주십시오]라고 된 곳을 채우고 저장한 다음 승인해 주세요.",
    next_en="Fill what says [to be written before it is sent], save it, then approve.",
    status=409,
)
