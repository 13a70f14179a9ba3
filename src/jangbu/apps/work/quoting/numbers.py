"""Quote numbers in one series, without gaps and without doubles.

Taken in the transaction that issues the quote: if that fails, so does the taking. The row of the series is locked until
then (on SQLite the whole file is), so a second quote waits for the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from jangbu.apps.work.quoting.models import NumberSeries, Quotation
from jangbu.engines import quotes

SEQ = re.compile(r"\{seq(?::[^}]*)?\}")


@dataclass(frozen=True, slots=True)
class Taken:
    number: str
    scope: str
    sequence: int


def take_number(scheme: str, day: date) -> Taken:
    """The next number of the series that the scheme and the day make. To be called inside a transaction."""
    scope = quotes.quote_number(SEQ.sub("#", scheme), day, 0)
    NumberSeries.objects.get_or_create(scope=scope)
    series = NumberSeries.objects.select_for_update().get(scope=scope)
    while True:
        series.last += 1
        number = quotes.quote_number(scheme, day, series.last)
        if not Quotation.objects.filter(number=number).exists():  # only where two schemes write the same number
            break
    series.save(update_fields=["last"])
    return Taken(number, scope, series.last)
