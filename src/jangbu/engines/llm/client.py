"""One question to any OpenAI-compatible vendor: bounded in time, attempts and money, its answer judged by us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

import httpx

from jangbu.engines.llm import problems, wire
from jangbu.engines.llm.addresses import Target, checked_target
from jangbu.engines.llm.attempts import (
    REPLY_LIMIT,
    Exchange,
    Outside,
    Timeouts,
    exchange,
    retry_after,
    seeded,
    wait_before_next,
)
from jangbu.engines.llm.costs import Budget, Cost, Prices, worst_usage
from jangbu.engines.llm.problems import CallFailed
from jangbu.engines.llm.schema import fault, refuse_unknown
from jangbu.engines.llm.wire import Choice, FormatName, LimitName, Message, Usage
from jangbu.kernel.errors import Kind

SAID = 200  # characters of a vendor's own words that we repeat
IMAGE_TOKENS = 40_000  # dearer than a page of any vendor we know; a vendor's own bound can be set
FREE = Usage(0, 0)


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor as set up: `base_url` such as https://host/v1, the model, and the key, which shows nowhere.

    `private_allowed` lets calls go to this computer and the firm's own network (a model of one's own). Older servers
    know `max_tokens` only, and `json_object` or plain text instead of schemas: our own check of the answer stays.
    """

    base_url: str
    model: str
    key: str = field(repr=False)
    prices: Prices
    timeouts: Timeouts = field(default_factory=Timeouts)
    max_attempts: int = 3
    name: str = ""
    private_allowed: bool = False
    limit_name: LimitName = "max_completion_tokens"
    format_name: FormatName = "json_schema"
    image_tokens: int = IMAGE_TOKENS

    def __post_init__(self) -> None:
        if self.max_attempts < 1:
            raise ValueError("at least one attempt")
        if not self.key.isascii() or not self.key.isprintable() or " " in self.key:
            raise ValueError("a key has no spaces, controls or letters beyond ASCII")

    @property
    def shown(self) -> str:
        return self.name or self.base_url.partition("//")[2].partition("/")[0].rpartition("@")[2]

    def headers(self) -> dict[str, str]:
        headers = {"content-type": "application/json", "accept": "application/json", "accept-encoding": "identity"}
        return {**headers, "authorization": f"Bearer {self.key}"} if self.key else headers


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `data` is the answer as JSON where a schema was given, else None; `cost` includes attempts
    whose outcome is unknown; `latency_ms` counts from the first attempt, waits included."""

    text: str
    data: Any
    model: str
    usage: Usage
    cost: Cost
    request_id: str | None
    attempts: int
    latency_ms: int
    finish_reason: str


def complete(
    vendor: Vendor,
    messages: Sequence[Message | Mapping[str, Any]],
    *,
    schema: Mapping[str, Any] | None = None,
    max_tokens: int,
    budget: Budget,
    temperature: float | None = None,
    transport: httpx.BaseTransport | None = None,
    outside: Outside | None = None,
) -> Answer:
    """Ask once. Raises Problem llm.address_refused, or CallFailed with the class of what went wrong; nothing is sent
    that the budget could not pay at its worst. Raises ValueError for a schema that we could not check."""
    outside = outside or Outside()
    if schema is not None:
        refuse_unknown(schema)
    target = checked_target(vendor.base_url, private_allowed=vendor.private_allowed, resolver=outside.resolve)
    body = wire.request_body(
        vendor.model,
        messages,
        max_tokens=max_tokens,
        limit_name=vendor.limit_name,
        schema=schema,
        format_name=vendor.format_name,
        temperature=temperature,
    )
    call = _Call(vendor, target, transport, outside, budget, _worst(vendor, body, max_tokens))
    ended = call.run("POST", "/chat/completions", wire.encoded(body))
    return _judged(call, ended, schema, max_tokens)


def models(
    vendor: Vendor, *, transport: httpx.BaseTransport | None = None, outside: Outside | None = None
) -> tuple[str, ...]:
    """The names of the vendor's models: the test that address and key are right. Costs nothing; same errors."""
    outside = outside or Outside()
    target = checked_target(vendor.base_url, private_allowed=vendor.private_allowed, resolver=outside.resolve)
    currency = vendor.prices.currency
    call = _Call(vendor, target, transport, outside, Budget(0, currency), FREE)
    ended = call.run("GET", "/models", b"")
    try:
        return wire.model_names(call.json(ended))
    except wire.WireError as error:
        call.fail(problems.BAD_REPLY, place=str(error))


