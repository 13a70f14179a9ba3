"""Labels, checked and in the table's own numbers; and which rows are worth labelling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jangbu.engines.quality.detecting import problems
from jangbu.engines.quality.detecting.coding import Coded, Floats, Ints
from jangbu.engines.quality.detecting.evidence import Evidence
from jangbu.engines.quality.detecting.model import Label
from jangbu.engines.quality.shapes import shape
from jangbu.kernel.errors import Problem

MOST_ROWS = 20
LOOKED_AT = 20_000  # rows among which the ones to label are chosen
FADING = 0.3  # what a second labelled row of the same kind is worth


@dataclass(frozen=True, slots=True)
class Labelled:
    """`clean[column][row]` is what a cell should hold, "" for nothing."""

    clean: Mapping[int, Mapping[int, str]]

    @property
    def rows(self) -> set[int]:
        return {row for cells in self.clean.values() for row in cells}

    def __bool__(self) -> bool:
        return bool(self.clean)


def read_labels(labels: Sequence[Label | Mapping[str, object]] | None, table: tuple[Coded, ...]) -> Labelled:
    """Raises Problem for a label that cannot be read, names what is not there, or contradicts another one."""
    clean: dict[int, dict[int, str]] = {}
    rows = table[0].rows if table else 0
    names = Counter(column.name for column in table)
    places = {column.name: column.index for column in table if names[column.name] == 1}
    for place, given in enumerate(labels or (), 1):
        label = given if isinstance(given, Label) else _label(given, place)
        if not 0 <= label.row < rows:
            raise Problem(problems.LABEL_ROW_UNKNOWN, row=label.row, rows=rows)
        at = places[label.column] if label.column in places else column_of(table, label.column)
        value = label.clean if label.clean is not None and label.clean.strip() else ""
        cells = clean.setdefault(at, {})
        if cells.setdefault(label.row, value) != value:
            raise Problem(problems.CONTRADICTION, row=label.row, column=label.column, one=cells[label.row], other=value)
    found = Labelled(clean)
    if len(found.rows) > MOST_ROWS:
        raise Problem(problems.TOO_MANY_ROWS, given=len(found.rows), most=MOST_ROWS)
    return found


def _label(given: object, place: int) -> Label:
    if not isinstance(given, Mapping):
        raise Problem(problems.LABEL_BROKEN, place=place, detail=type(given).__name__)
    missing = [key for key in ("row", "column", "clean") if key not in given]
    if missing:
        raise Problem(problems.LABEL_BROKEN, place=place, detail=", ".join(missing))
    row, clean = given["row"], given["clean"]
    if isinstance(row, bool) or not (isinstance(row, int) or (isinstance(row, str) and row.isdecimal())):
        raise Problem(problems.LABEL_BROKEN, place=place, detail=f"row {row!r}")
    return Label(int(row), str(given["column"]), None if clean is None else str(clean))


def column_of(table: tuple[Coded, ...], name: str) -> int:
    places = [column.index for column in table if column.name == name]
    if not places:
        raise Problem(problems.COLUMN_UNKNOWN, column=name, columns=", ".join(f"'{c.name}'" for c in table[:30]))
    if len(places) > 1:
        raise Problem(problems.COLUMN_TWICE, column=name)
    return places[0]


def stated_truths(
    table: tuple[Coded, ...], thing: int, claims: Sequence[int], labelled: Labelled
) -> dict[int, dict[int, int]]:
    """What labels say of the things of a panel: `[column][thing code]` is a value's code. Columns in which two labelled
    rows of one thing differ say nothing: there is no one truth about that thing."""
    known: dict[int, dict[int, int]] = {}
    for at in claims:
        place = table[at].place
        stated: dict[int, int] = {}
        split = False
        for row, clean in labelled.clean.get(at, {}).items():
            of, code = int(table[thing].codes[row]), place.get(clean, 0)
            if of and code:
                split = split or stated.setdefault(of, code) != code
        if not split and stated:
            known[at] = stated
    return known


def worth_labelling(evidence: Evidence, count: int, rng: np.random.Generator) -> tuple[int, ...]:
    """Rows, greedily, whose cells are of kinds that are many or doubtful and not among those already chosen."""
    rows = evidence.columns[0].coded.rows if evidence.columns else 0
    count = min(count, rows)
    looked = np.sort(rng.choice(rows, LOOKED_AT, replace=False)) if rows > LOOKED_AT else np.arange(rows)
    kinds = [_kinds(evidence, at, looked) for at in range(len(evidence.columns))]
    weights = [_weights(kind, column.wrong[looked]) for kind, column in zip(kinds, evidence.columns, strict=True)]
    chosen: list[int] = []
    for _pick in range(count):
        gain = rng.random(len(looked)) * 1e-6
        for kind, weight in zip(kinds, weights, strict=True):
            gain += weight[kind]
        gain[chosen] = -1.0
        best = int(gain.argmax())
        chosen.append(best)
        for kind, weight in zip(kinds, weights, strict=True):
            weight[kind[best]] *= FADING
    return tuple(sorted(int(looked[place]) for place in chosen))


def _kinds(evidence: Evidence, at: int, looked: Ints) -> Ints:
    """By row looked at: cells of one kind are written and suspected alike; claims of a panel are of a kind by thing."""
    column, panel = evidence.columns[at], evidence.panel
    if panel is not None and at in panel.claims:
        return evidence.columns[panel.thing].coded.codes[looked]
    codes, places = np.unique(column.coded.codes[looked], return_inverse=True)
    drawn = ["".join(dict.fromkeys(shape(column.coded.values[code]))) for code in codes.tolist()]
    forms = np.unique(drawn, return_inverse=True)[1][places]
    suspected = np.digitize(column.odds[looked], (-2.0, 0.0, 2.0))
    found: Ints = np.unique(forms * 4 + suspected, return_inverse=True)[1]
    return found


def _weights(kinds: Ints, wrong: Floats) -> Floats:
    doubt = np.bincount(kinds, wrong * (1 - wrong) + 0.02)
    root: Floats = np.sqrt(doubt)
    return root
