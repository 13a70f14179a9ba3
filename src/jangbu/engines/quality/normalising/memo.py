"""Answers kept by their question, looked up at the speed of a dictionary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Answer = TypeVar("Answer")


class Memo(dict[Key, Answer], Generic[Key, Answer]):
    """`memo[key]` is `work(key)`, worked out once. Past `limit` keys everything is forgotten: long runs stay small."""

    def __init__(self, work: Callable[[Key], Answer], limit: int | None = None) -> None:
        super().__init__()
        self._work = work
        self._limit = limit

    def __missing__(self, key: Key) -> Answer:
        answer = self._work(key)
        if self._limit is not None and len(self) >= self._limit:
            self.clear()
        self[key] = answer
        return answer
