"""What can be wrong in any register, one sentence each."""

from jangbu.kernel.errors import Kind

REFUSED = Kind(
    "registers.refused",
    ko="적은 것을 받을 수 없어요. {faults_ko}",
    en="This cannot be taken as it is. {faults_en}",
    next_ko="그 칸을 고쳐서 다시 보내 주세요.",
    next_en="Mend that field and send it again.",
)
KEY_TAKEN = Kind(
    "registers.key_taken",
    ko="'{title}' 항목은 이미 있어요.",
    en="'{title}' is there already.",
    next_ko="있는 것을 고치거나 다른 이름을 정해 주세요.",
    next_en="Change the one that is there, or choose another name.",
    status=409,
)
CHANGED_MEANWHILE = Kind(
    "registers.changed_meanwhile",
    ko="'{title}' 항목을 그사이 다른 사람이 고쳤어요.",
    en="Somebody else changed '{title}' in the meantime.",
    next_ko="새로 열어서 달라진 것을 본 다음 다시 고쳐 주세요.",
    next_en="Open it again, see what changed, and change it then.",
    status=409,
)
MOVE_NOT_POSSIBLE = Kind(
    "registers.move_not_possible",
    ko="'{title}' 항목은 지금 '{state_ko}' 상태라 그렇게 옮길 수 없어요.",
    en="'{title}' is '{state_en}' now and cannot be moved that way.",
    next_ko="새로 열어서 지금 할 수 있는 것을 골라 주세요.",
    next_en="Open it again and choose what is possible now.",
    status=409,
)
NO_WHY = Kind(
    "registers.no_why",
    ko="까닭이 비어 있어요.",
    en="The reason is empty.",
    next_ko="왜 그렇게 하는지 한 문장으로 적어 주세요.",
    next_en="Say why in one sentence.",
)
NOTHING_TO_UNDO = Kind(
    "registers.nothing_to_undo",
    ko="'{title}' 항목에는 되돌릴 수 있는 것이 없어요.",
    en="There is nothing to take back for '{title}'.",
    next_ko="기록을 보고 손으로 고쳐 주세요.",
    next_en="Look at its history and change it by hand.",
    status=409,
)
REVIEW_IN_FUTURE = Kind(
    "registers.review_in_future",
    ko="살펴본 날이 오늘보다 뒤예요.",
    en="The day of the review lies ahead.",
    next_ko="오늘이나 그 앞의 날을 골라 주세요.",
    next_en="Choose today or a day before.",
)
FILE_UNREADABLE = Kind(
    "registers.file_unreadable",
    ko="'{file}' 파일을 들일 수 없어요: {ko}.",
    en="'{file}' cannot be taken in: {en}.",
    next_ko="목록을 엑셀로 받아서 그 모양대로 채워 주세요.",
    next_en="Download the list as Excel and fill it in that shape.",
)
BATCH_NOT_READY = Kind(
    "registers.batch_not_ready",
    ko="'{file}' 파일에 받을 수 없는 행이 {count}개 있어요.",
    en="'{file}' has rows that cannot be taken: {count}.",
    next_ko="그 행을 고친 파일을 다시 올려 주세요. 하나도 들이지 않았어요.",
    next_en="Mend those rows and upload the file again. Nothing was taken in.",
)
BATCH_DONE = Kind(
    "registers.batch_done",
    ko="'{file}' 파일은 이미 처리했어요.",
    en="'{file}' was dealt with already.",
    next_ko="새 파일을 올려 주세요.",
    next_en="Upload a new file.",
    status=409,
)
BATCH_MOVED_ON = Kind(
    "registers.batch_moved_on",
    ko="'{title}' 항목이 그 뒤에 바뀌어서 파일 전체를 되돌릴 수 없어요.",
    en="'{title}' has changed since, so the file as a whole cannot be taken back.",
    next_ko="바뀐 항목을 손으로 고쳐 주세요. 아무것도 되돌리지 않았어요.",
    next_en="Change that one by hand. Nothing was taken back.",
    status=409,
)
NOT_THERE = Kind(
    "api.not_found",
    ko="{noun_ko} {id} 항목이 없거나 볼 수 없어요.",
    en="There is no {noun_en} {id}, or it is not yours to see.",
    next_ko="주소를 확인하거나 대표에게 권한을 부탁해 주세요.",
    next_en="Check the address, or ask the owner for access.",
    status=404,
)
