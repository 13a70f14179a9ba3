"""What a column holds: the forms of its values, how they recur, its figures and days row by row; and what that says."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np

from jangbu.engines.quality.inference import gather
from jangbu.engines.quality.mapping.forms import KINDS, NUMERIC, form
from jangbu.engines.quality.mapping.likeness import Floats
from jangbu.engines.quality.mapping.model import Field
from jangbu.engines.quality.normalising import normalise

LOOKED_AT = 60_000  # values whose form is looked at, over all columns
LEAST, MOST = 20, 300  # values of one column
ROWS = 200  # of which figures and days are read for the relations between columns
LOOSE = 0.03  # share of any column's values that a field may hold whatever is expected of it
SEARCHED = 100  # values of a column that are looked up in a field's dictionary
CLOSED, OPEN = 1.3, 0.3  # against a field none of whose usual values a column has: few values, or many
LONGEST = 30  # characters of an amount
FIGURE = re.compile(r"[^\d.\-−]")


@dataclass(frozen=True, eq=False)
class Content:
    """One column. `shares` are of present values by form; `figures` and `days` have one float a row, NaN for none."""

    present: int
    distinct: int
    shares: Mapping[str, float]
    texts: Mapping[str, int]
    cells: Sequence[str | None]
    figures: Floats | None
    days: Floats | None

    @property
    def kind(self) -> str | None:
        """The commonest form, or None for an empty column."""
        return max(self.shares, key=lambda kind: self.shares[kind]) if self.shares else None

    def share(self, *kinds: str) -> float:
        return sum(self.shares.get(kind, 0.0) for kind in kinds)


def describe(columns: Sequence[Sequence[str | None]]) -> list[Content]:
    """One Content a column; `columns` are cells as text, the same rows in each."""
    limit = min(MOST, max(LEAST, LOOKED_AT // max(1, len(columns))))
    return [_describe(cells, limit) for cells in columns]


def _describe(cells: Sequence[str | None], limit: int) -> Content:
    sampled = gather(cells)
    texts = dict(sampled.values)
    counted: Counter[str] = Counter()
    for text in list(texts)[:limit]:
        counted[form(text)] += texts[text]
    seen = counted.total()
    shares = {kind: count / seen for kind, count in counted.items()}
    numeric = sum(shares.get(kind, 0.0) for kind in NUMERIC) >= 0.8
    if numeric and _is_sequence(texts):
        shares = {"sequence": 1.0}
    dated = shares.get("date", 0.0) + shares.get("timestamp", 0.0) >= 0.6
    return Content(
        sampled.present,
        len(texts),
        shares,
        texts,
        cells,
        _figures(cells[:ROWS]) if numeric else None,
        _days(cells[:ROWS]) if dated else None,
    )


def _is_sequence(texts: Mapping[str, int]) -> bool:
    """1, 2, 3 ... each once: a number of the row."""
    if len(texts) < 5 or max(texts.values()) > 1 or not all(map(str.isdecimal, texts)):
        return False
    numbers = [int(text) for text in texts]
    return min(numbers) <= 1 and max(numbers) - min(numbers) + 1 <= 1.1 * len(numbers)


def _figures(cells: Sequence[str | None]) -> Floats:
    """Amounts as floats: exact to 2**53, and only ever compared, never kept."""
    found = np.full(len(cells), np.nan)
    for row, cell in enumerate(cells):
        if cell and len(cell) <= LONGEST:
            text = FIGURE.sub("", cell).replace("−", "-")
            try:
                found[row] = float(text)
            except ValueError:
                continue
            if cell.lstrip()[:1] in "(△▲":
                found[row] = -abs(found[row])
    return found


def _days(cells: Sequence[str | None]) -> Floats:
    """Moments as days since year 0, with the time as a fraction."""
    found = np.full(len(cells), np.nan)
    for row, cell in enumerate(cells):
        parts = normalise("date", cell.strip()).parts if cell else {}
        if "day" in parts and 1 <= int(parts["month"]) <= 12:
            clock = [int(piece) for piece in re.findall(r"\d+", parts.get("time", ""))[:3]]
            seconds = sum(piece * scale for piece, scale in zip(clock, (3600, 60, 1), strict=False))
            day = np.datetime64(f"{int(parts['year']):04d}-{int(parts['month']):02d}-{int(parts['day']):02d}", "D")
            found[row] = float(day.astype(np.int64)) + seconds / 86_400
    return found


def value_evidence(contents: Sequence[Content], fields: Sequence[Field]) -> Floats:
    """Log-odds from values, against a column of no field: shape (columns, fields)."""
    found = [
        [_of_kinds(content, each) + _of_recurrence(content, each) + _of_dictionary(content, each) for each in fields]
        for content in contents
    ]
    return np.array(found).reshape(len(contents), len(fields))


def _of_kinds(content: Content, each: Field) -> float:
    if not content.shares:
        return 0.0
    ratio = sum(
        share * ((1 - LOOSE) * each.kinds.get(kind, 0.0) / KINDS[kind] + LOOSE)
        for kind, share in content.shares.items()
    )
    return math.log(ratio) * content.present / (content.present + 0.5)


def _of_recurrence(content: Content, each: Field) -> float:
    """How much more the field's values recur, or less, than those of any column."""
    if each.repeat is None or content.present < 5:
        return 0.0
    share = content.distinct / content.present
    trust = min(1.0, content.present / 20)
    if each.repeat == "unique":
        return trust * (1.0 if share > 0.97 else -0.3 if share > 0.7 else -1.5)
    if each.repeat == "often":
        return trust * (0.3 if share < 0.9 else -0.4)
    if each.repeat == "few":
        few = content.distinct <= max(12, 0.05 * content.present) and share <= 0.5
        return trust * (1.1 if few else -1.8 if share > 0.8 else -0.3)
    cases = 0.02 <= share <= 0.75 and content.distinct >= min(12, content.present / 8)
    return trust * (1.4 if cases else -2.0 if share > 0.98 else -1.2)


def _of_dictionary(content: Content, each: Field) -> float:
    if not each.values or not content.present or content.share("person", "email", "business_number") > 0.5:
        return 0.0
    usual = _usual(each.values)
    hits, seen = 0, content.present if content.figures is not None or content.days is not None else 0
    for text, count in islice(content.texts.items(), 0 if seen else SEARCHED):
        seen += count
        hits += count * bool(usual.search(text))
    share = hits / seen
    if share >= 0.2:
        return 0.6 + 1.4 * share
    return -(CLOSED if each.repeat == "few" else OPEN) * min(1.0, content.distinct / 3)


@cache
def _usual(values: tuple[str, ...]) -> re.Pattern[str]:
    """Finds one of the values in a text, or is the text where the value is one letter."""
    parts = [rf"^{re.escape(value)}$" if len(value) == 1 else re.escape(value) for value in values]
    return re.compile("|".join(parts), re.IGNORECASE)
