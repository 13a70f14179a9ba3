"""Steps that bring values to one form: normalise (any kind there is a form for) and cast (dates and money).

What cannot be read stays and is queued; so does what the form would lose: a currency, a note on tax, a postcode. A
title, a time or a second spelling of a name is kept behind the value instead. `allow` lists parts that may go, `parts`
puts them into columns of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Self, cast

from jangbu.engines.quality.mending.operation import Operation, cells_said, columns_said, some_columns
from jangbu.engines.quality.mending.options import Options
from jangbu.engines.quality.mending.plan import Plan
from jangbu.engines.quality.mending.work import Cells, Outcome, Queued, Tally, Work
from jangbu.engines.quality.normalising import KINDS, Kind, Normalised, normalise_many
from jangbu.engines.quality.reading.problems import Said

LEAST = 0.6  # confidence from which a value is rewritten; below, a person is asked
# what a kind's one form leaves out, and how it is kept: a format of value and part, or None where the cell is queued
LOSSES: Mapping[str, Mapping[str, str | None]] = {
    "person": {"title": "{value} {part}", "latin": "{value} ({part})", "hanja": "{value} ({part})"},
    "date": {"time": "{value} {part}", "zone": None},
    "money": {"currency": None, "tax": None},
    "email": {"name": None},
    "address": {"zip": None},
    "phone": {"label": None},
}
HARMLESS = {("money", "currency"): frozenset({"KRW"})}
PHONE_LABELS = frozenset(
    {"tel", "t", "phone", "전화", "전화번호", "연락처", "tel.", "t."}
)  # say only what the column says
DATE_FORMS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "YYYY-MM-DD": lambda parts: f"{parts['year']}-{parts['month']}-{parts['day']}",
    "YYYY.MM.DD": lambda parts: f"{parts['year']}.{parts['month']}.{parts['day']}",
    "YYYYMMDD": lambda parts: f"{parts['year']}{parts['month']}{parts['day']}",
    "YYYY년 M월 D일": lambda parts: f"{parts['year']}년 {int(parts['month'])}월 {int(parts['day'])}일",
}
MONEY_FORMS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "1234567": lambda parts: parts["amount"],
    "1,234,567": lambda parts: f"{Decimal(parts['amount']):,}",
    "1,234,567원": lambda parts: f"{Decimal(parts['amount']):,}원",
}
FORMS = {"date": DATE_FORMS, "money": MONEY_FORMS}
SHAPES: Mapping[str, Said] = {
    "company": Said("‘주식회사 이름’ 꼴로", "as a registered name"),
    "address": Said("도로명주소 표기법대로", "by the road-name address spelling"),
    "phone": Said("010-0000-0000 꼴로", "as 010-0000-0000"),
    "business_number": Said("000-00-00000 꼴로", "as 000-00-00000"),
    "corporate_number": Said("000000-0000000 꼴로", "as 000000-0000000"),
    "person": Said("붙여 쓴 이름으로", "as a name without blanks"),
    "email": Said("소문자 이메일로", "as e-mail in lower case"),
}


class Normalise(Operation):
    """Every value in the one form of its kind.

    Options kind; least (0.6), the confidence from which a value is rewritten; allow; parts ({part: new column}).
    """

    def __init__(self, columns: Sequence[str], kind: Kind, form: str | None) -> None:
        super().__init__(columns)
        self.kind, self.form = kind, form
        self.least = LEAST
        self.allow: frozenset[str] = frozenset()
        self.parts: dict[str, str] = {}

    @classmethod
    def read(cls, options: Options) -> Self:
        columns = some_columns(options)
        kind = cast("Kind", options.choice("kind", KINDS))
        made = cls(columns, kind, cls._form(options, kind))
        made._read_rest(options)
        return made

    @staticmethod
    def _form(options: Options, kind: str) -> str | None:
        if kind not in FORMS:
            return None
        known = tuple(FORMS[kind])
        return options.choice("form", known, known[0])

    def _read_rest(self, options: Options) -> None:
        self.least = options.share("least", LEAST)
        self.allow = frozenset(options.texts("allow", ()))
        self.parts = options.pairs("parts", {})
        if self.parts and len(self.columns) > 1:
            raise options.place.broken("parts는 열이 하나일 때만 적어요", "parts goes with one column only")

    def plan(self, plan: Plan) -> None:
        for column in self.columns:
            plan.change(column)
        for new in reversed(self.parts.values()):
            plan.add(new, self.columns, self.columns[0])

    def run(self, work: Work) -> None:
        for column in self.columns:
            taken: dict[str, Cells] = {part: [] for part in self.parts}
            work.change(column, partial(self._mend, taken))
            for part in reversed(self.parts):
                work.add(self.parts[part], taken[part], column)

    def outcomes(self, cells: Cells) -> list[Outcome]:
        """What would become of each cell."""
        return self._mend({}, 0, cells)

    def _mend(self, taken: dict[str, Cells], _start: int, cells: Cells) -> list[Outcome]:
        found = normalise_many(self.kind, [cell if cell and not cell.isspace() else None for cell in cells])
        known: dict[str, Outcome] = {}
        made: list[Outcome] = []
        for cell, each in zip(cells, found, strict=True):
            if cell is None or each is None:
                made.append(cell)
                continue
            if cell not in known:
                known[cell] = self._outcome(each)
            made.append(known[cell])
        for part, column in taken.items():
            column += [
                each.parts.get(part) if each is not None and not isinstance(one, Queued) else None
                for each, one in zip(found, made, strict=True)
            ]
        return made

    def _outcome(self, found: Normalised) -> Outcome:
        if not found.parsed:
            return Queued("unread")
        value = found.value if self.form is None else FORMS[self.kind][self.form](found.parts)
        lost = None
        for part, kept in LOSSES.get(self.kind, {}).items():
            if part in self.allow or part in self.parts or part not in found.parts:
                continue
            text = found.parts[part]
            if self._says_nothing(part, text):
                continue
            if kept is None:
                lost = Queued("would_lose", value)
            else:
                value = kept.format(value=value, part=text)
        if value == found.original:
            return value
        return lost or (Queued("doubtful", value) if found.confidence < self.least else value)

    def _says_nothing(self, part: str, text: str) -> bool:
        if (self.kind, part) == ("phone", "label"):
            return text.strip(" :.").lower() in PHONE_LABELS
        return text in HARMLESS.get((self.kind, part), ())

    def says(self, did: Tally) -> Said:
        where, count = columns_said(self.columns), cells_said(did.total_changed)
        to = SHAPES.get(self.kind, Said(f"{self.form} 꼴로", f"as {self.form}"))
        return Said(f"{where.ko} {count.ko}을 {to.ko} 바꿔요", f"Rewrites {count.en} of {where.en} {to.en}")


class Cast(Normalise):
    """Dates or money in the form asked for.

    Options to (date or money), form (see DATE_FORMS, MONEY_FORMS); least, allow, parts as for normalise.
    """

    @classmethod
    def read(cls, options: Options) -> Self:
        columns = some_columns(options)
        kind = cast("Kind", options.choice("to", tuple(FORMS)))
        made = cls(columns, kind, cls._form(options, kind))
        made._read_rest(options)
        return made
