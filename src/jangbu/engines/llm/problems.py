"""What can go wrong between us and a vendor, one sentence each. The codes are the classes of the error catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jangbu.kernel.errors import Kind, Problem

if TYPE_CHECKING:
    from jangbu.engines.llm.wire import Usage

ADDRESS = Kind(
    "llm.address_refused",
    ko="{address} 주소로는 보내지 않아요. {why_ko}",
    en="Nothing is sent to {address}. {why_en}",
    next_ko="설정에서 모델 주소를 확인해 주세요.",
    next_en="Check the model's address in the settings.",
)
UNREACHABLE = Kind(
    "llm.unreachable",
    ko="{vendor}에 연결하지 못했어요. {attempts}번 시도했어요.",
    en="No connection to {vendor} after {attempts} attempts.",
    next_ko="인터넷 연결과 모델 주소를 확인해 주세요.",
    next_en="Check the network and the model's address.",
    status=502,
)
TIMED_OUT = Kind(
    "llm.timed_out",
    ko="{vendor}이 {seconds}초 안에 답하지 않았어요. {attempts}번 시도했어요.",
    en="{vendor} did not answer within {seconds} s, {attempts} attempts.",
    next_ko="잠시 뒤 다시 해 보거나 기다리는 시간을 늘려 주세요.",
    next_en="Try again later, or allow more time.",
    status=504,
)
CUT_OFF = Kind(
    "llm.cut_off",
    ko="{vendor}의 답이 오다가 끊겼어요. {attempts}번 시도했어요.",
    en="The connection to {vendor} was cut before the answer was whole, {attempts} attempts.",
    next_ko="잠시 뒤 다시 해 주세요.",
    next_en="Try again later.",
    status=502,
)
RATE_LIMITED = Kind(
    "llm.rate_limited",
    ko="{vendor}이 요청이 너무 잦다고 해요. {attempts}번 시도했어요.",
    en="{vendor} says there are too many requests, {attempts} attempts.",
    next_ko="잠시 뒤 다시 해 주세요.",
    next_en="Try again later.",
    status=503,
)
QUOTA = Kind(
    "llm.quota_spent",
    ko="{vendor} 계정의 사용 한도를 다 썼어요.",
    en="The quota of the account at {vendor} is spent.",
    next_ko="업체 계정에서 결제와 한도를 확인해 주세요.",
    next_en="Check billing and limits of the account.",
    status=503,
)
VENDOR_DOWN = Kind(
    "llm.vendor_failed",
    ko="{vendor}에서 오류 {status}를 돌려줬어요. {attempts}번 시도했어요.",
    en="{vendor} answered with error {status}, {attempts} attempts.",
    next_ko="잠시 뒤 다시 해 주세요. 계속되면 업체의 상태 안내를 확인해 주세요.",
    next_en="Try again later; if it stays so, look at the vendor's status page.",
    status=502,
)
KEY_REFUSED = Kind(
    "llm.key_refused",
    ko="{vendor}이 키를 받아 주지 않아요(오류 {status}).",
    en="{vendor} does not accept the key (error {status}).",
    next_ko="설정에서 키를 새로 넣어 주세요.",
    next_en="Enter the key again in the settings.",
)
NOT_FOUND = Kind(
    "llm.model_unknown",
    ko="{vendor}에 {model} 모델이 없거나 주소가 달라요.",
    en="{vendor} has no model {model}, or the address is another.",
    next_ko="설정에서 모델 이름과 주소를 확인해 주세요.",
    next_en="Check the model's name and address in the settings.",
)
TOO_LONG = Kind(
    "llm.too_long",
    ko="보낸 내용이 {model} 모델이 읽을 수 있는 길이를 넘어요.",
    en="What was sent is longer than {model} can read.",
    next_ko="쪽이나 글을 줄여서 다시 해 주세요.",
    next_en="Send fewer pages or less text.",
)
REQUEST_REFUSED = Kind(
    "llm.request_refused",
    ko="{vendor}이 요청을 받지 않았어요(오류 {status}): {said}",
    en="{vendor} refused the request (error {status}): {said}",
    next_ko="모델이 이 기능을 지원하는지 확인해 주세요.",
    next_en="Check that the model supports what was asked of it.",
)
REDIRECTED = Kind(
    "llm.redirected",
    ko="{vendor}이 다른 주소로 보내려 해서 따라가지 않았어요.",
    en="{vendor} pointed to another address, which was not followed.",
    next_ko="업체가 안내하는 주소를 설정에 직접 넣어 주세요.",
    next_en="Enter the address that the vendor documents.",
    status=502,
)
TOO_LARGE = Kind(
    "llm.reply_too_large",
    ko="{vendor}의 답이 {limit} MB를 넘어서 받다가 멈췄어요.",
    en="The reply of {vendor} is over {limit} MB and was not read to its end.",
    next_ko="모델 주소가 맞는지 확인해 주세요.",
    next_en="Check the model's address.",
    status=502,
)
BAD_REPLY = Kind(
    "llm.bad_reply",
    ko="{vendor}의 답이 정해진 형식이 아니에요: {place}.",
    en="The reply of {vendor} does not follow the protocol: {place}.",
    next_ko="주소가 OpenAI 호환 주소인지(보통 /v1로 끝나요) 확인해 주세요.",
    next_en="Check that the address is an OpenAI-compatible one (it mostly ends in /v1).",
    status=502,
)
NO_CHOICES = Kind(
    "llm.no_choices",
    ko="{model} 모델이 답을 하나도 주지 않았어요.",
    en="{model} gave no answer at all.",
    next_ko="다시 해 보거나 사람이 처리해 주세요.",
    next_en="Try again, or let a person do it.",
    status=502,
)
REFUSED = Kind(
    "llm.refused",
    ko="{model} 모델이 답하지 않겠다고 했어요: {said}",
    en="{model} refused to answer: {said}",
    next_ko="사람이 처리해 주세요.",
    next_en="Let a person do it.",
)
LENGTH_CUT = Kind(
    "llm.length_cut",
    ko="{model} 모델의 답이 한도 {max_tokens}토큰에서 잘렸어요.",
    en="The answer of {model} was cut at the limit of {max_tokens} tokens.",
    next_ko="답의 길이 한도를 늘리거나 나누어 물어봐 주세요.",
    next_en="Raise the limit, or ask in parts.",
)
FILTERED = Kind(
    "llm.content_filtered",
    ko="{vendor}의 내용 거르개가 답을 막았어요.",
    en="The content filter of {vendor} held the answer back.",
    next_ko="사람이 처리해 주세요.",
    next_en="Let a person do it.",
)
TOOL_CALLED = Kind(
    "llm.tool_called",
    ko="{model} 모델이 답하지 않고, 주지 않은 도구를 쓰려고 했어요.",
    en="{model} tried to call a tool that it was not given.",
    next_ko="이 답은 쓰지 않았어요. 사람이 처리해 주세요.",
    next_en="The answer was not used. Let a person do it.",
)
EMPTY_ANSWER = Kind(
    "llm.empty_answer",
    ko="{model} 모델의 답이 비어 있어요.",
    en="The answer of {model} is empty.",
    next_ko="다시 해 보거나 사람이 처리해 주세요.",
    next_en="Try again, or let a person do it.",
)
WRONG_JSON = Kind(
    "llm.wrong_json",
    ko="{model} 모델의 답이 JSON이 아니에요.",
    en="The answer of {model} is not JSON.",
    next_ko="구조화된 답을 지원하는 모델인지 확인해 주세요.",
    next_en="Check that the model supports structured output.",
)
WRONG_SCHEMA = Kind(
    "llm.wrong_schema",
    ko="{model} 모델의 답이 정한 모양과 달라요: {place}.",
    en="The answer of {model} has not the form asked for: {place}.",
    next_ko="구조화된 답을 지원하는 모델인지 확인해 주세요.",
    next_en="Check that the model supports structured output.",
)
BUDGET_SPENT = Kind(
    "llm.budget_spent",
    ko="이 요청은 많으면 {worst} {currency}가 드는데 예산이 {left} {currency} 남아서 보내지 않았어요.",
    en="Not sent: this call may cost {worst} {currency}, and {left} {currency} of the budget are left.",
    next_ko="예산을 늘리거나 사람이 처리해 주세요.",
    next_en="Raise the budget, or let a person do it.",
    status=402,
)
BAD_IMAGE = Kind(
    "llm.bad_image",
    ko="보내려는 그림이 PNG, JPEG, WebP, GIF가 아니거나 {limit} MB를 넘어요.",
    en="The picture is not PNG, JPEG, WebP or GIF, or is over {limit} MB.",
    next_ko="PNG로 다시 저장해 주세요.",
    next_en="Save it as PNG.",
)
INPUT_MISSING = Kind(
    "llm.input_missing",
    ko="서식에 있는 {names} 값을 받지 못했어요.",
    en="The template asks for {names}, which was not given.",
    next_ko="빠진 값을 넣어 주세요.",
    next_en="Fill in what is missing.",
)


class CallFailed(Problem):
    """A call that gave no usable answer. `kind` says which way; the numbers are for the ledger.

    `cost_micro` is what it cost or may have cost (millionths of a minor unit), `retry_after_s` how long the vendor
    asked us to wait, `usage` the tokens of an answer that came but could not be used; None where nothing was said.
    """

    attempts: int = 0
    cost_micro: int = 0
    request_id: str | None = None
    retry_after_s: float | None = None
    usage: Usage | None = None
