"""What can be wrong with alerts, channels and duty, one sentence each."""

from jangbu.kernel.errors import Kind

NOT_THIS_KIND = Kind(
    "alerts.not_this_kind",
    ko="{host}: 고른 종류의 주소가 아니에요.",
    en="{host} is no address of the chosen kind.",
    next_ko="Slack의 수신 웹훅, Teams의 워크플로 주소를 그대로 붙여 넣거나 '웹훅'을 골라 주세요.",
    next_en="Paste the incoming web hook of Slack or the workflow address of Teams as it is, or choose web hook.",
)
NO_ADDRESS = Kind(
    "alerts.no_address",
    ko="웹 주소가 아니에요.",
    en="That is no web address.",
    next_ko="https로 시작하는 주소를, 계정과 비밀번호 없이 적어 주세요.",
    next_en="Give an address that begins with https, without an account in it.",
)
NAME_TAKEN = Kind(
    "alerts.name_taken",
    ko="'{name}' 이름의 채널이 이미 있어요.",
    en="There is a channel named '{name}' already.",
    next_ko="다른 이름을 적어 주세요.",
    next_en="Choose another name.",
    status=409,
)
UNKNOWN_SOURCE = Kind(
    "alerts.unknown_source",
    ko="'{name}'에 해당하는 것을 아무도 재지 않아요.",
    en="Nothing measures '{name}'.",
    next_ko="목록에 있는 이름을 골라 주세요.",
    next_en="Choose a name from the list.",
)
OWN_EVENTS = Kind(
    "alerts.own_events",
    ko="알림 자신의 기록에는 알림을 걸 수 없어요. 끝나지 않아요.",
    en="Alerts cannot be set on what alerts write themselves: it would never end.",
    next_ko="다른 기록을 골라 주세요.",
    next_en="Choose other entries.",
)
NO_THRESHOLD = Kind(
    "alerts.no_threshold",
    ko="재는 값에는 기준 숫자가 필요해요.",
    en="A measure needs a threshold.",
    next_ko="기준을 숫자로 적어 주세요.",
    next_en="Give the threshold as a number.",
)
OVER = Kind(
    "alerts.over",
    ko="이미 끝난 알림이에요.",
    en="This alert is over.",
    next_ko="목록을 새로 열어 주세요.",
    next_en="Open the list again.",
    status=409,
)
BAD_UNTIL = Kind(
    "alerts.bad_until",
    ko="미루는 때는 지금부터 14일 안이어야 해요.",
    en="It can be put off for at most 14 days from now.",
    next_ko="더 오래 미뤄야 하면 규칙을 고치거나 꺼 주세요.",
    next_en="For longer, change the rule or switch it off.",
)
BAD_SHIFT = Kind(
    "duty.bad_shift",
    ko="당번의 날이나 시간이 거꾸로예요.",
    en="The days or hours of the shift run backwards.",
    next_ko="끝나는 날과 시간을 시작보다 뒤로 적어 주세요.",
    next_en="Let it end after it begins.",
)
NOT_STAFF = Kind(
    "duty.not_staff",
    ko="당번을 맡을 수 없는 사람이에요.",
    en="This person cannot be on duty.",
    next_ko="알림에 답할 수 있는 직원을 골라 주세요.",
    next_en="Choose somebody who may answer alerts.",
)
NO_RULES_FILE = Kind(
    "alerts.no_rules_file",
    ko="{file}: 알림 규칙의 파일로 읽을 수 없어요.",
    en="{file} cannot be read as a file of alert rules.",
    next_ko="이 화면에서 받은 YAML이나 XLSX의 모양 그대로 고쳐서 올려 주세요.",
    next_en="Change a YAML or XLSX file taken from this page and upload that.",
)
BAD_FIELD = Kind(
    "alerts.bad_field",
    ko="{field} 칸에 쓸 수 없는 값이에요: {value}",
    en="{field} cannot be: {value}",
    next_ko="받은 파일에 있는 값처럼 적어 주세요.",
    next_en="Write it like the values in a file taken from here.",
)
FILE_REFUSED = Kind(
    "alerts.file_refused",
    ko="받을 수 없는 규칙이 {count}개 있어서 아무것도 바꾸지 않았어요: {first} ({why})",
    en="{count} rules cannot be taken, so nothing was changed: {first} ({why})",
    next_ko="그 규칙을 고치거나 파일에서 빼고 다시 올려 주세요.",
    next_en="Mend that rule or take it out of the file, then upload it again.",
)
