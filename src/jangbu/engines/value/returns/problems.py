"""What can be wrong with a case of returns; each says what is missing and what can still be said."""

from jangbu.kernel.errors import Kind

UNREADABLE = Kind(
    "value.returns_unreadable",
    ko="'{file}' 사례를 읽지 못했어요. {detail}",
    en="The case '{file}' cannot be read. {detail}",
    next_ko="docs/ko/value.md의 'ROI 사례 쓰기'를 보고 YAML로 적어 주세요.",
    next_en="Write it in YAML as docs/en/value.md shows under 'Writing a case of returns'.",
)
FIELD = Kind(
    "value.returns_field",
    ko="사례의 {place} 자리를 읽지 못했어요. 있어야 하는 것: {wanted}.",
    en="{place} of the case cannot be read; wanted is {wanted}.",
    next_ko="그 자리를 고친 뒤 다시 해 주세요.",
    next_en="Correct that place and try again.",
)
UNKNOWN_INPUT = Kind(
    "value.returns_unknown_input",
    ko="{place}에 적힌 '{name}' 값이 inputs에 없어요. 있는 것: {known}.",
    en="'{name}' in {place} is not among the inputs: {known}.",
    next_ko="inputs에 그 값을 더하거나 이름을 확인해 주세요.",
    next_en="Add it to the inputs, or check its name.",
)
CURRENCIES = Kind(
    "value.currencies_mixed",
    ko="사례는 {wanted}로 계산하는데 {place} 자리의 통화는 {found}예요. 환율 없이는 더할 수 없어요.",
    en="{place} is in {found} while the case counts in {wanted}; without a rate they cannot be added.",
    next_ko="한 통화로 바꿔 적어 주세요. 그전에는 {found} 항목을 뺀 나머지만 계산할 수 있어요.",
    next_en="State all in one currency. Until then only what is not in {found} can be computed.",
)
NO_WAGE = Kind(
    "value.no_wage",
    ko="시급이 0이면 줄어든 시간을 돈으로 바꿀 수 없어요.",
    en="With a wage of zero the hours saved cannot become money.",
    next_ko="월급에 보험과 자리 비용을 더한 시급을 적어 주세요. 그전에는 줄어든 시간 {hours}만 말할 수 있어요.",
    next_en="Give the loaded wage per hour. Until then only the hours saved ({hours}) can be told.",
)
SAME_HOUR = Kind(
    "value.same_hour_twice",
    ko="같은 시간을 두 번 세고 있어요: '{one}', '{other}' 둘 다 같은 일({work})에서 나와요.",
    en="'{one}' and '{other}' are the same hours of the same work ({work}) and cannot both be counted.",
    next_ko="하나만 돈으로 세거나, 서로 다른 부분이면 part를 다르게 적어 주세요.",
    next_en="Count one of them as money, or name different parts if they are.",
)
MORE_THAN_WORKED = Kind(
    "value.more_than_worked",
    ko="'{work}'에서 줄어든 시간이 한 달 {saved}시간인데 그 일에 쓰는 시간은 {hours}시간이에요.",
    en="{saved} hours a month saved of '{work}', on which only {hours} are spent.",
    next_ko="건수와 시간을 확인해 주세요.",
    next_en="Check the volume and the minutes.",
)
NOT_REALISED = Kind(
    "value.not_realised",
    ko="'{name}' 항목의 근거 등급은 {evidence}라서 실현된 가치에 넣을 수 없어요.",
    en="'{name}' rests on evidence of class {evidence} and cannot enter realised value.",
    next_ko="시작 전과 뒤를 재서 넣어 주세요. 계획에는 쓸 수 있어요.",
    next_en="Measure it before and after. For planning it may be used.",
)
SHARE_UNCONFIRMED = Kind(
    "value.share_unconfirmed",
    ko="줄어든 시간 가운데 실제로 쓰인 몫을 아직 확인하지 않아서 실현된 돈을 말할 수 없어요.",
    en="The share of the hours saved that was put to use is not confirmed, so no realised money can be told.",
    next_ko="그 시간을 어디에 썼는지 확인하고 몫을 적어 주세요. 그전에는 시간만 말할 수 있어요.",
    next_en="Confirm where the hours went and give the share. Until then only hours can be told.",
)
