"""Column names in two rows, as Excel sheets have them: groups above, names below, cells merged across and down."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Row = Sequence[str]


def is_second(first: Row, second: Row, *, names: bool) -> bool:
    """Whether `second` holds names below the groups of `first`: every column has a name in one of the two, and some
    group spans several. Where no column is named by `first` alone, `names` must say that `second` looks like names."""
    width = max(len(first), len(second))
    above, below = _filled(first, width), _filled(second, width)
    wide = max((place for place in range(width) if above[place] or below[place]), default=-1) + 1
    spans = [(start, end) for start, end in _spans(above, wide) if end - start > 1]
    if not spans or (not above[0] and not below[0]):
        return False
    for start, end in spans:  # a group's names stand below it without a gap
        if not all(below[start + 1 : end]):
            return False
    if not all(above[place] or below[place] for place in range(wide)):
        return False
    grouped = [place for start, end in spans for place in range(start, end)]
    if len({second[place].strip() for place in grouped if below[place]}) < 2:
        return False
    merged_down = any(above[place] and not below[place] for place in range(wide))
    inside = all(below[place] for place in grouped)
    return names or (merged_down and inside and not any(below[place] for place in range(wide) if place not in grouped))


def groups_repeated(groups: Row, names: Row) -> bool:
    """Whether a sparse row above the names tells apart names that occur several times: 1월 and 2월 above 수량, 금액."""
    said = [name.strip() for name in names if name.strip()]
    starts = [place for place, cell in enumerate(groups) if cell.strip()]
    if len(starts) < 2 or len(set(said)) == len(said):
        return False
    joined_names = [name for name in joined(groups, names) if name]
    return len(set(joined_names)) == len(joined_names)


def joined(first: Row, second: Row) -> list[str]:
    """One name a column: the group's, then its own, unless they are the same or one is missing."""
    width = max(len(first), len(second))
    above, below = _filled(first, width), _filled(second, width)
    made = [""] * width
    for place in range(width):
        if above[place] or below[place]:
            made[place] = first[place].strip() if above[place] else second[place].strip()
    for start, end in _spans(above, width):
        group = first[start].strip()
        for place in range(start, end):
            own = second[place].strip() if below[place] else ""
            made[place] = group if place == start and not own else own if own == group else f"{group} {own}".strip()
            if place > start and not own:
                made[place] = ""
    return made


def _filled(row: Row, width: int) -> list[bool]:
    return [place < len(row) and bool(row[place].strip()) for place in range(width)]


def _spans(above: Sequence[bool], width: int) -> list[tuple[int, int]]:
    """(start, end) of each group: from its cell to the next filled one."""
    starts = [place for place in range(width) if above[place]]
    return list(pairwise([*starts, width])) if starts else []
