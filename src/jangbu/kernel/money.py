"""Money as integers of the smallest unit. KRW has no minor unit, so 1,000 won is Money(1000, "KRW")."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jangbu.kernel.errors import Kind, Problem

MINOR_DIGITS = {"KRW": 0, "JPY": 0, "USD": 2, "EUR": 2, "CHF": 2, "GBP": 2, "CNY": 2}

MIXED = Kind(
    "money.mixed_currencies",
    ko="{left} 금액과 {right} 금액은 더할 수 없어요.",
    en="{left} and {right} amounts cannot be added.",
    next_ko="먼저 한 통화로 바꿔 주세요.",
    next_en="Convert them to one currency first.",
)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units (won, cents) with its ISO 4217 currency."""

    minor: int
    currency: str = "KRW"

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str = "KRW") -> Money:
        """From an amount in major units; halves round away from zero, as invoices do."""
        digits = MINOR_DIGITS.get(currency, 2)
        scaled = Decimal(amount).scaleb(digits).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return cls(int(scaled), currency)

    def __add__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def _same_currency(self, other: Money) -> None:
        if self.currency != other.currency:
            raise Problem(MIXED, left=self.currency, right=other.currency)

    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-MINOR_DIGITS.get(self.currency, 2))
