"""What a call costs, exactly, and whether the budget still allows it. All integers: millionths of a minor unit."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from decimal import Decimal

from jangbu.engines.llm.problems import BUDGET_SPENT, CallFailed
from jangbu.engines.llm.wire import Usage
from jangbu.kernel.money import MINOR_DIGITS

MICRO = 1_000_000  # parts of a minor unit
MESSAGE_TOKENS = 16  # what a chat format wraps around one message, generously


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices in minor units (won, cents) for `per_tokens` tokens. 7.5 cents a million is 75 for ten million.

    `cached_input` None means that cached tokens cost as much as others. Raises ValueError for a negative price.
    """

    input: int
    output: int
    currency: str = "KRW"
    cached_input: int | None = None
    per_tokens: int = 1_000_000

    def __post_init__(self) -> None:
        if min(self.input, self.output, self.cached_input or 0) < 0 or self.per_tokens <= 0:
            raise ValueError("a price is not negative, and is for at least one token")

    def cost(self, usage: Usage) -> Cost:
        """Rounded up to the next millionth of a minor unit."""
        cached = self.input if self.cached_input is None else self.cached_input
        sums = (
            (usage.tokens_in - usage.tokens_cached) * self.input
            + usage.tokens_cached * cached
            + usage.tokens_out * self.output
        )
        return Cost(-(-sums * MICRO // self.per_tokens), self.currency)


@dataclass(frozen=True, slots=True)
class Cost:
    """`micro` millionths of a minor unit of an ISO 4217 currency: 1,500,000 KRW micro are 1.5 won."""

    micro: int
    currency: str = "KRW"

    def amount(self) -> Decimal:
        """In major units, exact."""
        return Decimal(self.micro).scaleb(-6 - MINOR_DIGITS.get(self.currency, 2))

    def plain(self) -> str:
        """The amount exactly, as a sentence says it: 1,234.5, no zeros behind."""
        return f"{self.amount().normalize():,f}"


class Budget:
    """What may still be spent, in millionths of a minor unit. Safe to share between threads.

    A call reserves its worst case before it is sent and settles what it cost afterwards; a call whose outcome is
    unknown keeps its worst case.
    """

    def __init__(self, limit_micro: int, currency: str = "KRW") -> None:
        self.limit_micro, self.currency = limit_micro, currency
        self._spent = 0
        self._lock = threading.Lock()

    @property
    def spent_micro(self) -> int:
        """Settled and reserved together."""
        return self._spent

    @property
    def left_micro(self) -> int:
        return self.limit_micro - self._spent

    def reserve(self, worst: Cost) -> None:
        """Raises Problem llm.budget_spent, and reserves nothing, if `worst` exceeds what is left."""
        if worst.currency != self.currency:
            raise ValueError(f"a budget in {self.currency} cannot pay {worst.currency}")
        with self._lock:
            if worst.micro > self.left_micro:
                left = Cost(self.left_micro, self.currency)
                said = {"worst": worst.plain(), "left": left.plain(), "currency": self.currency}
                raise CallFailed(BUDGET_SPENT, **said)
            self._spent += worst.micro

    def settle(self, reserved: Cost, actual: Cost) -> None:
        """Puts back what was reserved and takes what it was. A vendor's bill above the worst case is taken too."""
        with self._lock:
            self._spent += actual.micro - reserved.micro


def worst_usage(body: bytes, messages: int, images: int, image_tokens: int, max_tokens: int) -> Usage:
    """A sure upper bound: byte-level tokenisers never make more tokens than bytes. `body` counts without pictures,
    each of which is `image_tokens`."""
    return Usage(len(body) + messages * MESSAGE_TOKENS + images * image_tokens, max_tokens, 0, stated=False)
