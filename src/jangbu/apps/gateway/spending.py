"""The budget of a call: the month of its automation and the month of its endpoint, held in the database.

A reservation is one UPDATE with its condition in the WHERE, so calls that come at once cannot pass a limit together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from jangbu.apps.gateway.models import Call, Taken
from jangbu.engines.llm import Budget, CallFailed, Cost
from jangbu.engines.llm.problems import BUDGET_SPENT
from jangbu.kernel.clock import SEOUL

MICRO = 1_000_000
NO_LIMIT = 2**62  # more than any firm has


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose money it is ("automation:ID"), and the limit of its month in millionths of a minor unit."""

    name: str
    limit_micros: int


def month_of(moment: datetime) -> str:
    return f"{moment.astimezone(SEOUL):%Y-%m}"


class MonthlyBudget(Budget):
    """What `complete` reserves from and settles with. Every holder must be able to pay, or nobody does."""

    def __init__(self, call: Call, holders: Sequence[Holder]) -> None:
        super().__init__(min((holder.limit_micros for holder in holders), default=NO_LIMIT), call.currency)
        self._call, self._holders = call, tuple(holders)

    def reserve(self, worst: Cost) -> None:
        """Raises CallFailed llm.budget_spent, and reserves nothing, where a holder's month cannot pay `worst`."""
        if worst.currency != self.currency:
            raise ValueError(f"a budget in {self.currency} cannot pay {worst.currency}")
        with transaction.atomic():
            for holder in self._holders:
                row = _row(holder, self._call)
                within = Taken.objects.filter(pk=row.pk, micros__lte=holder.limit_micros - worst.micro)
                if not within.update(micros=F("micros") + worst.micro):
                    raise _refused(worst, holder, Taken.objects.get(pk=row.pk))
            Call.objects.filter(pk=self._call.pk).update(reserved_micros=F("reserved_micros") + worst.micro)

    def settle(self, reserved: Cost, actual: Cost) -> None:
        """What was reserved goes back and what it cost is taken, even if a vendor bills more than the worst case."""
        with transaction.atomic():
            for holder in self._holders:
                row = _row(holder, self._call)
                Taken.objects.filter(pk=row.pk).update(micros=F("micros") + actual.micro - reserved.micro)
            Call.objects.filter(pk=self._call.pk).update(
                reserved_micros=F("reserved_micros") - reserved.micro, cost_micros=F("cost_micros") + actual.micro
            )


def _row(holder: Holder, call: Call) -> Taken:
    found, _new = Taken.objects.get_or_create(holder=holder.name, month=call.month, currency=call.currency)
    return found


def _refused(worst: Cost, holder: Holder, row: Taken) -> CallFailed:
    left = Cost(max(0, holder.limit_micros - row.micros), row.currency)
    return CallFailed(BUDGET_SPENT, worst=worst.plain(), left=left.plain(), currency=row.currency)
