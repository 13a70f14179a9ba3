"""A vendor and a budget as one callable, which is all that other engines get to see of a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from jangbu.engines.llm.attempts import Outside
from jangbu.engines.llm.client import Answer, Vendor, complete
from jangbu.engines.llm.costs import Budget
from jangbu.engines.llm.wire import Message

Messages = Sequence[Message | Mapping[str, Any]]


class Asker:
    """`asker(messages, schema)` gives the answer as a dict, `asker.text(messages)` as text. `answers` keeps every
    answer for the ledger; a call that fails raises what `complete` raises and is no answer."""

    def __init__(
        self,
        vendor: Vendor,
        budget: Budget,
        *,
        max_tokens: int = 1_000,
        temperature: float | None = None,
        transport: httpx.BaseTransport | None = None,
        outside: Outside | None = None,
    ) -> None:
        self._vendor, self._budget, self._max_tokens = vendor, budget, max_tokens
        self._temperature, self._transport, self._outside = temperature, transport, outside
        self.answers: list[Answer] = []

    def __call__(self, messages: Messages, schema: Mapping[str, Any]) -> dict[str, Any]:
        answer = self._ask(messages, schema)
        assert isinstance(answer.data, dict), "the schema of a question is an object"
        return answer.data

    def text(self, messages: Messages) -> str:
        return self._ask(messages, None).text

    def _ask(self, messages: Messages, schema: Mapping[str, Any] | None) -> Answer:
        answer = complete(
            self._vendor,
            messages,
            schema=schema,
            max_tokens=self._max_tokens,
            budget=self._budget,
            temperature=self._temperature,
            transport=self._transport,
            outside=self._outside,
        )
        self.answers.append(answer)
        return answer
