"""The ledger's vocabulary. An app declares its actions here, once; an undeclared one cannot be recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any, Literal
from urllib.parse import quote

from jangbu.kernel.errors import Language

Erasure = Literal["keep", "hide"]
MISSING = "–"
HIDDEN: dict[Language, str] = {"ko": "지워진 사람에 대한 기록이에요", "en": "An entry about an erased person"}


class UndeclaredActionError(LookupError):
    """An action that no app declared, or that two declare differently. A programming error."""


@dataclass(frozen=True, slots=True)
class Action:
    """What can happen. `ko`, `en`, `link` are `str.format` templates over subject_kind, subject_id, before and after.

    `erasure` is what becomes of the sentence once a person named in it is erased: "keep" shows it with the name gone,
    "hide" shows none of it, for sentences that would give the person away even so. The entry itself always stays.
    `decision` marks what a person decided or changed, as against what was merely measured or received.
    """

    name: str
    ko: str
    en: str
    link: str | None
    erasure: Erasure
    decision: bool

    def say(self, values: Mapping[str, Any], language: Language) -> str:
        return _TEXT.vformat(self.ko if language == "ko" else self.en, (), values)

    def leads_to(self, values: Mapping[str, Any]) -> str:
        """The address of what the entry is about, or "" where the entry does not know enough."""
        if self.link is None or any(_absent(values, name) for name in _names(self.link)):
            return ""
        return _LINK.vformat(self.link, (), values)


class _Text(Formatter):
    """Never fails on an old entry: a value it lacks reads as a dash, one of another kind as itself."""

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        value = kwargs.get(str(key))
        return MISSING if value is None else value

    def format_field(self, value: Any, format_spec: str) -> str:
        try:
            return format(value, format_spec)
        except (TypeError, ValueError):
            return str(value)


class _Link(_Text):
    def format_field(self, value: Any, format_spec: str) -> str:
        return quote(super().format_field(value, format_spec), safe="")


_TEXT, _LINK = _Text(), _Link()
_declared: dict[str, Action] = {}


def declare(
    name: str, *, ko: str, en: str, link: str | None = None, erasure: Erasure = "keep", decision: bool = False
) -> Action:
    """Declare an action under a dotted name; declaring it again is allowed only word for word."""
    action = Action(name, ko, en, link, erasure, decision)
    if _declared.setdefault(name, action) != action:
        raise UndeclaredActionError(f"{name} is declared twice, differently")
    return action


def declared(action: Action | str) -> Action:
    """The declared action of that name. Raises UndeclaredActionError."""
    name = action if isinstance(action, str) else action.name
    found = _declared.get(name)
    if found is None or (not isinstance(action, str) and found != action):
        raise UndeclaredActionError(f"{name} is not declared; add it to the actions.py of its app")
    return found


def known(name: str) -> Action | None:
    """For reading: the action of an entry, or None where the app that declared it is gone."""
    return _declared.get(name)


def all_declared() -> dict[str, Action]:
    return dict(_declared)


def decisions() -> list[str]:
    """The names of all actions that are decisions or changes."""
    return sorted(name for name, action in _declared.items() if action.decision)


def _names(template: str) -> list[str]:
    return [name for _text, name, _spec, _conversion in Formatter().parse(template) if name]


def _absent(values: Mapping[str, Any], name: str) -> bool:
    value = values.get(name)
    return value is None or value == ""


ANCHORED = declare(
    "ledger.anchored", ko="{size:,}번까지 바깥 확인점을 남겼어요", en="Anchored the ledger up to entry {size:,}"
)
VERIFIED = declare(
    "ledger.verified",
    ko="기록 {entries:,}건을 모두 다시 계산했어요: {said_ko}",
    en="Recomputed all {entries:,} entries: {said_en}",
)
EXPORTED = declare(
    "ledger.exported", ko="{size:,}번까지 묶음으로 내보냈어요", en="Exported a bundle up to entry {size:,}"
)
ERASED = declare(
    "ledger.person_erased",
    ko="한 사람의 개인 값 {values:,}개를 장부에서 지웠어요",
    en="Erased the personal values of one person from the ledger: {values:,}",
    decision=True,
)
CLOCK_CONFIRMED = declare(
    "ledger.clock_confirmed",
    ko="컴퓨터 시계가 맞다고 확인했어요: {latest}의 기록은 시각이 틀렸어요",
    en="Confirmed the computer's clock: the entries of {latest} carry a wrong time",
    decision=True,
)
KEY_MADE = declare(
    "ledger.key_made",
    ko="확인점에 서명할 새 열쇠를 만들었어요: {key:.12}…",
    en="Made a new key to sign checkpoints: {key:.12}…",
)
