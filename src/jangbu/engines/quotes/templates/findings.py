"""What linting a template finds. An error keeps it from being used; a warning is shown to who uploads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from jangbu.engines.quotes.problems import TEMPLATE_REFUSED
from jangbu.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is stable; `place` says where in the file, as a person would."""

    level: Literal["error", "warning", "note"]
    code: str
    place: str
    ko: str
    en: str

    def as_json(self) -> dict[str, Any]:
        return {"level": self.level, "code": self.code, "place": self.place, "says": {"ko": self.ko, "en": self.en}}


def unknown(name: str, place: str) -> Finding:
    return Finding(
        "error",
        "unknown",
        place,
        f"{place}의 {{{{ {name} }}}}는 모르는 자리표시예요.",
        f"{place}: unknown {{{{ {name} }}}}.",
    )


def unclosed(text: str, place: str) -> Finding:
    said = text.strip()[:40]
    return Finding(
        "error",
        "unclosed",
        place,
        f"{place}의 자리표시가 닫히지 않았거나 문단을 넘어가요: '{said}'",
        f"{place}: a placeholder is not closed, or runs over into another paragraph: '{said}'",
    )


def code(text: str, place: str) -> Finding:
    said = text.strip()[:40]
    return Finding(
        "error",
        "code",
        place,
        f"{place}에 쓸 수 없는 명령이 있어요: '{said}'. 자리표시와 품목 반복만 쓸 수 있어요.",
        f"{place}: '{said}' is not allowed; only placeholders and the loop over the lines are.",
    )


def split(text: str, place: str) -> Finding:
    said = text.strip()[:40]
    return Finding(
        "note",
        "split_run",
        place,
        f"{place}의 '{said}'이(가) 서식 조각 여럿에 나뉘어 있어 하나로 합쳐요.",
        f"{place}: '{said}' is split across runs and will be joined.",
    )


def outside(name: str, place: str) -> Finding:
    return Finding(
        "error",
        "line_outside_row",
        place,
        f"{place}의 {{{{ {name} }}}}는 표의 한 행 안에 있어야 해요.",
        f"{place}: {{{{ {name} }}}} must stand in a row of a table.",
    )


def refused(kind: str, place: str, ko: str, en: str) -> Finding:
    return Finding("error", kind, place, f"{place}: {ko}", f"{place}: {en}")


def missing(used: Iterable[str]) -> list[Finding]:
    """A quote needs its total and its lines."""
    names = set(used)
    found = []
    if "gross" not in names:
        ko, en = "합계 {{ 합계 }} 자리가 없어요.", "There is no {{ gross }}."
        found.append(Finding("warning", "missing_gross", "", ko, en))
    if not any(name.startswith("line.") or name == "lines" for name in names):
        ko, en = "품목 행 {{ 품목.품명 }} 자리가 없어요.", "There is no row with {{ line.name }}."
        found.append(Finding("warning", "missing_lines", "", ko, en))
    return found


def stop_if_refused(findings: Iterable[Finding], file: str) -> None:
    """Raises Problem with the first error, and how many more there are."""
    errors = [one for one in findings if one.level == "error"]
    if errors:
        more = len(errors) - 1
        ko = errors[0].ko + (f" 그 밖에 {more}곳이 더 있어요." if more else "")
        en = errors[0].en + (f" There are {more} more." if more else "")
        raise Problem(TEMPLATE_REFUSED, file=file, why_ko=ko, why_en=en)
