"""How alike two rows are, field by field, as levels: 0 nothing to compare, 1 different, and up to the same rare value.

Levels are ordered by likeness within a field, as in Fellegi & Sunter (1969) with partial agreement (Winkler 1990). A
value that many rows share says less than a rare one, so equal values have levels of their own by how many rows have
them (Newcombe 1959): that keeps frequency and typing slips in one model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from jangbu.engines.quality.matching.bags import Ints
from jangbu.engines.quality.matching.fields import Comparison, Field

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Levels = NDArray[np.int8]
OFTEN = (5, 50, 500, 5000)  # rows that share a value, up to which an equal value is of the rarest, next ... level
COSINES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Scale:
    """The levels of one field: `names` from level 1 up; `equal` is the first level of equal values."""

    names: tuple[str, ...]
    equal: int


RARITY = ("same, very common", "same, common", "same, known", "same, seldom", "same, rare")
SCALES: dict[str, Scale] = {
    "label": Scale(("different", "slightly alike", "one begins with the other", "alike", "one slip", *RARITY), 6),
    "company": Scale(
        ("different", "another branch", "slightly alike", "one begins with the other", "alike", "one slip", *RARITY), 7
    ),
    "code": Scale(("different", "two slips", "one slip", *RARITY), 4),
    "address": Scale(("different", "slightly alike", "alike", "same place", *RARITY), 5),
    "number": Scale(("different", "within a third", "within a tenth", "within 2 %", *RARITY), 5),
    "text": Scale(("different", *(f"{low:.1f} alike" for low in COSINES), *RARITY), 11),
}
KINDS: dict[Comparison, str] = {
    "person": "label",
    "company": "company",
    "label": "label",
    "address": "address",
    "phone": "code",
    "email": "code",
    "key": "code",
    "code": "code",
    "date": "code",
    "number": "number",
    "text": "text",
}


def scale(field: Field) -> Scale:
    return SCALES[KINDS[field.comparison]]


def sizes(fields: Sequence[Field]) -> list[int]:
    """How many levels each field has, level 0 included."""
    return [len(scale(field).names) + 1 for field in fields]


def level(place: int, field: Field) -> str:
    """SQL of the level of field `place` for rows `a` and `b`. Texts get what their letters say; bags know better."""
    f, equal = f"{{}}.f{place}", scale(field).equal
    a, b = f.format("a"), f.format("b")
    n = f"a.n{place}"  # equal values are equally frequent
    rare = len(RARITY) - 1 + equal
    steps = " ".join(f"WHEN {n} <= {often} THEN {rare - step}" for step, often in enumerate(OFTEN))
    same = f"CASE {steps} ELSE {equal} END"
    return f"CASE WHEN {a} IS NULL OR {b} IS NULL THEN 0 WHEN {a} = {b} THEN {same} {_partly(place, field)} ELSE 1 END"


def _partly(place: int, field: Field) -> str:
    a, b = f"a.f{place}", f"b.f{place}"
    kind = KINDS[field.comparison]
    if kind == "number":
        x, y = f"TRY_CAST({a} AS DOUBLE)", f"TRY_CAST({b} AS DOUBLE)"
        apart = f"abs({x} - {y}) / greatest(abs({x}), abs({y}), 1e-9)"
        return f"WHEN {apart} <= 0.02 THEN 4 WHEN {apart} <= 0.1 THEN 3 WHEN {apart} <= 0.34 THEN 2"
    if kind == "code":
        apart = f"greatest(levenshtein({a}, {b}), 1)"  # worked out once a pair: nothing else here costs as much
        return (
            f"WHEN abs(length({a}) - length({b})) > 2 THEN 1 WHEN length({a}) >= 6 THEN greatest(4 - {apart}, 1)"
            f" WHEN {apart} <= 1 THEN 3"
        )
    if kind == "address":
        return _address(place)
    if kind == "text":
        return f"WHEN {_near(a, b, 0.95)} THEN 9 WHEN {_near(a, b, 0.85)} THEN 6"
    if kind == "company":
        return _company(place)
    if field.comparison == "person":
        return _person(place)
    j, k = f"a.j{place}", f"b.j{place}"
    return (
        f"WHEN length({j}) >= 4 AND {_apart(j, k, 1)} THEN 5"
        f" WHEN {_near(j, k, 0.93)} OR (length({j}) >= 7 AND {_apart(j, k, 2)}) THEN 4"
        f" WHEN (length({a}) > 1 AND starts_with({b}, {a})) OR (length({b}) > 1 AND starts_with({a}, {b})) THEN 3"
        f" WHEN {_near(j, k, 0.82)} THEN 2"
    )


def _near(a: str, b: str, least: float) -> str:
    """Jaro-Winkler likeness of at least so much; the third argument lets DuckDB give up early."""
    return f"jaro_winkler_similarity({a}, {b}, {least}) >= {least}"


def _apart(a: str, b: str, most: int) -> str:
    """Not more than so many letters wrong, missing or too many; lengths alone settle many pairs."""
    return f"(abs(length({a}) - length({b})) <= {most} AND levenshtein({a}, {b}) <= {most})"


def _address(place: int) -> str:
    """By road or lot and number where both have one, else by their letters."""
    a, b, p, q = f"a.f{place}", f"b.f{place}", f"a.p{place}", f"b.p{place}"
    road = f"split_part({p}, ' ', 1) = split_part({q}, ' ', 1)"
    return (
        f"WHEN {p} = {q} THEN 4"
        f" WHEN {p} IS NOT NULL AND {q} IS NOT NULL THEN"
        f" CASE WHEN {_apart(p, q, 3)} AND {_near(a, b, 0.92)} THEN 3 WHEN {road} THEN 2 ELSE 1 END"
        f" WHEN {_near(a, b, 0.92)} THEN 3 WHEN {_near(a, b, 0.8)} THEN 2"
    )


def _company(place: int) -> str:
    """A branch is another place of the same firm; a firm of similar name is another firm unless it is a slip."""
    a, b, j, k = f"a.f{place}", f"b.f{place}", f"a.j{place}", f"b.j{place}"
    core_a, core_b = f"a.c{place}", f"b.c{place}"
    return (
        f"WHEN {core_a} = {core_b} THEN 2"
        f" WHEN length({j}) >= 5 AND ({_slip(place)}) THEN 6"
        f" WHEN length({j}) >= 9 AND {_apart(j, k, 2)} THEN 5"
        f" WHEN (length({a}) > 1 AND starts_with({b}, {a})) OR (length({b}) > 1 AND starts_with({a}, {b})) THEN 4"
        f" WHEN {_near(j, k, 0.82)} THEN 3"
    )


def _slip(place: int) -> str:
    """One letter wrong, missing or too many, or two syllables in the other order."""
    return f"a.o{place} = b.o{place} OR {_apart(f'a.j{place}', f'b.j{place}', 1)}"


def _person(place: int) -> str:
    """In a Hangul name of three syllables two other letters are another name."""
    a, b, j, k = f"a.f{place}", f"b.f{place}", f"a.j{place}", f"b.j{place}"
    return (
        f"WHEN length({j}) >= 4 AND ({_slip(place)}) THEN 5"
        f" WHEN {a} = {j} AND ({_near(j, k, 0.93)} OR (length({j}) >= 8 AND {_apart(j, k, 2)})) THEN 4"
        f" WHEN (length({a}) > 1 AND starts_with({b}, {a})) OR (length({b}) > 1 AND starts_with({a}, {b})) THEN 3"
        f" WHEN {_near(j, k, 0.82)} THEN 2"
    )


def ceilings(field: Field) -> dict[int, float]:
    """Levels that can hardly occur between two mentions of one and the same, whatever the data suggest: level to share.

    Households and sister firms agree on all but the name, so a model that only counts would learn to overlook it.
    """
    if field.comparison == "company":
        return {1: 0.01, 2: 1e-12, 3: 0.005, 4: 0.03}
    if field.comparison == "person":
        return {1: 0.005, 2: 0.005, 3: 0.02}
    return {1: 0.01} if field.comparison == "key" else {}


def compare(
    con: DuckDBPyConnection, fields: Sequence[Field], pairs: str, left: str, right: str
) -> tuple[Ints, Ints, list[Levels]]:
    """Levels of every pair of relation `pairs` (columns l and r, rows of `left` and `right`)."""
    asked = ", ".join(f"CAST({level(place, field)} AS TINYINT) AS g{place}" for place, field in enumerate(fields))
    found = con.execute(
        f"SELECT l, r, {asked} FROM {pairs} JOIN {left} AS a ON a.row = l JOIN {right} AS b ON b.row = r"
    ).fetchnumpy()
    lefts, rights = np.asarray(found["l"], np.int64), np.asarray(found["r"], np.int64)
    # threads hand rows over as they come; ties must fall the same way each time
    order = np.argsort(lefts * (int(rights.max(initial=0)) + 1) + rights)
    levels = [np.asarray(found[f"g{place}"], np.int8)[order] for place in range(len(fields))]
    return lefts[order], rights[order], levels