def _worst(vendor: Vendor, body: Mapping[str, Any], max_tokens: int) -> Usage:
    """Pictures count by the piece, all else by the byte."""
    images, plain = 0, []
    for message in body["messages"]:
        content = message.get("content")
        if isinstance(content, list):
            pictures = [part for part in content if part.get("type") == "image_url"]
            images += len(pictures)
            content = [part for part in content if part.get("type") != "image_url"]
        plain.append({**message, "content": content})
    counted = wire.encoded({**body, "messages": plain})
    return worst_usage(counted, len(plain), images, vendor.image_tokens, max_tokens)


class _Call:
    """The state of one call: attempts made and money taken, which every failure must carry."""

    def __init__(
        self,
        vendor: Vendor,
        target: Target,
        transport: httpx.BaseTransport | None,
        outside: Outside,
        budget: Budget,
        worst: Usage,
    ) -> None:
        self.vendor, self.target, self.transport, self.outside = vendor, target, transport, outside
        self.budget, self.worst = budget, worst
        self.worst_cost = vendor.prices.cost(worst)
        self.attempts, self.cost_micro = 0, 0
        self.request_id: str | None = None
        self.usage: Usage | None = None
        self.began = outside.monotonic()

    def run(self, method: str, path: str, body: bytes) -> Exchange:
        """The first answer with status 200. The worst case of that attempt stays reserved until it is settled."""
        random = seeded(self.outside)
        headers, timeouts = self.vendor.headers(), self.vendor.timeouts
        while True:
            self.reserve()
            self.attempts += 1
            ended = exchange(self.target, method, path, headers, body, timeouts, self.outside, self.transport)
            self.request_id = _plain(ended.headers.get("x-request-id", "")) or self.request_id
            if ended.ending == "answered" and ended.status == 200:
                return ended
            self.settle(self.worst_cost.micro if ended.may_have_cost else 0)
            if self.attempts >= self.vendor.max_attempts or not ended.worth_another or self._out_of_quota(ended):
                self._give_up(ended)
            wait = wait_before_next(ended, self.attempts, self.outside, random)
            if wait is None:
                self._give_up(ended)
            self.outside.sleep(wait)

    def reserve(self) -> None:
        try:
            self.budget.reserve(self.worst_cost)
        except CallFailed as refused:  # an earlier attempt may have cost something all the same
            refused.attempts, refused.cost_micro = self.attempts, self.cost_micro
            raise

    def settle(self, micro: int) -> None:
        self.cost_micro += micro
        self.budget.settle(self.worst_cost, Cost(micro, self.worst_cost.currency))

    def json(self, ended: Exchange) -> Any:
        """The body as JSON. Raises WireError."""
        if ended.headers.get("content-encoding", "identity").lower() != "identity":
            raise wire.WireError("content-encoding")
        return wire.decoded(ended.data)

    def fail(self, kind: Kind, *, retry_after_s: float | None = None, **values: object) -> NoReturn:
        named = {"vendor": self.vendor.shown, "model": self.vendor.model, "attempts": self.attempts, **values}
        problem = CallFailed(kind, **named)
        problem.attempts, problem.cost_micro = self.attempts, self.cost_micro
        problem.request_id, problem.retry_after_s, problem.usage = self.request_id, retry_after_s, self.usage
        raise problem

    def repeated(self, text: str) -> str:
        """A vendor's words, short, on one line, without our key, which some vendors echo."""
        cleaned = text.replace(self.vendor.key, "***") if self.vendor.key else text
        return _plain(" ".join(cleaned.split())) or "-"

    def _out_of_quota(self, ended: Exchange) -> bool:
        return ended.status == 429 and self._error(ended).code == "insufficient_quota"

    def _error(self, ended: Exchange) -> wire.VendorError:
        try:
            return wire.error_of(self.json(ended))
        except wire.WireError:  # a proxy's HTML page says nothing that we could use
            return wire.VendorError()

    def _give_up(self, ended: Exchange) -> NoReturn:
        if ended.ending == "unreachable":
            self.fail(problems.UNREACHABLE)
        if ended.ending == "timed_out":
            self.fail(problems.TIMED_OUT, seconds=f"{self.vendor.timeouts.total_s:g}")
        if ended.ending == "cut_off":
            self.fail(problems.CUT_OFF)
        if ended.ending == "too_large":
            self.fail(problems.TOO_LARGE, limit=REPLY_LIMIT // 1_000_000)
        self._fail_by_status(ended)

    def _fail_by_status(self, ended: Exchange) -> NoReturn:
        status, error = ended.status, self._error(ended)
        wait = retry_after(ended.headers, self.outside.now)
        if status == 429:
            self.fail(
                problems.QUOTA if error.code == "insufficient_quota" else problems.RATE_LIMITED, retry_after_s=wait
            )
        if status >= 500 or status in {408, 409}:
            self.fail(problems.VENDOR_DOWN, status=status, retry_after_s=wait)
        if status in {401, 403}:
            self.fail(problems.KEY_REFUSED, status=status)
        if status == 404:
            self.fail(problems.NOT_FOUND)
        if 300 <= status < 400:
            self.fail(problems.REDIRECTED)
        if error.code == "context_length_exceeded":
            self.fail(problems.TOO_LONG)
        self.fail(problems.REQUEST_REFUSED, status=status, said=self.repeated(error.message))


def _judged(call: _Call, ended: Exchange, schema: Mapping[str, Any] | None, max_tokens: int) -> Answer:
    """The answer, paid for whatever it is worth."""
    try:
        reply = wire.reply(call.json(ended))
    except wire.WireError as error:
        call.settle(call.worst_cost.micro)  # nobody knows what it cost
        call.fail(problems.BAD_REPLY, place=str(error))
    usage = call.usage = reply.usage or call.worst
    call.settle(call.vendor.prices.cost(usage).micro)
    call.request_id = call.request_id or _plain(reply.id) or None
    if not reply.choices:
        call.fail(problems.NO_CHOICES)
    choice = reply.choices[0]
    text = _text_of(call, choice, max_tokens)
    return Answer(
        text=text,
        data=None if schema is None else _data(call, text, schema),
        model=_plain(reply.model) or call.vendor.model,
        usage=usage,
        cost=Cost(call.cost_micro, call.worst_cost.currency),
        request_id=call.request_id,
        attempts=call.attempts,
        latency_ms=round((call.outside.monotonic() - call.began) * 1000),
        finish_reason=_plain(choice.finish_reason),
    )


def _text_of(call: _Call, choice: Choice, max_tokens: int) -> str:
    if choice.finish_reason == "content_filter":
        call.fail(problems.FILTERED)
    if choice.refusal:
        call.fail(problems.REFUSED, said=call.repeated(choice.refusal))
    if choice.calls_tool or choice.finish_reason in {"tool_calls", "function_call"}:
        call.fail(problems.TOOL_CALLED)
    if choice.finish_reason == "length":
        call.fail(problems.LENGTH_CUT, max_tokens=max_tokens)
    if not (choice.content or "").strip():
        call.fail(problems.EMPTY_ANSWER)
    return choice.content or ""


def _data(call: _Call, text: str, schema: Mapping[str, Any]) -> Any:
    try:
        data = wire.decoded(text)
    except wire.WireError:
        call.fail(problems.WRONG_JSON)
    wrong = fault(data, schema)
    if wrong is not None:
        call.fail(problems.WRONG_SCHEMA, place=call.repeated(wrong))
    return data


def _plain(text: str) -> str:
    """At most 200 printable characters; braces stay as they are, since values are not templates."""
    return "".join(char for char in text[:SAID] if char.isprintable())
