"""A recipe proposed from what a table shows. It only unifies how things are written; no value is invented or merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.inference import Sampled, format_shares, gather, meaning, typed
from jangbu.engines.quality.mending.recipe import Recipe, Step
from jangbu.engines.quality.mending.unifying import Normalise
from jangbu.engines.quality.mending.work import Queued
from jangbu.engines.quality.normalising import Kind, clean_text
from jangbu.engines.quality.reading.problems import Said
from jangbu.engines.quality.shapes import shape
from jangbu.engines.quality.totals import total_rows
from jangbu.engines.quality.words import meanings
from jangbu.kernel.errors import Language
from jangbu.kernel.text import number

SAMPLE = 5_000  # rows looked at, spread over the table
READ_SHARE = 0.5  # of the sampled values must be read before a kind is believed
KINDS: Mapping[str, Kind] = {
    "company": "company",
    "address": "address",
    "phone": "phone",
    "business_number": "business_number",
    "corporate_number": "corporate_number",
    "name": "person",
    "email": "email",
    "date": "date",
    "timestamp": "date",
    "birth": "date",
    "money": "money",
}
CAST = ("date", "money")
SERIAL = 5  # digits of a day as spreadsheets count them: alike, but nobody reads them
WORDLESS = frozenset({"free_text", "text", "category", "code", "identifier"})  # "-" may mean something there


def propose_recipe(frame: Frame, semantics: Mapping[str, str] | None = None, *, language: Language = "ko") -> Recipe:
    """Trim, blank and normalise steps for the columns that need them, each with its evidence as `why`.

    `semantics` says what columns mean (as `ColumnProfile.semantic`); columns it leaves out are judged by their values.
    A column whose values are all written alike gets no step, nor does one of which most cannot be read. The evidence
    and the recipe's name are written in `language`.
    """
    rows = range(0, frame.rows, max(1, frame.rows // SAMPLE)) if frame.rows else range(0)
    columns = {name: [column[row] for row in rows] for name, column in zip(frame.names, frame.columns, strict=True)}
    sampled = {name: gather(cells) for name, cells in columns.items()}
    meant = {name: (semantics or {}).get(name) or _meaning(name, each) for name, each in sampled.items()}
    steps = [*_totals(frame, language), *_trim(columns, language), *_blank(sampled, meant, language)]
    for name, each in sampled.items():
        kind = _kind(name, meant[name])
        if kind is not None and (step := _normalise(name, kind, each, language)) is not None:
            steps.append(step)
    stem = Path(frame.name).stem
    named = f"{stem} 손질" if language == "ko" else f"Mending {stem}"
    return Recipe(named, frame.names, tuple(steps))


def _kind(name: str, meant: str) -> Kind | None:
    """By what the values are; where they are too mixed to say, by what the header says they should be."""
    headed = (KINDS[said] for said in meanings(name) if said in KINDS)
    return KINDS.get(meant) or (next(headed, None) if meant in WORDLESS else None)


def _meaning(name: str, sampled: Sampled) -> str:
    return meaning(typed(name, sampled), sampled, format_shares(sampled))


def _totals(frame: Frame, language: Language) -> list[Step]:
    rows = total_rows(frame.columns)
    if not rows:
        return []
    listed = ", ".join(map(number, rows[:5])) + (" …" if len(rows) > 5 else "")
    why = Said(f"다른 행을 더한 행이 있어요 (행 번호 {listed})", f"Some rows add up others (row {listed})")
    return [Step("totals", "drop_totals", (), {}, getattr(why, language))]


def _trim(columns: Mapping[str, Sequence[str | None]], language: Language) -> list[Step]:
    spoilt = {
        name: sum(1 for cell in cells if cell and "\n" not in cell and clean_text(cell) != cell)
        for name, cells in columns.items()
    }
    named = [name for name, count in spoilt.items() if count]
    if not named:
        return []
    seen, count = number(len(next(iter(columns.values())))), number(sum(spoilt.values()))
    why = Said(
        f"살펴본 {seen}행에서 {count}칸에 남는 빈칸이나 보이지 않는 글자가 있어요",
        f"In {seen} rows looked at, {count} cells have stray blanks or invisible characters",
    )
    return [Step("trim", "trim", tuple(named), {}, getattr(why, language))]


def _blank(sampled: Mapping[str, Sampled], meant: Mapping[str, str], language: Language) -> list[Step]:
    named = [name for name, each in sampled.items() if each.null_words and meant[name] not in WORDLESS]
    if not named:
        return []
    words = sorted({word for name in named for word in sampled[name].null_words})
    shown = ", ".join(f"‘{word}’" for word in islice(words, 5))
    why = Said(f"값이 없다는 뜻으로 {shown}을(를) 적은 칸이 있어요", f"Some cells say {shown} for nothing")
    return [Step("blank", "blank", tuple(named), {"words": words}, getattr(why, language))]


def _normalise(name: str, kind: Kind, sampled: Sampled, language: Language) -> Step | None:
    """The step, if values are written in more than one way and can mostly be read."""
    form = Normalise((name,), kind, {"date": "YYYY-MM-DD", "money": "1234567"}.get(kind))
    pairs = list(zip(sampled.values, form.outcomes(list(sampled.values)), strict=True))
    queued = sum(sampled.values[value] for value, after in pairs if isinstance(after, Queued))
    changed = sum(sampled.values[value] for value, after in pairs if not isinstance(after, Queued) and after != value)
    if not changed or queued > (1 - READ_SHARE) * sampled.present:
        return None
    alike = changed == sampled.present and len({shape(value) for value in sampled.values}) == 1
    if alike and not (kind == "date" and max(map(len, sampled.values)) <= SERIAL):
        return None
    seen, count = number(sampled.present), number(changed)
    said = Said(
        f"살펴본 값 {seen}개 가운데 {count}개가 다른 꼴로 적혀 있어요",
        f"Of {seen} values looked at, {count} are written in another way",
    )
    why = getattr(said, language)
    if kind in CAST:
        return Step(f"cast:{name}", "cast", (name,), {"to": kind}, why)
    return Step(f"normalise:{name}", "normalise", (name,), {"kind": kind}, why)
