"""Columns as expressions: their text, number, moment and state, each worked out once, in a layer above what it needs.

What DuckDB's TRY_CAST reads is spelt out here as patterns and whole-number arithmetic that every engine carries out
alike. Values that TRY_CAST may read but the spelling does not cover ("1e3", "1_000", "0x1F", "epoch", years before 1 or
after 9999) are counted as doubtful, so that a rule which meets one is not checked rather than checked differently.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ibis

from jangbu.engines.quality import dates, sql
from jangbu.engines.quality.model import MOMENTS, NUMBERS, Column, Type
from jangbu.engines.quality.scale.engine import native
from jangbu.engines.quality.scale.patterns import Flavour, translate

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from jangbu.engines.quality.scale.engine import Engine, Relation

    Expression = Callable[[ir.Table], ir.Value]

TEXTS, PARTS, FIELDS, VALUES, STATES = range(5)
SPACE = r"[ \t\n\v\f\r]"  # what DuckDB passes over around a number or a day
BLANK = f"[{sql.BLANKS}]"
NUMBER = rf"^{SPACE}*[+-]?(?:0*[0-9]{{1,28}}(?:\.[0-9]*)?|\.[0-9]+){SPACE}*$"
DIGITS = r"(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)"
MAYBE_NUMBER = rf"(?i)^{SPACE}*[+-]?(?:0[xb][0-9a-f_]+|{DIGITS}(?:e[+-]?[0-9_]+)?){SPACE}*$"
LONG = rf"^{SPACE}*[+-]?0*[1-9][0-9]{{19,}}(?:\.[0-9]*)?{SPACE}*$"  # beyond 64 bits: no integer, and no doubt about it
MONEY = r"[,₩\\￦$€£\s]|원$|KRW"
DAY = r"([0-9]{1,4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})"
CLOCK = r"[T \t\n\v\f\r]([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\.([0-9]*))?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
MOMENT = rf"^{SPACE}*{DAY}(?:{CLOCK} *|{SPACE}*)$"
ONE_SEPARATOR = rf"^{SPACE}*[0-9]+(?:-[0-9]+-|/[0-9]+/)"
YEAR_NONE = rf"^{SPACE}*0+[-/]"
MAYBE_MOMENT = (
    rf"(?i)^{SPACE}*(?:-?[0-9]+(?:-[0-9]+-|/[0-9]+/|\\[0-9]+\\| [0-9]+ )[0-9]{{1,2}}"
    rf"(?:{SPACE}*|{SPACE}*\((?s:.)*|(?:T|{SPACE})+[0-9]+:(?s:.)*)|[+-]?inf(?:inity)?{SPACE}*|epoch{SPACE}*)$"
)
SPACE_AFTER_DAY = rf"^{SPACE}*{DAY}{SPACE}+$"
MICROSECONDS = 86_400_000_000
YEARS_BEFORE_1970 = 719_528  # days, so that remainders are of positive numbers
SERIAL_ZERO = 25_569  # 1970-01-01 as Excel counts days
BIGINT = (-(2**63), 2**63 - 1)


@dataclass(frozen=True, slots=True)
class Value:
    """Names in the finished relation: the value, NULL where there is none to read, and whether that is in doubt."""

    name: str
    doubt: str | None = None


@dataclass
class Layers:
    """Collects what rules need of the columns, then builds the relation that has all of it.

    Column number i of the table is `c<i>` in the base relation: text, or a number that is stored as one. Numbers come
    out as decimals with nine digits after the point (or as they are stored), moments as microseconds since 1970.
    """

    flavour: Flavour
    places: dict[str, int]
    stages: list[dict[str, Expression]] = field(default_factory=lambda: [{} for _ in range(5)])

    def build(self, engine: Engine, *, numbered: bool = False) -> Relation:
        relation = engine.relation(numbered=numbered)
        for stage in self.stages:
            if stage:
                table = relation.table
                made = table.mutate(**{name: expression(table) for name, expression in stage.items()})
                relation = engine.above(relation, made)
        return relation

    def has(self, value: ir.Value, pattern: str) -> ir.Value:
        return value.re_search(translate(pattern, self.flavour))

    def without(self, value: ir.Value, pattern: str) -> ir.Value:
        return value.re_replace(translate(pattern, self.flavour), "")

    def raw(self, column: Column) -> str:
        return f"c{self.places[column.name]}"

    def text(self, column: Column) -> str:
        """As `sql.text`: trimmed where the sample shows that some are padded."""
        raw = self.raw(column)
        if not column.texts and column.type in NUMBERS:
            return self._add(TEXTS, f"x{raw}", lambda t: t[raw].cast("string"))
        if not (column.texts and column.padded):
            return raw
        return self._add(TEXTS, f"t{raw}", lambda t: self.trimmed(t[raw]))

    def trimmed(self, value: ir.Value) -> ir.Value:
        return self.without(self.without(value, f"^{BLANK}+"), f"{BLANK}+$")

    def derived(self, name: str, made: Expression) -> str:
        """Something a rule works out of texts, once."""
        return self._add(VALUES, name, made)

    def digits(self, text: str, form: str) -> str:
        """The name of the digits of a text as one number, NULL where it has another form; hyphens are passed over."""

        def made(table: ir.Table) -> ir.Value:
            fitting = ibis.ifelse(self.has(table[text], form), table[text], ibis.null("string"))
            return self.without(fitting, "-").cast("int64")

        return self._add(FIELDS, f"digits_{text}_{len(form)}", made)

    def number(self, column: Column) -> Value:
        """As `sql.number`."""
        raw = self.raw(column)
        if column.stored and column.type in NUMBERS:
            return Value(raw)
        name = f"n{raw}_{column.type}{column.scale}{'' if column.plain else 'm'}"
        spelt = [raw] if column.plain else [raw, self._signed(raw)]

        def value(table: ir.Table) -> ir.Value:
            return ibis.coalesce(*(self._decimal(table[each], column) for each in spelt))

        def doubt(table: ir.Table) -> ir.Value:
            found = [self._doubtful_number(table[each], column) for each in spelt]
            return found[0] if len(found) == 1 else found[0] | (~self.has(table[raw], NUMBER) & found[1])

        self._add(VALUES, f"{name}_doubt", lambda t: doubt(t).fill_null(False))
        return Value(self._add(VALUES, name, value), f"{name}_doubt")

    def _signed(self, raw: str) -> str:
        """Without separators and units, its sign in front: "(300)", "△300" and "−300" are -300."""

        def signed(table: ir.Table) -> ir.Value:
            bare = self.without(table[raw], MONEY)
            return ibis.cases(
                (self.has(bare, "^[−△▲]"), ibis.literal("-") + self.without(bare, "^[−△▲]")),
                (self.has(bare, r"^\([^\n]*\)$"), ibis.literal("-") + self.without(bare, r"^\(|\)$")),
                else_=bare,
            )

        return self._add(TEXTS, f"m{raw}", signed)

    def _decimal(self, text: ir.Value, column: Column) -> ir.Value:
        readable = ibis.ifelse(self.has(text, NUMBER), self.without(text, SPACE), ibis.null("string"))
        if column.type != "integer":
            return readable.cast(f"decimal(38, {column.scale})").cast("decimal(38, 9)")
        low, high = (ibis.literal(bound).cast("decimal(38, 9)") for bound in BIGINT)
        rounded = readable.cast("decimal(38, 0)").cast("decimal(38, 9)")
        return ibis.ifelse(rounded.between(low, high), rounded, ibis.null("decimal(38, 9)"))

    def _doubtful_number(self, text: ir.Value, column: Column) -> ir.Value:
        doubtful = self.has(text, MAYBE_NUMBER) & ~self.has(text, NUMBER)
        return doubtful & ~self.has(text, LONG) if column.type == "integer" else doubtful

    def moment(self, column: Column, kind: str | None = None) -> Value:
        """As `sql.moment`, in microseconds since 1970. `kind` is DATE or TIMESTAMP; by default the column's own."""
        own = "TIMESTAMP" if column.type == "timestamp" else "DATE"
        if column.type in MOMENTS and kind == "DATE" and own == "TIMESTAMP":
            value = self._moment(column, own)
            return Value(self._add(STATES, f"day_{value.name}", lambda t: _midnight(t[value.name])), value.doubt)
        return self._moment(column, own if column.type in MOMENTS else kind or own)

    def _moment(self, column: Column, kind: str) -> Value:
        styled = bool(column.styles) and column.styles != ("iso",) and not column.stored
        text = self.text(column) if styled else self.raw(column)
        styles = column.styles if styled else ("iso",)
        name = f"d{text}_{kind.lower()}_{'_'.join(styles)}"
        serial = dates.SERIAL in styles
        iso = styles != (dates.SERIAL,)  # every other spelling is tried after TRY_CAST itself
        readings = [self._iso(text, kind, name)] if iso else []
        readings += [self._styled(text, style) for style in styles if style not in ("iso", dates.SERIAL)]
        readings += [self._serial(text)] if serial else []

        def doubt(table: ir.Table) -> ir.Value:
            found = self._doubtful_moment(table[text]) if iso else ibis.literal(False)
            return found | self._doubtful_number(table[text], Column(text, "integer")) if serial else found

        self._add(VALUES, name, lambda t: ibis.coalesce(*(reading(t) for reading in readings)))
        return Value(name, self._add(VALUES, f"{name}_doubt", lambda t: doubt(t).fill_null(False)))

    def _iso(self, text: str, kind: str, name: str) -> Expression:
        """Day and clock as TRY_CAST reads them; what stands behind the clock, a zone, does not move it there either."""
        wanted = self._add(PARTS, f"{name}_iso", lambda t: self._only(t[text], MOMENT, ONE_SEPARATOR))
        parts = [self._field(wanted, MOMENT, place) for place in range(1, 7)]
        micros = "" if kind == "DATE" else self._add(FIELDS, f"{name}_7", lambda t: self._microseconds(t[wanted]))

        def read(table: ir.Table) -> ir.Value:
            year, month, day, hour, minute, second = (table[part] for part in parts)
            hour, minute, second = (part.fill_null(0) for part in (hour, minute, second))
            fraction = table[micros].fill_null(0) if micros else ibis.literal(0)
            midnight = (hour == 24) & (minute == 0) & (second == 0) & (fraction == 0)
            ticks = (((hour * 60 + minute) * 60) + second) * 1_000_000 + fraction
            valid = ((hour < 24) & (minute < 60) & (second < 60)) | midnight
            if kind == "DATE":
                ticks = ibis.literal(0)
            else:  # a blank behind the day alone is no moment to TRY_CAST, though it is a day
                valid = valid & ~self.has(table[wanted], SPACE_AFTER_DAY)
            return ibis.ifelse(valid, _since_1970(year, month, day) + ticks, ibis.null("int64"))

        return read

    def _styled(self, text: str, style: str) -> Expression:
        pattern, order = dates.STYLES[style].sql_pattern, dates.STYLES[style].order
        wanted = self._add(PARTS, f"{text}_{style}", lambda t: self._only(t[text], pattern))
        parts = [self._field(wanted, pattern, place) for place in order]
        return lambda t: _since_1970(*(t[part] for part in parts))

    def _serial(self, text: str) -> Expression:
        low, high = dates.SERIALS
        days = self._add(FIELDS, f"{text}_serial", lambda t: self._decimal(t[text], Column(text, "integer")))
        return lambda t: ibis.ifelse(
            t[days].between(low, high), (t[days].cast("int64") - SERIAL_ZERO) * MICROSECONDS, ibis.null("int64")
        )

    def _doubtful_moment(self, text: ir.Value) -> ir.Value:
        sure = self.has(text, MOMENT) & self.has(text, ONE_SEPARATOR) & ~self.has(text, YEAR_NONE)
        return self.has(text, MAYBE_MOMENT) & ~sure

    def _only(self, text: ir.Value, *patterns: str) -> ir.Value:
        fits: Any = ibis.literal(True)
        for pattern in patterns:
            fits = fits & self.has(text, pattern)
        return ibis.ifelse(fits, text, ibis.null("string"))

    def _field(self, text: str, pattern: str, place: int) -> str:
        """The name of one group of a pattern as a whole number."""
        found = translate(pattern, self.flavour)
        return self._add(FIELDS, f"{text}_{place}", lambda t: t[text].re_extract(found, place).nullif("").cast("int64"))

    def _microseconds(self, text: ir.Value) -> ir.Value:
        digits = text.re_extract(translate(MOMENT, self.flavour), 7).fill_null("") + ibis.literal("000000")
        return digits.re_extract(translate("^([0-9]{6})", self.flavour), 1).nullif("").cast("int64")

    def state(self, column: Column) -> str:
        """As `sql.state`: 0 a value is there, 1 NULL or blank, 2 a word that says nothing is there."""
        raw = self.raw(column)
        if not column.texts:
            return self._add(STATES, f"s{raw}", lambda t: ibis.ifelse(t[raw].isnull(), 1, 0))
        read = None
        if column.type in NUMBERS | MOMENTS:
            read = self.number(column) if column.type in NUMBERS else self.moment(column)
        words = "|".join(map(_escaped, sql.WORDS))
        nothing, blank = f"(?i)^{BLANK}*(?:{words})?{BLANK}*$", f"^{BLANK}*$"
        # what `sql.state` calls unusual, so that cells of many wide blanks count here as they do there
        low = "^[\\x01-/]"
        latin = f"^[{sql.LOWEST}-{chr(ord(sql.HANGUL) - 1)}]"
        hangul = f"^(?:{'|'.join(map(_escaped, sql.FIRST))})"

        def made(table: ir.Table) -> ir.Value:
            cell = table[raw]
            short = BYTES[self.flavour](cell) <= sql.LONGEST
            unusual = self.has(cell, low) | ((self.has(cell, latin) | self.has(cell, hangul)) & short)
            known = [(table[read.name].notnull() | table[read.doubt], 0)] if read and read.doubt else []
            return ibis.cases(
                *known,
                (cell.isnull() | (cell == ""), 1),
                (unusual & self.has(cell, blank), 1),
                (unusual & self.has(cell, nothing), 2),
                else_=0,
            )

        return self._add(STATES, f"s{raw}", made)

    def _add(self, stage: int, name: str, made: Expression) -> str:
        self.stages[stage].setdefault(name, made)
        return name


