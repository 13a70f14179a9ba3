"""Rules to Ibis expressions: which rows a rule looks at, which of those break it, and where engines might differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import duckdb
import ibis

from jangbu.engines.quality import formats, sql
from jangbu.engines.quality.compiling import TYPE_FORMATS, unknown_format
from jangbu.engines.quality.formats import FORMATS
from jangbu.engines.quality.model import MOMENTS, NUMBERS, Column
from jangbu.engines.quality.rules import Rule
from jangbu.engines.quality.scale.layers import Layers, Value, last_day, read_as
from jangbu.engines.quality.scale.patterns import UnportableError

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from jangbu.engines.quality.scale.layers import Expression

PATTERNS = {
    "email": formats.EMAIL,
    "business_number": formats.BUSINESS_NUMBER,
    "corporate_number": formats.CORPORATE_NUMBER,
    "rrn": formats.RRN,
    "phone": formats.PHONE,
}
WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5, 1)
BOOLEANS = ["true", "false", "t", "f", "yes", "no", "y", "n", "예", "아니오", "아니요", "o", "x"]
FLOATS = ("FLOAT", "DOUBLE")


@dataclass(frozen=True, slots=True)
class NotHereError(Exception):
    """This rule cannot be checked on this engine with the same outcome; why, in both languages."""

    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """`looks` picks rows, `breaks` those among them that fail; both boolean, never NULL. A unique rule has the `key`
    that must not occur twice instead; of a dependency, rows with the same `key` must have the same `follows`.
    `doubts` name booleans that say: this value, engines may read differently."""

    rule: Rule
    columns: tuple[Column, ...]
    looks: Expression
    breaks: Expression | None
    key: Expression | None = None
    doubts: tuple[str, ...] = ()
    follows: Expression | None = None

    def failing(self, table: ir.Table) -> ir.Value:
        if self.key is not None:
            return table.count(where=self.looks(table)) - self.key(table).nunique(where=self.looks(table))
        assert self.breaks is not None
        return table.count(where=self.breaks(table))

    def total(self, table: ir.Table) -> ir.Value:
        return table.count(where=self.looks(table))

    def doubtful(self, table: ir.Table) -> ir.Value:
        found: Any = ibis.literal(False)
        for name in self.doubts:
            found = found | table[name]
        return table.count(where=found)


def compile_rule(
    rule: Rule,
    columns: Mapping[str, Column],
    stored: Mapping[str, str],
    layers: Layers,
    known: Callable[[Rule, str], Expression],
) -> Compiled:
    """`stored` has DuckDB's name for the type of each column; `known(rule, text)` says whether a value of the text
    column of that name is found in the table a reference rule names.

    Raises NotHereError, and Problem quality.format_unknown.
    """
    try:
        return _Compiler(rule, tuple(columns[name] for name in rule.columns), stored, layers, known).compiled()
    except UnportableError as error:
        raise NotHereError(
            f"정규식의 '{error}'을(를) 이 엔진에서 똑같이 찾을 수 없어요",
            f"'{error}' in the pattern cannot be made to find the same on this engine",
        ) from error


@dataclass(frozen=True, slots=True)
class _Compiler:
    rule: Rule
    read: tuple[Column, ...]
    stored: Mapping[str, str]
    layers: Layers
    known: Callable[[Rule, str], Expression]

    @property
    def first(self) -> Column:
        return self.read[0]

    def compiled(self) -> Compiled:
        rule = self.rule
        self._refuse_types()
        doubts: tuple[str, ...] = ()
        match rule.kind:
            case "required":
                return Compiled(rule, self.read, lambda _t: ibis.literal(True), self._missing())
            case "unique":
                return Compiled(rule, self.read, self._present(), None, self._key(self.read))
            case "dependency":
                *left, right = self.read
                follows = self._key([right])
                return Compiled(rule, self.read, self._present(), None, self._key(left), follows=follows)
            case "range":
                broken, doubts = self._outside()
            case "pattern":
                broken, doubts = self._unfit()
            case "allowed":
                broken = self._not_allowed()
            case "order":
                return self._order()
            case _:
                found = self.known(rule, self.layers.text(self.first))
                broken = lambda t: ~found(t)  # noqa: E731
        looks = self._present()
        return Compiled(rule, self.read, looks, lambda t: looks(t) & broken(t).fill_null(False), doubts=doubts)

    def _refuse_types(self) -> None:
        by_value = self.rule.kind in ("required", "range", "order")
        for column in self.read:
            kind = self.stored[column.name]
            if kind == "OTHER" and self.rule.kind != "required":
                raise NotHereError(
                    f"'{column.name}' 열의 형식은 엔진마다 글자로 다르게 나타나요",
                    f"engines write the type of column '{column.name}' differently",
                )
            fine = self.layers.flavour == "java" and kind.startswith("DECIMAL") and int(kind[:-1].split(",")[1]) > 6
            if (kind in FLOATS or fine) and not by_value:
                raise NotHereError(
                    f"'{column.name}' 열의 수는 엔진마다 글자로 다르게 나타나요",
                    f"engines write the numbers of column '{column.name}' differently",
                )

    def _present(self) -> Expression:
        states = [self.layers.state(column) for column in self.read]

        def present(table: ir.Table) -> ir.Value:
            found = table[states[0]] == 0
            for state in states[1:]:
                found = found & (table[state] == 0)
            return found

        return present

    def _missing(self) -> Expression:
        rule, state, raw = self.rule, self.layers.state(self.first), self.layers.raw(self.first)
        if rule.missing is None:
            return lambda t: t[state] != 0
        missing, words = rule.missing, [word for word in rule.missing if word]
        text = self.layers.text(self.first) if words else raw

        def found(table: ir.Table) -> ir.Value:
            empty = table[state] == 1 if "" in missing else table[raw].isnull()
            return empty | table[text].isin(words).fill_null(False) if words else empty

        return found

    def _key(self, columns: Sequence[Column]) -> Expression:
        texts = [self.layers.text(column) for column in columns]
        if len(texts) == 1:
            return lambda t: t[texts[0]]

        def key(table: ir.Table) -> ir.Value:
            # each text behind its length, so that "a", "bc" and "ab", "c" stay apart
            made = ibis.literal("")
            for text in texts:
                made = made + table[text].length().cast("string") + ibis.literal(":") + table[text]
            return made

        return key

    def _outside(self) -> tuple[Expression, tuple[str, ...]]:
        rule, column = self.rule, self.first
        a_day = (rule.minimum or rule.maximum or "")[4:5] == "-" and (rule.minimum or rule.maximum or "")[
            :4
        ].isdecimal()
        bounds: dict[str, Any]
        if column.type in MOMENTS or (column.type not in NUMBERS and a_day):
            value = self.layers.moment(column)
            bounds = {side: _micros(bound) for side, bound in self._bounds()}
        else:
            if column.type == "boolean" and column.stored:
                raise NotHereError("참과 거짓에는 범위가 없어요", "true and false have no range")
            number = column if column.type in NUMBERS else Column(column.name, "decimal", scale=9, plain=False)
            value = self.layers.number(number)
            bounds = {side: self._figure(bound) for side, bound in self._bounds()}

        def outside(table: ir.Table) -> ir.Value:
            found: Any = ibis.literal(False)
            for side, bound in bounds.items():
                figure, open_end = table[value.name], side in rule.exclusive
                if side == "minimum":
                    found = found | ((figure <= bound) if open_end else (figure < bound))
                else:
                    found = found | ((figure >= bound) if open_end else (figure > bound))
            return found

        return outside, _doubts(value)

    def _bounds(self) -> list[tuple[str, str]]:
        pairs = (("minimum", self.rule.minimum), ("maximum", self.rule.maximum))
        return [(side, bound) for side, bound in pairs if bound is not None]

    def _figure(self, bound: str) -> Any:
        kind = self.stored[self.first.name]
        if kind == "FLOAT":
            raise NotHereError(
                "4바이트 부동소수점은 엔진마다 다르게 견줘요", "engines compare 4-byte floats differently"
            )
        try:
            figure = Decimal(bound).quantize(Decimal("1E-9"), ROUND_HALF_UP)
        except InvalidOperation as error:
            raise NotHereError(f"'{bound}'은(는) 수가 아니에요", f"'{bound}' is no number") from error
        return ibis.literal(float(figure)) if kind == "DOUBLE" else ibis.literal(str(figure)).cast("decimal(38, 9)")

    def _unfit(self) -> tuple[Expression, tuple[str, ...]]:
        rule, column, layers = self.rule, self.first, self.layers
        text = layers.text(column)
        if rule.pattern is not None:
            pattern = rule.pattern
            layers.has(ibis.literal(""), pattern)  # refuse now what cannot be translated
            return (lambda t: ~layers.has(t[text], pattern)), ()
        for wanted in TYPE_FORMATS:
            if rule.format == wanted:
                return self._unreadable(read_as(column, wanted))
        if rule.format not in FORMATS:
            raise unknown_format(rule.id, rule.format)
        if rule.format not in PATTERNS:
            raise NotHereError("DuckDB에서만 검사하는 형식이에요", "this format is checked on DuckDB only")
        form, check = PATTERNS[rule.format], CHECKS.get(rule.format)
        if check is None:
            return (lambda t: ~layers.has(t[text], form)), ()
        name = check(layers, text, form)
        return (lambda t: ~t[name]), ()

    def _unreadable(self, column: Column) -> tuple[Expression, tuple[str, ...]]:
        if column.stored or column.type == "text":
            return (lambda _t: ibis.literal(False)), ()
        if column.type == "boolean":
            text = self.layers.text(column)
            return (lambda t: ~t[text].lower().isin(BOOLEANS)), ()
        if column.type in MOMENTS:
            moment = self.layers.moment(column)
            return (lambda t: t[moment.name].isnull()), _doubts(moment)
        number, raw = self.layers.number(column), self.layers.raw(column)
        if column.type == "integer":  # "1.5" rounds to 2, which is no integer to the person who wrote it
            return (lambda t: t[number.name].isnull() | t[raw].contains(".")), _doubts(number)
        return (lambda t: t[number.name].isnull()), _doubts(number)

    def _not_allowed(self) -> Expression:
        text, allowed = self.layers.text(self.first), list(self.rule.allowed)
        return lambda t: ~t[text].isin(allowed)

    def _order(self) -> Compiled:
        if all(column.type in NUMBERS for column in self.read):
            if len({self.stored[column.name] if column.stored else "" for column in self.read} & set(FLOATS)):
                kinds = {self.stored[column.name] for column in self.read}
                if kinds != {"DOUBLE"}:
                    raise NotHereError(
                        "부동소수점과 다른 수는 엔진마다 다르게 견줘요",
                        "engines compare floating-point with other numbers differently",
                    )
            left, right = (self.layers.number(column) for column in self.read)
        elif all(column.type == "timestamp" for column in self.read):
            left, right = (self.layers.moment(column) for column in self.read)
        else:
            left, right = (self.layers.moment(column, "DATE") for column in self.read)

        def looks(table: ir.Table) -> ir.Value:
            return table[left.name].notnull() & table[right.name].notnull()

        def breaks(table: ir.Table) -> ir.Value:
            return (table[left.name] > table[right.name]).fill_null(False)

        return Compiled(self.rule, self.read, looks, breaks, doubts=(*_doubts(left), *_doubts(right)))


def _doubts(value: Value) -> tuple[str, ...]:
    return () if value.doubt is None else (value.doubt,)


def _micros(bound: str) -> int:
    """A bound as DuckDB reads it, in microseconds since 1970."""
    with duckdb.connect() as probe:
        row = probe.execute(f"SELECT TRY_CAST({sql.literal(bound)} AS TIMESTAMP)").fetchone()
    if row is None or not isinstance(row[0], datetime):
        raise NotHereError(f"'{bound}'은(는) 날짜가 아니에요", f"'{bound}' is no date")
    since = row[0].replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _business_number(layers: Layers, text: str, form: str) -> str:
    """The last digit follows from the others (국세청 사업자등록번호 검증)."""
    number = layers.digits(text, form)

    def fits(table: ir.Table) -> ir.Value:
        digits = [table[number] // 10 ** (9 - place) % 10 for place in range(10)]
        total = digits[8] * 5 // 10
        for digit, weight in zip(digits, WEIGHTS, strict=True):
            total = total + digit * weight
        return (total % 10 == 0).fill_null(False)

    return layers.derived(f"{number}_fits", fits)


def _rrn(layers: Layers, text: str, form: str) -> str:
    """The first six digits are a day of the century that the seventh names."""
    number = layers.digits(text, form)

    def fits(table: ir.Table) -> ir.Value:
        digits = table[number]
        century = ibis.ifelse((digits // 1_000_000 % 10).isin([1, 2, 5, 6]), 1900, 2000)
        year, month, day = century + digits // 10**11, digits // 10**9 % 100, digits // 10**7 % 100
        return (day <= last_day(year, month)).fill_null(False)

    return layers.derived(f"{number}_fits", fits)


def _phone(layers: Layers, text: str, form: str) -> str:
    def fits(table: ir.Table) -> ir.Value:
        bare = layers.without(table[text], "[ ().-]")
        return (layers.has(table[text], form) & layers.has(bare, formats.PHONE_DIGITS)).fill_null(False)

    return layers.derived(f"phone_{text}", fits)


CHECKS: dict[str, Callable[[Layers, str, str], str]] = {
    "business_number": _business_number,
    "rrn": _rrn,
    "phone": _phone,
}
