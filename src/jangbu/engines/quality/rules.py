"""Rules as data: what must hold, for which columns, by which measure it is judged, and why it was proposed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from jangbu.engines.quality import sentences
from jangbu.kernel.errors import Language

Kind = Literal["required", "unique", "range", "pattern", "allowed", "order", "reference", "dependency"]
Dimension = Literal["completeness", "uniqueness", "validity", "consistency", "timeliness"]
Operator = Literal[
    "mustBe",
    "mustNotBe",
    "mustBeGreaterThan",
    "mustBeGreaterOrEqualTo",
    "mustBeLessThan",
    "mustBeLessOrEqualTo",
    "mustBeBetween",
    "mustNotBeBetween",
]
DIMENSIONS: tuple[Dimension, ...] = ("completeness", "uniqueness", "validity", "consistency", "timeliness")
USUAL: dict[Kind, Dimension] = {
    "required": "completeness",
    "unique": "uniqueness",
    "range": "validity",
    "pattern": "validity",
    "allowed": "validity",
    "order": "consistency",
    "reference": "consistency",
    "dependency": "consistency",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """How many failing rows are accepted: ODCS operator, value or bounds, in rows or per cent. None by default."""

    operator: Operator = "mustBe"
    values: tuple[float, ...] = (0,)
    unit: Literal["rows", "percent"] = "rows"

    def holds(self, failing: int, total: int) -> bool:
        measured = failing if self.unit == "rows" else 100 * failing / total if total else 0.0
        low, high = self.values[0], self.values[-1]
        return {
            "mustBe": measured == low,
            "mustNotBe": measured != low,
            "mustBeGreaterThan": measured > low,
            "mustBeGreaterOrEqualTo": measured >= low,
            "mustBeLessThan": measured < low,
            "mustBeLessOrEqualTo": measured <= low,
            "mustBeBetween": low <= measured <= high,
            "mustNotBeBetween": not low <= measured <= high,
        }[self.operator]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a proposed rule: it holds for `holding` of `seen` values, all there are or a sample of them."""

    holding: int
    seen: int
    sampled: bool

    @property
    def share(self) -> float:
        return self.holding / self.seen if self.seen else 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. What is beside `kind` and `columns` depends on the kind:

    required, unique  nothing more (unique over several columns: their combination)
    range             `minimum`, `maximum`: numbers or ISO dates as text, inclusive unless `exclusive` names the bound
    pattern           `pattern` (RE2, found anywhere unless anchored) or `format`, a name from `formats.FORMATS`, or a
                      type: integer, decimal, date, timestamp, boolean
    allowed           `allowed` values, compared after trimming
    order             columns[0] is not later or larger than columns[1]
    reference         every value is found in `target`, written "table.column"
    dependency        rows that share the values of columns[:-1] share that of columns[-1]; those fail that have
                      another than most of their group (g3 of Kivinen & Mannila 1995), of equally frequent ones another
                      than the first
    """

    id: str
    kind: Kind
    columns: tuple[str, ...]
    minimum: str | None = None
    maximum: str | None = None
    exclusive: tuple[str, ...] = ()
    pattern: str | None = None
    format: str | None = None
    allowed: tuple[str, ...] = ()
    target: str | None = None
    missing: tuple[str, ...] | None = None  # required: the words that count as missing; None: NULL, blanks, null-likes
    shown: str | None = None  # pattern: the shape as people see it, 999-9999-9999
    limit: Limit = field(default_factory=Limit)
    dimension: Dimension | None = None
    severity: str | None = None  # as in ODCS; "critical": a break stops what stands on the table
    evidence: Evidence | None = None

    @property
    def column(self) -> str:
        return self.columns[0]

    @property
    def measures(self) -> Dimension:
        return self.dimension or USUAL[self.kind]

    def describe(self, language: Language = "ko") -> str:
        """What is wrong with the rows that break it."""
        return sentences.describe(self, language)

    def why(self, language: Language = "ko") -> str:
        """What the rule stands on."""
        return sentences.why(self, language)

    def says(self) -> dict[str, str]:
        return {"ko": self.describe("ko"), "en": self.describe("en")}

    def reasons(self) -> dict[str, str]:
        return {"ko": self.why("ko"), "en": self.why("en")}


def plain(bound: str) -> str:
    """A number as written, without an idle exponent or trailing zeros; other text as it is."""
    try:
        return f"{Decimal(bound).normalize():f}"
    except ArithmeticError:
        return bound


def rule_id(kind: Kind, columns: tuple[str, ...], detail: str = "") -> str:
    """Stable and readable: "required:email", "pattern:biz_no:business_number", "order:order_date:ship_date"."""
    return ":".join([kind, *columns, *([detail] if detail else [])])
