"""What can go wrong around answering, holding and deleting."""

from jangbu.kernel.errors import Kind

NOT_ANSWERED = Kind(
    "sources.not_answered",
    ko="'{dataset}' 데이터는 아직 쓸 수 없어요. 확인하지 않은 것: {missing_ko}.",
    en="The dataset '{dataset}' cannot be used yet. Not answered: {missing_en}.",
    next_ko="데이터 화면의 '이 데이터를 쓰기 전에'에서 제안을 확인해 주세요.",
    next_en='Confirm the proposals on its page, under "Before this data is used".',
    status=409,
)
CONTENT_DELETED = Kind(
    "sources.content_deleted",
    ko="'{dataset}' {number}판의 내용은 {day}에 보관 규칙에 따라 지워졌어요.",
    en="The content of '{dataset}', version {number}, was deleted by its retention rule on {day}.",
    next_ko="삭제 확인서 {receipt}에서 무엇을 왜 지웠는지 볼 수 있어요. 필요하면 원본을 다시 올려 주세요.",
    next_en="The deletion receipt {receipt} says what and why. Hand over the original again if you need it.",
    status=410,
)
NO_SUCH_DATASET = Kind(
    "sources.no_such_dataset",
    ko="{id} 데이터가 없어요.",
    en="There is no dataset {id}.",
    next_ko="데이터 목록에서 확인해 주세요.",
    next_en="Check the list of data.",
    status=404,
)
ANSWER_MISSING = Kind(
    "sources.answer_missing",
    ko="'{dataset}'의 답이 비어 있어요: {missing_ko}.",
    en="Answers for '{dataset}' are empty: {missing_en}.",
    next_ko="모두 채우고 다시 확인해 주세요.",
    next_en="Fill them all in and confirm again.",
)
OWNER_UNKNOWN = Kind(
    "sources.owner_unknown",
    ko="'{dataset}'의 관리 책임자로 고른 사람이 없거나 떠났어요.",
    en="The person chosen as owner of '{dataset}' does not exist or has left.",
    next_ko="지금 일하는 사람 가운데 골라 주세요.",
    next_en="Choose somebody who works here now.",
)
FOREVER_PERSONAL = Kind(
    "sources.personal_forever",
    ko="'{dataset}'에는 개인정보가 있어서 기한 없이 보관할 수 없어요 (개인정보 보호법 제21조).",
    en="'{dataset}' holds personal data, so it cannot be kept without an end (Privacy Act, Art. 21).",
    next_ko="보관 기간을 정해 주세요.",
    next_en="Set a retention period.",
)
CLASS_TOO_LOW = Kind(
    "sources.class_too_low",
    ko="'{dataset}'에는 개인정보가 있어서 등급을 그보다 낮게 둘 수 없어요.",
    en="'{dataset}' holds personal data, so its class cannot be lower than that.",
    next_ko="개인정보가 아니라면 열에서 먼저 '개인정보 아님'으로 정해 주세요.",
    next_en='If it is not personal, first mark the column as "not personal".',
)
PERIOD_WRONG = Kind(
    "sources.period_wrong",
    ko="'{dataset}'의 보관 기간은 1에서 1,200 사이여야 해요 (지금 {number}).",
    en="The retention period {number} of '{dataset}' must be between 1 and 1,200.",
    next_ko="일, 개월, 년 가운데 알맞은 단위로 적어 주세요.",
    next_en="Write it in days, months or years.",
)
COLUMN_UNKNOWN = Kind(
    "sources.column_unknown",
    ko="'{dataset}'에는 '{column}' 열이 없어요.",
    en="'{dataset}' has no column '{column}'.",
    next_ko="열 이름을 확인해 주세요.",
    next_en="Check the name of the column.",
)
KIND_UNKNOWN = Kind(
    "sources.kind_unknown",
    ko="모르는 개인정보 종류예요: {kind}.",
    en="An unknown kind of personal data: {kind}.",
    next_ko="목록에 있는 종류 가운데 골라 주세요.",
    next_en="Choose one of the kinds in the list.",
)
NO_REASON = Kind(
    "sources.no_reason",
    ko="왜 그렇게 정하는지가 비어 있어요.",
    en="The reason is empty.",
    next_ko="한 문장이면 돼요. 장부에 남아요.",
    next_en="One sentence is enough; it stays in the ledger.",
)
HELD_ALREADY = Kind(
    "sources.held_already",
    ko="'{dataset}'의 삭제는 이미 멈춰 있어요.",
    en="Deletion of '{dataset}' is already on hold.",
    next_ko="멈춘 까닭은 데이터 화면에 있어요.",
    next_en="Its page says why.",
    status=409,
)
NOT_HELD = Kind(
    "sources.not_held",
    ko="'{dataset}'의 삭제는 멈춰 있지 않아요.",
    en="Deletion of '{dataset}' is not on hold.",
    next_ko="이미 풀었는지 기록에서 확인해 주세요.",
    next_en="See its history: it may have been released.",
    status=409,
)
IMPORT_UNREADABLE = Kind(
    "sources.answers_unreadable",
    ko="{file} {row}행: {ko}",
    en="{file}, row {row}: {en}",
    next_ko="'답 파일'을 내려받아 그 열 이름 그대로 고쳐 올려 주세요. 아무것도 바꾸지 않았어요.",
    next_en="Download the answers file, edit it under the same column names and hand it in again. Nothing was changed.",
)
