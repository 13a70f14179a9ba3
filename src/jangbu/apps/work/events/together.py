"""Deliveries that arrive while another is being written wait, and then share one transaction.

A commit waits for the disk and for the head of the ledger, however little it holds. Whoever is at work takes all that
have queued up behind it; the others find theirs done. Alone, a delivery waits for nobody.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from django.db import DatabaseError

from jangbu.apps.work.events.taking import Delivery, Taken, take_in_all
from jangbu.kernel.errors import Problem

MOST = 64  # deliveries of one transaction


class _Waiting:
    __slots__ = ("delivery", "error", "result")

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.result: Taken | None = None
        self.error: Exception | None = None


class Together:
    def __init__(self, take: Callable[[Sequence[Delivery]], list[Taken]] = take_in_all) -> None:
        self._take = take
        self._turn, self._door = threading.Lock(), threading.Lock()
        self._queue: list[_Waiting] = []

    def take_in(self, delivery: Delivery) -> Taken:
        """As `take_in` does; raises what taking in this very delivery raised."""
        mine = _Waiting(delivery)
        with self._door:
            self._queue.append(mine)
        while mine.result is None and mine.error is None:
            with self._turn:
                if mine.result is None and mine.error is None:
                    self._work()
        if mine.error is not None:
            raise mine.error
        assert mine.result is not None
        return mine.result

    def _work(self) -> None:
        with self._door:
            held, self._queue = self._queue[:MOST], self._queue[MOST:]
        try:
            results = self._take([each.delivery for each in held])
            for each, result in zip(held, results, strict=True):
                each.result = result
        except (DatabaseError, Problem) as error:
            if len(held) == 1:
                held[0].error = error
            else:  # one of them is at fault, and the others should not pay for it
                self._one_by_one(held)
        finally:
            for each in held:  # whatever else went wrong, nobody waits for ever
                if each.result is None and each.error is None:
                    each.error = RuntimeError("the transaction this delivery was part of did not end")

    def _one_by_one(self, held: Sequence[_Waiting]) -> None:
        for each in held:
            try:
                each.result = self._take([each.delivery])[0]
            except (DatabaseError, Problem) as error:
                each.error = error


TOGETHER = Together()
