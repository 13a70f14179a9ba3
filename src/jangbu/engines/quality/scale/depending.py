"""Dependencies where the data lies: how many rows differ from most of their group, and the first of these.

The same measure as `quality.depending`: g3 of Kivinen & Mannila (1995). Each rule is a statement of its own, over
layers that hold its columns alone; the groups are counted by the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

from jangbu.engines.quality.sql import ROW

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from jangbu.engines.quality.scale.engine import Engine
    from jangbu.engines.quality.scale.expressions import Compiled
    from jangbu.engines.quality.scale.layers import Layers


@dataclass(frozen=True, slots=True)
class Dependent:
    """A compiled dependency rule and the layers of its columns."""

    compiled: Compiled
    layers: Layers

    def counts(self, engine: Engine) -> tuple[int, int, int]:
        """Failing rows, rows it speaks about, and doubtful values: texts are compared as they stand, so none."""
        relation = self.layers.build(engine)
        groups = _pairs(self._held(relation.table)).group_by("left_value").agg(every=_sum("often"), most=_max("often"))
        ((failing, total),) = engine.answer(
            relation, groups.aggregate(failing=(groups.every - groups.most).sum(), total=groups.every.sum())
        )
        return int(failing or 0), int(total or 0), 0

    def examples(self, engine: Engine, samples: int) -> list[tuple[int | None, str | None]]:
        """The first rows that have another following value than most rows of their group: number and shown cells.

        Of equally frequent values the one that comes first counts as the usual one; rows without an order are taken in
        the order of their values.
        """
        relation = self.layers.build(engine, numbered=engine.ordered)
        held = self._held(relation.table, numbered=engine.ordered)
        pairs = _pairs(held)
        order = [ibis.desc(pairs.often), pairs.first, pairs.right_value]
        place = ibis.row_number().over(ibis.window(group_by=pairs.left_value, order_by=order))
        several = pairs.count().over(ibis.window(group_by=pairs.left_value))
        ranked = pairs.mutate(place=place, several=several)
        usual = ranked.filter(ranked.place == 0, ranked.several > 1)
        usual = usual.select(told=usual.left_value, usual_value=usual.right_value)
        joined = held.join(usual, held.left_value == usual.told)
        strays = joined.filter(joined.right_value != joined.usual_value)
        first = strays.select("row_number", "shown").order_by(["row_number", "shown"]).limit(samples)
        rows = engine.answer(relation, first)
        return sorted(((row if engine.ordered else None), shown) for row, shown in rows)

    def _held(self, table: ir.Table, *, numbered: bool = False) -> ir.Table:
        each = self.compiled
        assert each.key is not None
        assert each.follows is not None
        looked = table.filter(each.looks(table))
        cells = [looked[self.layers.raw(column)].cast("string").fill_null("") for column in each.columns]
        shown = cells[0]
        for cell in cells[1:]:
            shown = shown + ibis.literal(" → ") + cell
        return looked.select(
            left_value=each.key(looked),
            right_value=each.follows(looked),
            row_number=looked[ROW] if numbered else ibis.literal(0, "int64"),
            shown=shown,
        )


def _pairs(held: ir.Table) -> ir.Table:
    """Every left value with each value that follows it: how often, and the number of the first such row."""
    return held.group_by("left_value", "right_value").agg(often=held.count(), first=held.row_number.min())


def _sum(name: str) -> ir.Value:
    return ibis._[name].sum()


def _max(name: str) -> ir.Value:
    return ibis._[name].max()
