"""How much is taken in a minute, counted in this process: a guard against floods, not a bill."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

WINDOW_S = 60.0
MOST_KEYS = 10_000  # remembered at once; a flood from more addresses starts counting anew


class Window:
    """At most `most` a minute for each key, in fixed minutes."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic) -> None:
        self.most, self._clock = most, clock
        self._lock = threading.Lock()
        self._began, self._counts = clock(), dict[str, int]()

    def takes(self, key: str, count: int = 1) -> bool:
        """Count that many more, unless they are too many."""
        with self._lock:
            if self._clock() - self._began >= WINDOW_S or len(self._counts) >= MOST_KEYS:
                self._began, self._counts = self._clock(), {}
            held = self._counts.get(key, 0) + count
            if held > self.most:
                return False
            self._counts[key] = held
            return True

    def forget(self) -> None:
        """Start anew; for tests."""
        with self._lock:
            self._counts = {}


DELIVERIES = Window(12_000)  # of a source
EVENTS = Window(300_000)  # of a source
REFUSALS = Window(60)  # of an address: how many unproven deliveries are written down
