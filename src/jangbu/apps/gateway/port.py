"""The one way to a model: blanked, within a budget, recorded whatever comes of it.

Whoever asks gets a `Port` and hands it to an engine; the engine sees a callable and knows nothing of keys or money.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cryptography.fernet import InvalidToken

from jangbu.apps.base import sealing
from jangbu.apps.gateway import admitting, problems, recording
from jangbu.apps.gateway.models import Call, Endpoint
from jangbu.apps.gateway.spending import MICRO, NO_LIMIT, Holder, MonthlyBudget
from jangbu.engines import privacy
from jangbu.engines.llm import Answer, Message, Outside, Prices, Timeouts, Vendor, complete
from jangbu.engines.llm.wire import FormatName
from jangbu.kernel.clock import Clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import Money

KEY_USE = "jangbu.gateway.key"
sealing.holds(
    "모델 연결의 열쇠",
    "keys of model connections",
    use=KEY_USE,
    values=lambda: Endpoint.objects.values_list("key_sealed", flat=True),
)
PER_TOKENS = 1_000_000 * MICRO  # prices are millionths of a minor unit for a million tokens
LONGEST_ANSWER = 2_000  # tokens

Messages = Sequence[Message | Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Behalf:
    """Who a call is for, and what its automation may spend in a month; no limit only where a person waits for it."""

    purpose: str
    automation: str = ""
    run: str = ""
    limit: Money | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """What the calls of one port took together."""

    calls: int = 0
    tokens: int = 0
    cost_micros: int = 0
    currency: str = ""


class Port:
    """`port(messages, schema)` gives an answer as a dict, `port.text(messages)` as text; both raise what `complete`
    raises. `port.blank` takes numbers that name a person out of a text and keeps count."""

    def __init__(self, endpoint: Endpoint, behalf: Behalf, actor: Actor, clock: Clock, outside: Outside | None) -> None:
        self.endpoint, self.spent = endpoint, Spent(currency=endpoint.currency)
        self._behalf, self._actor, self._clock, self._outside = behalf, actor, clock, outside
        self._blanked: Counter[str] = Counter()

    @property
    def takes_images(self) -> bool:
        return self.endpoint.takes_images and privacy.PILLOW

    def blank(self, text: str) -> str:
        """The text with resident, foreigner and card numbers black; same length, same lines."""
        blanked, spans = privacy.blank(text)
        self._blanked.update(span.kind for span in spans)
        return blanked

    def __call__(self, messages: Messages, schema: Mapping[str, Any]) -> dict[str, Any]:
        data = self._ask(messages, schema, LONGEST_ANSWER).data
        if not isinstance(data, dict):
            raise TypeError("the schema of a question is an object")
        return data

    def text(self, messages: Messages, *, longest: int = LONGEST_ANSWER) -> str:
        return self._ask(messages, None, longest).text

    def _ask(self, messages: Messages, schema: Mapping[str, Any] | None, longest: int) -> Answer:
        bodies = [self._leaving(message) for message in messages]
        images = sum(_pictures(body) for body in bodies)
        if images and not self.endpoint.takes_images:
            raise Problem(problems.NO_PICTURES, endpoint=self.endpoint.name)
        told = self._behalf
        admitting.require_admitted(self.endpoint, told.automation, told.run, told.purpose, self._actor, self._clock)
        vendor, holders = vendor_of(self.endpoint), self._holders()
        call = recording.opened(
            self.endpoint, self._behalf.purpose, self._behalf.automation, self._behalf.run, images, self._clock
        )
        try:
            answer = complete(
                vendor,
                bodies,
                schema=schema,
                max_tokens=longest,
                budget=MonthlyBudget(call, holders),
                outside=self._outside,
            )
        except Problem as problem:
            self._count(recording.failed(call, problem, self._taken_out(), self._actor, self._clock))
            raise
        self._count(recording.answered(call, answer, self._taken_out(), self._actor))
        return answer

    def _leaving(self, message: Message | Mapping[str, Any]) -> dict[str, Any]:
        """A turn as it goes out. What the asker has blanked is found blank here; what it forgot is blanked now."""
        body = message.as_json() if isinstance(message, Message) else dict(message)
        content = body.get("content")
        if isinstance(content, str):
            return {**body, "content": self.blank(content)}
        parts = [
            {**part, "text": self.blank(part["text"])} if part.get("type") == "text" else part for part in content or ()
        ]
        return {**body, "content": parts}

    def _taken_out(self) -> dict[str, int]:
        counted, self._blanked = dict(self._blanked), Counter()
        return counted

    def _holders(self) -> list[Holder]:
        limit, endpoint = self._behalf.limit, self.endpoint
        if limit is not None and limit.currency != endpoint.currency:
            raise Problem(
                problems.WRONG_CURRENCY, budget=limit.currency, endpoint=endpoint.name, currency=endpoint.currency
            )
        of_all = NO_LIMIT if endpoint.monthly_limit is None else endpoint.monthly_limit * MICRO
        holders = [Holder(f"endpoint:{endpoint.pk}", of_all)]
        if limit is not None:
            holders.insert(0, Holder(f"automation:{self._behalf.automation}", limit.minor * MICRO))
        return holders

    def _count(self, call: Call) -> None:
        self.spent = replace(
            self.spent,
            calls=self.spent.calls + 1,
            tokens=self.spent.tokens + call.tokens,
            cost_micros=self.spent.cost_micros + call.cost_micros,
        )


def vendor_of(endpoint: Endpoint) -> Vendor:
    """The endpoint as the engine calls it. Raises Problem gateway.key_unreadable."""
    try:
        key = sealing.unseal(endpoint.key_sealed, use=KEY_USE) if endpoint.key_sealed else ""
    except InvalidToken as error:
        raise Problem(problems.KEY_UNREADABLE, endpoint=endpoint.name) from error
    prices = Prices(endpoint.price_in, endpoint.price_out, endpoint.currency, endpoint.price_cached, PER_TOKENS)
    return Vendor(
        endpoint.base_url,
        endpoint.model,
        key,
        prices,
        timeouts=Timeouts(read_s=float(endpoint.timeout_s), total_s=float(endpoint.timeout_s)),
        name=endpoint.name,
        private_allowed=endpoint.private_allowed,
        limit_name="max_tokens" if endpoint.old_limit_name else "max_completion_tokens",
        format_name=_format(endpoint.format_name),
    )


def _format(name: str) -> FormatName:
    return "json_object" if name == "json_object" else "text" if name == "text" else "json_schema"


def _pictures(body: Mapping[str, Any]) -> int:
    content = body.get("content")
    return sum(part.get("type") == "image_url" for part in content) if isinstance(content, list) else 0