def read_as(column: Column, wanted: Type) -> Column:
    """The column under a contract's type, which may be another than its values suggest."""
    if column.type == wanted or (column.stored and not column.texts):
        return column
    styles = column.styles or ("iso",)
    return Column(column.name, wanted, scale=9 if wanted == "decimal" else 0, styles=styles, plain=False)


def _since_1970(year: ir.Value, month: ir.Value, day: ir.Value) -> ir.Value:
    """Microseconds to the start of a day of the years 1 to 9999, NULL for a day that never was.

    Days are counted from 1 March by the 153-day rhythm of five months (Richards, Calendrical Algorithms, 2013).
    """
    valid = (year >= 1) & month.between(1, 12) & (day >= 1) & (day <= last_day(year, month))
    shifted = year - ibis.ifelse(month <= 2, 1, 0)
    months = (month + 9) % 12
    century_days = shifted * 365 + shifted // 4 - shifted // 100 + shifted // 400
    days = century_days + (months * 153 + 2) // 5 + day - 1 - 719_468
    return ibis.ifelse(valid, days * MICROSECONDS, ibis.null("int64"))


def last_day(year: ir.Value, month: ir.Value) -> ir.Value:
    """Of a month, by the Gregorian calendar: 28 to 31."""
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    return ibis.cases((month == 2, ibis.ifelse(leap, 29, 28)), (month.isin([4, 6, 9, 11]), 30), else_=31)


def _midnight(moment: ir.Value) -> ir.Value:
    """The start of a moment's day. By remainder: some engines divide whole numbers as floating-point ones."""
    return moment - (moment + YEARS_BEFORE_1970 * MICROSECONDS) % MICROSECONDS


def _escaped(word: str) -> str:
    return "".join(f"\\{character}" if character in "\\.+*?()|[]{}^$#-/" else character for character in word)


BYTES: dict[Flavour, Callable[[Any], Any]] = {  # of a text in UTF-8
    "re2": native("strlen", "int64"),
    "java": native("octet_length", "int64"),
    "posix": native("octet_length", "int64"),
}
