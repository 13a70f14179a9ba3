"""Reading single fields of what outside tools send: each refusal names the event and the field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from jangbu.engines.events import problems
from jangbu.engines.events.model import LONGEST_ERROR, LONGEST_ID, LONGEST_NAME, LONGEST_TYPE
from jangbu.kernel.errors import Problem

WHOLE_SECONDS = re.compile(r"(\.\d{6})\d+")  # .NET writes seven digits, Go nine: we keep microseconds
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
LARGEST = 2**62  # of a run's number: what both databases hold


@dataclass(frozen=True, slots=True)
class Fields:
    """One event's JSON object. `place` is its number in the delivery, from 1."""

    place: int
    values: Mapping[str, Any]

    def text(self, *names: str, longest: int = LONGEST_NAME) -> str:
        """The first of these fields that holds something, cut to what is read; "" without one."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, bool) or value is None or value == "":
                continue
            if isinstance(value, int | str):
                return printable(str(value))[:longest]
        return ""

    def identity(self, *names: str, needed: bool = True) -> str:
        """An id, whole: what is too long is refused, since cutting could make two one. Raises Problem."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, bool) or value is None or value == "":
                continue
            if not isinstance(value, int | str):
                raise self.unreadable(name, "글자", "text")
            said = printable(str(value)).strip()
            if len(said) > LONGEST_ID:
                raise Problem(
                    problems.ID_TOO_LONG, place=self.place, field=name, size=f"{len(said):,}", limit=LONGEST_ID
                )
            if said:
                return said
        if needed:
            raise self.unreadable(names[0], "비어 있지 않은 글자", "text that is not empty")
        return ""

    def time(self, *names: str) -> datetime | None:
        """A moment with its zone, or None without the field. Raises Problem NO_ZONE, UNREADABLE."""
        for name in names:
            value = self.values.get(name)
            if value is None or value == "":
                continue
            return self.moment(name, value)
        return None

    def moment(self, name: str, value: Any) -> datetime:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._since_epoch(name, value)
        if not isinstance(value, str):
            raise self.unreadable(name, "시각", "a time")
        try:
            read = datetime.fromisoformat(WHOLE_SECONDS.sub(r"\1", value.strip()))
            if read.tzinfo is None:
                raise Problem(problems.NO_ZONE, place=self.place, value=printable(value)[:40])
            return self._sane(name, read.astimezone(UTC))
        except (ValueError, OverflowError):
            raise self.unreadable(name, "2026-11-24T09:00:00+09:00", "2026-11-24T09:00:00+09:00") from None

    def nanoseconds(self, name: str) -> datetime | None:
        """OTLP's 64-bit nanoseconds since 1970, as JSON writes them: digits in a string, or a number; 0 is none."""
        value = self.values.get(name)
        if value in (None, "", 0, "0"):
            return None
        try:
            count = int(value) if isinstance(value, str | int) and not isinstance(value, bool) else -1
            return self._sane(name, EPOCH + timedelta(microseconds=count // 1000))
        except (ValueError, OverflowError):
            raise self.unreadable(name, "나노초", "nanoseconds") from None

    def number(self, *names: str) -> int | None:
        """A whole number not below 0, also written as text; anything else is none, since it only serves counting."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
                value = int(value)
            if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST:
                return value
        return None

    def inner(self, *names: str) -> Fields:
        """The object under a name, or an empty one."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, Mapping):
                return Fields(self.place, value)
        return Fields(self.place, {})

    def names(self, name: str) -> tuple[str, ...]:
        """A list of ids, at most 20; a single text counts as a list of one."""
        value = self.values.get(name)
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, Sequence):
            return ()
        return tuple(
            printable(str(each))[:LONGEST_ID] for each in given[:20] if isinstance(each, str | int) and each != ""
        )

    def error(self) -> tuple[str, str]:
        """(class, message) of an `error` that is an object or a text."""
        value = self.values.get("error")
        if isinstance(value, Mapping):
            told = Fields(self.place, value)
            said = told.text("message", "description", "Message", longest=LONGEST_ERROR)
            return told.text("class", "type", "name", "code", longest=LONGEST_TYPE), said
        return "", printable(str(value))[:LONGEST_ERROR] if value else ""

    def unreadable(self, name: str, ko: str, en: str) -> Problem:
        return Problem(problems.UNREADABLE, place=self.place, field=name, wanted_ko=ko, wanted_en=en)

    def _since_epoch(self, name: str, value: float) -> datetime:
        """Seconds, or milliseconds where that would be past the year 2200."""
        try:
            seconds = value / 1000 if value > LATEST.timestamp() else value
            return self._sane(name, EPOCH + timedelta(seconds=seconds))
        except (ValueError, OverflowError):
            raise self.unreadable(name, "시각", "a time") from None

    def _sane(self, name: str, moment: datetime) -> datetime:
        if not EPOCH <= moment <= LATEST:
            raise self.unreadable(name, "1970년에서 2200년 사이", "a time between 1970 and 2200")
        return moment


def printable(text: str) -> str:
    """Without what a database or a page cannot hold: NUL, lone surrogates, control characters but line ends."""
    if text.isprintable():
        return text
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if char == "\0" or "\ud800" <= char <= "\udfff" else char
        for char in text
        if char.isprintable() or char in "\n\t\0" or "\ud800" <= char <= "\udfff" or ord(char) > 0x9F
    )


def storable(value: Any) -> Any:
    """JSON with its texts and keys made printable, for PostgreSQL's jsonb, which holds neither NUL nor surrogates."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {printable(str(key)): storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item) for item in value]
    return value
