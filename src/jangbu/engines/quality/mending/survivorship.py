"""Which value survives when rows are made one: rules as data, one per column.

first            of the first row, even if it is empty
non_empty        the first that is filled (the default)
most_frequent    the commonest; among equals the first
longest          the longest; among equals the first
most_recent      of the row with the latest day in column `by`; days that cannot be read count as oldest
source_priority  of the row whose column `by` comes first in `order`; others follow in the order of rows
concat_distinct  all different ones, joined by `separator` ("; ")

Except for `first`, empty cells never survive where a filled one is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from jangbu.engines.quality.mending import problems
from jangbu.engines.quality.mending.operation import is_missing
from jangbu.engines.quality.mending.work import Cells
from jangbu.engines.quality.normalising import normalise
from jangbu.engines.quality.reading.problems import Said
from jangbu.kernel.errors import Problem

RuleName = Literal[
    "first", "non_empty", "most_frequent", "longest", "most_recent", "source_priority", "concat_distinct"
]
RULES: tuple[RuleName, ...] = get_args(RuleName)
Broken = Callable[[str, str], Problem]


@dataclass(frozen=True, slots=True)
class Rule:
    """One survivorship rule. `by` is a column; `order` lists values of it, the best first."""

    name: RuleName = "non_empty"
    by: str = ""
    order: tuple[str, ...] = ()
    separator: str = "; "


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule of each column, and of all columns that are not named."""

    default: Rule = field(default_factory=Rule)
    columns: Mapping[str, Rule] = field(default_factory=dict)

    def of(self, column: str) -> Rule:
        return self.columns.get(column, self.default)

    def asked(self) -> list[str]:
        """The columns that rules look at."""
        return list(dict.fromkeys(rule.by for rule in (self.default, *self.columns.values()) if rule.by))


def _refused(ko: str, en: str) -> Problem:
    return Problem(problems.MERGE_RULE_BROKEN, detail=Said(ko, en))


def read_rules(given: Mapping[str, Any], default: Any = "non_empty", *, broken: Broken = _refused) -> Rules:
    """Rules as recipes write them: {column: longest}, {column: {most_recent: {by: 수정일}}}.

    Raises what `broken` makes, by default Problem quality.merge_rule_broken.
    """
    if not isinstance(given, Mapping):
        raise broken("rules는 열: 규칙 묶음이에요", "rules maps columns to rules")
    return Rules(_rule(default, broken), {column: _rule(each, broken) for column, each in given.items()})


def _rule(given: Any, broken: Broken) -> Rule:
    name, options = given, cast("Mapping[str, Any]", {})
    if isinstance(given, Mapping) and len(given) == 1:
        name, options = next(iter(given.items()))
    if name not in RULES or not isinstance(options, Mapping):
        listed = ", ".join(RULES)
        raise broken(f"규칙 '{name}'을(를) 몰라요. {listed} 가운데 하나예요", f"no rule '{name}'; choose from {listed}")
    wanted = {"most_recent": {"by"}, "source_priority": {"by", "order"}, "concat_distinct": {"separator"}}
    unknown = set(options) - wanted.get(name, set())
    if unknown:
        key = sorted(map(str, unknown))[0]
        raise broken(f"규칙 {name}에 '{key}'은(는) 없어요", f"rule {name} has no '{key}'")
    by, order, separator = options.get("by", ""), options.get("order", ()), options.get("separator", "; ")
    if "by" in wanted.get(name, ()) and not (isinstance(by, str) and by):
        raise broken(f"규칙 {name}에 by: 열이 있어야 해요", f"rule {name} needs by: a column")
    listed_order = isinstance(order, list | tuple) and all(isinstance(each, str) for each in order)
    if not listed_order or (name == "source_priority" and not order):
        raise broken(f"규칙 {name}에 order: 값의 목록이 있어야 해요", f"rule {name} needs order: a list of values")
    if not isinstance(separator, str) or not separator:
        raise broken("separator는 글이에요", "separator is text")
    return Rule(name, by, tuple(order), separator)


class Chooser:
    """Chooses the values of merged rows in columns given by name."""

    def __init__(self, columns: Mapping[str, Cells], rules: Rules) -> None:
        self._columns, self._rules = columns, rules
        self._days: dict[str, str] = {}

    def chosen(self, places: Sequence[int]) -> Iterator[tuple[str, str | None]]:
        """Each column with the value that survives of the rows at `places`, the first of which is kept."""
        for column, cells in self._columns.items():
            yield column, self._value(self._rules.of(column), cells, places)

    def _value(self, rule: Rule, cells: Cells, places: Sequence[int]) -> str | None:
        first = cells[places[0]]
        if rule.name == "first":
            return first
        filled = [(place, cell) for place in places if (cell := cells[place]) is not None and not is_missing(cell)]
        if not filled:
            return first
        match rule.name:
            case "most_frequent":
                return Counter(cell for _place, cell in filled).most_common(1)[0][0]
            case "longest":
                return max((cell for _place, cell in filled), key=len)
            case "most_recent":
                return max(filled, key=lambda each: self._day(self._columns[rule.by][each[0]]))[1]
            case "source_priority":
                return min(filled, key=lambda each: _rank(rule.order, self._columns[rule.by][each[0]]))[1]
            case "concat_distinct":
                return _joined([cell for _place, cell in filled], rule.separator)
        return filled[0][1]

    def _day(self, cell: str | None) -> str:
        """A text that sorts as its day does; what is no day sorts before all days."""
        if cell is None:
            return ""
        if cell not in self._days:
            found = normalise("date", cell)
            self._days[cell] = f"{found.value} {found.parts.get('time', '')}" if found.parsed else ""
        return self._days[cell]


def _rank(order: tuple[str, ...], cell: str | None) -> int:
    return order.index(cell) if cell in order else len(order)


def _joined(cells: Sequence[str], separator: str) -> str:
    """Distinct values in their order; a value that is such a list already gives its parts."""
    return separator.join(dict.fromkeys(part for cell in cells for part in cell.split(separator) if part.strip()))
