"""What can be wrong with vendors and contracts, one sentence each."""

from jangbu.kernel.errors import Kind

ANSWER_UNKNOWN = Kind(
    "vendors.answer_unknown",
    ko="'{ko}' 질문에 없는 답이에요.",
    en="That is no answer to '{en}'.",
    next_ko="화면에 있는 답 가운데 고르거나 비워 두세요.",
    next_en="Choose one of the answers shown, or leave it open.",
)
NOTHING_ANSWERED = Kind(
    "vendors.nothing_answered",
    ko="{vendor} 업체에 대해 아무 답도 없어요.",
    en="Nothing was answered about {vendor}.",
    next_ko="아는 것 하나만 골라도 돼요. 모르는 것은 비워 두세요.",
    next_en="One answer is enough. Leave open what you do not know.",
)
WEIGHTS_WRONG = Kind(
    "vendors.weights_wrong",
    ko="무게는 0에서 {most} 사이의 수이고, 모두 0일 수는 없어요.",
    en="Weights are numbers from 0 to {most}, and not all of them 0.",
    next_ko="더 중요한 것에 더 큰 수를 주세요.",
    next_en="Give the larger number to what matters more.",
)
NOT_ASSESSED = Kind(
    "vendors.not_assessed",
    ko="{vendor} 업체는 아직 평가하지 않았어요.",
    en="{vendor} has not been assessed yet.",
    next_ko="먼저 평가하고, 그다음 쓰기로 정해 주세요.",
    next_en="Assess it first, then decide to use it.",
    status=409,
)
STILL_USED = Kind(
    "vendors.still_used",
    ko="{vendor} 업체에 기대는 것이 아직 {count}개 있어요: {names}.",
    en="{count} things still lean on {vendor}: {names}.",
    next_ko="옮긴 다음 이은 것을 빼고, 그다음 끝났다고 적어 주세요.",
    next_en="Move them, remove the links, and then note that it ended.",
    status=409,
)
USE_UNKNOWN = Kind(
    "vendors.use_unknown",
    ko="잇고 싶은 것을 찾을 수 없어요.",
    en="What you want to link cannot be found.",
    next_ko="목록에 있는 것 가운데 골라 주세요.",
    next_en="Choose one from the list.",
)
CLAUSE_UNKNOWN = Kind(
    "contracts.clause_unknown",
    ko="모르는 조항이거나 상태예요: {clause}.",
    en="An unknown clause or state: {clause}.",
    next_ko="화면에 있는 것 가운데 골라 주세요.",
    next_en="Choose one of those shown.",
)
CLAUSE_WITHOUT_PLACE = Kind(
    "contracts.clause_without_place",
    ko="'{ko}' 조항이 어디에 있는지 적지 않았어요.",
    en="It is not written where '{en}' stands.",
    next_ko="쪽이나 조, 또는 그 문장을 적어 주세요.",
    next_en="Write the page, the article or the sentence.",
)
CLAUSE_WITHOUT_NUMBER = Kind(
    "contracts.clause_without_number",
    ko="'{ko}' 조항에 몇 시간인지가 없어요.",
    en="'{en}' does not say how many hours.",
    next_ko="계약서의 시간을 적어 주세요. 시간이 없으면 '모자라요'를 골라 주세요.",
    next_en="Write the hours of the contract. If it names none, choose 'weak'.",
)
CLAUSE_NOT_APPLICABLE = Kind(
    "contracts.clause_not_applicable",
    ko="'{ko}' 조항이 해당하지 않는 까닭이 없어요.",
    en="There is no reason why '{en}' does not apply.",
    next_ko="왜 해당하지 않는지 적어 주세요.",
    next_en="Write why it does not apply.",
)
NOT_SIGNED = Kind(
    "contracts.not_signed",
    ko="{contract} 계약에 시작하는 날이나 맺은 날이 없어요.",
    en="The contract {contract} has no day of signing or start.",
    next_ko="날을 적은 다음 맺었다고 해 주세요.",
    next_en="Write the days, then note that it is signed.",
    status=409,
)
NOTHING_TO_ASK = Kind(
    "contracts.nothing_to_ask",
    ko="{contract} 계약에는 협의할 빈칸이 없어요.",
    en="The contract {contract} has no gap to negotiate.",
    next_ko="조항을 다시 확인하면 빈칸이 나올 수 있어요.",
    next_en="Reading the clauses again may show one.",
)
