"""The candidates of a bench with their levels, and the mixture learnt from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jangbu.engines.quality.matching import candidates
from jangbu.engines.quality.matching.bags import Bags, Floats, Ints, cosines, nearest
from jangbu.engines.quality.matching.comparing import Levels, ceilings, compare, scale, sizes
from jangbu.engines.quality.matching.fields import Field
from jangbu.engines.quality.matching.loading import Bench, texts
from jangbu.engines.quality.matching.mixture import Knowledge, Mixture, decode, learn, pattern_codes
from jangbu.engines.quality.matching.views import View, views

NEAREST = 10  # closest rows by text that become candidates
FAR = 3  # candidates of a row that are closer than those taken as only looking alike
DRAWN = 400_000  # random pairs that say how often two rows agree by chance
DRAWN_ROWS = 20_000  # ... of so many rows a side at most
DRAWN_BAGS = 60_000
CONTACT = ("address", "phone", "email")  # shared by households, branches and colleagues


@dataclass(slots=True)
class Compared:
    """Candidates and their levels: one a field, then one for each view behind the fields."""

    lefts: Ints
    rights: Ints
    levels: list[Levels]
    sizes: list[int]
    equal: list[int]
    views: list[View]
    closeness: Floats | None  # of whole rows, where they fit


def gather(bench: Bench) -> Compared:
    con, fields = bench.con, bench.fields
    candidates.candidates(con, fields, "a", bench.right if bench.linked else None, max(bench.rows))
    row: View | None = None
    more: list[View] = []
    if bench.small:
        row, more = views(fields, texts(bench, "a"), texts(bench, "b") if bench.linked else None)
        _add_nearest(bench, row.left, row.right)
        if bench.linked:
            more.append(row)
        else:
            more = [view for view in more if view.place < len(fields)]
    lefts, rights, levels = compare(con, fields, "pairs", "a", bench.right)
    widths, equal = sizes(fields), [scale(field).equal for field in fields]
    for view in sorted(more, key=lambda view: view.place):
        if view.place < len(fields):
            levels[view.place] = view.levels(lefts, rights, levels[view.place])
        else:
            levels.append(view.levels(lefts, rights))
            widths.append(view.size)
            equal.append(view.equal)
    closeness = np.nan_to_num(cosines(row.left, row.right, lefts, rights)) if row else None
    return Compared(lefts, rights, levels, widths, equal, sorted(more, key=lambda view: view.place), closeness)


def _add_nearest(bench: Bench, left: Bags, right: Bags) -> None:
    lefts, rights, _scores = nearest(left, right, NEAREST if bench.linked else NEAREST + 1)
    if bench.linked:
        back_rights, back_lefts, _scores = nearest(right, left, NEAREST // 2)
        lefts, rights = np.concatenate([lefts, back_lefts]), np.concatenate([rights, back_rights])
    else:
        kept = lefts != rights
        lefts, rights = np.minimum(lefts, rights)[kept], np.maximum(lefts, rights)[kept]
    bench.con.register("near", {"l": lefts, "r": rights})
    bench.con.execute("INSERT INTO pairs SELECT DISTINCT l, r FROM near ANTI JOIN pairs USING (l, r)")
    bench.con.unregister("near")


def _only(bench: Bench, table: str, rows: Ints, into: str) -> str:
    bench.con.register("kept", {"row": rows})
    bench.con.execute(f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT * FROM {table} SEMI JOIN kept USING (row)")
    bench.con.unregister("kept")
    return into


def _chance(bench: Bench, found: Compared, seed: int) -> list[Floats]:
    """Per field, the levels of random pairs; fields that are rarely given still get every level a little."""
    draw = np.random.default_rng(seed)
    tables = ["a", bench.right]
    rows = [np.arange(count) for count in bench.rows]
    if max(bench.rows) > DRAWN_ROWS:  # fewer rows in as many pairs: what is joined stays small
        rows = [each[draw.permutation(len(each))[:DRAWN_ROWS]] for each in rows]
        rows[1] = rows[1] if bench.linked else rows[0]
        tables = [_only(bench, table, each, f"drawn_{table}") for table, each in zip(tables, rows, strict=True)]
    lefts, rights = (each[draw.integers(0, len(each), DRAWN)] for each in rows)
    if not bench.linked:
        kept = lefts != rights
        lefts, rights = lefts[kept], rights[kept]
    bench.con.register("drawn", {"l": lefts, "r": rights})
    lefts, rights, levels = compare(bench.con, bench.fields, "drawn", *tables)
    bench.con.unregister("drawn")
    first = slice(0, DRAWN_BAGS)
    for view in found.views:
        if view.place < len(levels):
            levels[view.place] = view.levels(lefts[first], rights[first], levels[view.place][first])
        else:
            levels.append(view.levels(lefts[first], rights[first]))
    seen = [np.bincount(each, minlength=size)[1:].astype(float) for each, size in zip(levels, found.sizes, strict=True)]
    return [(each + 0.5 / len(each)) / (each.sum() + 0.5) for each in seen]


def model(bench: Bench, found: Compared, seed: int) -> tuple[Mixture, Floats]:
    """The mixture and the log odds of every candidate."""
    codes = pattern_codes(found.levels, found.sizes)
    unique, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
    patterns = decode(unique, found.sizes)
    fields = bench.fields
    extra = len(found.sizes) - len(fields)
    known = Knowledge(
        chance=_chance(bench, found, seed),
        equal=found.equal,
        identity=[*_identity(fields), *[True] * extra],
        brings=[field.comparison != "number" for field in fields] + [False] * extra,
        ceilings=[ceilings(field) for field in fields] + [{}] * extra,
        near=_near(found),
        loosely=candidates.loosely(fields),
    )
    prior = float(min(0.5, 0.5 * bench.rows[0] / len(codes)))
    mixture = learn(patterns, counts.astype(float), known, prior)
    return mixture, mixture.log_odds(patterns)[inverse]


def _identity(fields: Sequence[Field]) -> list[bool]:
    """Fields that say who somebody is. A second name, such as a firm's representative, goes with the firm's address."""
    named = [field for field in fields if field.comparison in ("company", "person")]
    first = next((field for field in named if field.comparison == "company"), named[0] if named else None)
    return [field.comparison not in CONTACT and (field == first or field not in named) for field in fields]


def _near(found: Compared) -> list[Floats] | None:
    """Levels among candidates that are near by text, but not among the nearest of either row."""
    if found.closeness is None:
        return None
    rank = np.minimum(
        _ranks(found.lefts, found.rights, found.closeness), _ranks(found.rights, found.lefts, found.closeness)
    )
    far = (rank >= FAR) & (found.closeness > 0)
    if far.sum() < 50:
        return None
    seen = [
        np.bincount(each[far], minlength=size)[1:] + 0.5 for each, size in zip(found.levels, found.sizes, strict=True)
    ]
    return [each / each.sum() for each in seen]


def _ranks(rows: Ints, _others: Ints, closeness: Floats) -> Ints:
    """0 for the closest candidate of its row, 1 for the next ..."""
    order = np.lexsort((-closeness, rows))
    sorted_rows = rows[order]
    starts = np.flatnonzero(np.diff(sorted_rows, prepend=-1))
    place = np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
    found = np.empty(len(rows), np.int64)
    found[order] = place
    return found
