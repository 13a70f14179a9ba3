"""A table with the names of a schema's fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mapping import problems
from jangbu.engines.quality.mapping.model import FieldMapping
from jangbu.kernel.errors import Problem

REPEATED = re.compile(r"_\d+$")


def rename(frame: Frame, mapping: FieldMapping) -> Frame:
    """The frame with each mapped column named by its field. Nothing is dropped: other columns keep their names, with
    a number behind where a field has the same. A first row that was read as names becomes the first row again.

    Raises Problem quality.mapping_foreign where the mapping was made of a table with other columns.
    """
    _same_table(frame, mapping)
    taken = {target.casefold() for target in mapping.targets.values()}
    names = []
    for each in mapping.columns:
        unique, number = each.target or each.column, 2
        while each.target is None and unique.casefold() in taken:
            unique, number = f"{each.column}_{number}", number + 1
        taken.add(unique.casefold())
        names.append(unique)
    columns = frame.columns
    if mapping.heads == "data":
        columns = tuple([cell or None, *cells] for cell, cells in zip(first_row(frame.names), columns, strict=True))
        names = [each.target or f"열 {place}" for place, each in enumerate(mapping.columns, start=1)]
    return Frame(frame.name, tuple(names), columns)


def first_row(names: Sequence[str]) -> list[str]:
    """The cells that were taken for names, without the number that reading put behind a repeated one."""
    given = set(names)
    return [base if (base := REPEATED.sub("", name)) in given else name for name in names]


def _same_table(frame: Frame, mapping: FieldMapping) -> None:
    expected = [each.column for each in mapping.columns]
    foreign = next(
        (
            wanted
            for wanted, name in zip(expected, frame.names, strict=False)
            if REPEATED.sub("", wanted) != name != wanted
        ),
        None,
    )
    if foreign is None and len(expected) != len(frame.names):
        foreign = (expected[len(frame.names) :] or frame.names[len(expected) :])[0]
    if foreign is not None:
        raise Problem(problems.MAPPING_FOREIGN, table=frame.name, column=foreign)
