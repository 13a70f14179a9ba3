"""A vendor of the tests' own, and a world without waiting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from jangbu.engines.llm import Budget, Message, Outside, Prices, Timeouts, Vendor
from jangbu.kernel.clock import fixed
from tests.fakes.vendor import KEY, MODEL, FakeVendor

PRICES = Prices(input=3_000, output=15_000, cached_input=300, currency="KRW")  # won a million tokens
ASKED = (Message("user", "몇 시예요?"),)
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def vendor_at(fake: FakeVendor, **changes: object) -> Vendor:
    quick = Timeouts(connect_s=5, read_s=5, total_s=5)
    vendor = Vendor(fake.base_url, MODEL, KEY, PRICES, timeouts=quick, private_allowed=True, name="시험 업체")
    return replace(vendor, **changes)  # type: ignore[arg-type]  # the tests name the fields they change


def purse(won: int = 1_000) -> Budget:
    return Budget(won * 1_000_000)


class World:
    """Sleeps at once and remembers for how long."""

    def __init__(self, **changes: object) -> None:
        self.slept: list[float] = []
        outside = Outside(sleep=self.slept.append, now=fixed(NOW), random=Random(7))
        self.outside = replace(outside, **changes)  # type: ignore[arg-type]  # as above
