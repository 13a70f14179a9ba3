"""What each kind of field is: how it is asked, how the ledger keeps it, how it is shown, how a file's cell is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jangbu.apps.base.problems import language
from jangbu.apps.people import queries as people
from jangbu.apps.registers.declaring import Field, Register, register_named
from jangbu.kernel import text

HIDDEN = "●●●"  # a sensitive value, to who may not see it
UNTOLD = "–"
LARGEST = 2_000_000_000
DAY_FORMS = [
    *("%Y-%m-%d", "%Y.%m.%d", "%Y. %m. %d", "%Y. %m. %d.", "%Y/%m/%d"),
    *("%Y년 %m월 %d일", "%Y%m%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"),
]
YES = {"예", "네", "yes", "y", "true", "o", "○", "1"}
NO = {"아니요", "아니오", "no", "n", "false", "x", "×", "0"}


class Names:
    """Names of people and of rows that references lead to, read once per page and only if asked for."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, str]] = {}

    @cached_property
    def people(self) -> dict[str, str]:
        return {person.pk: person.name for person in people.people_list()}

    def rows(self, register: str) -> dict[str, str]:
        if register not in self._rows:
            found = register_named(register)
            self._rows[register] = {row.pk: found.title_of(row) for row in found.model._default_manager.all()}
        return self._rows[register]


def _people_choices() -> list[tuple[str, str]]:
    return [("", "–"), *((person.pk, person.name) for person in people.by_role("today.read") if person.role != "guest")]


def _options(field: Field) -> Callable[[], list[tuple[str, Any]]]:
    def choices() -> list[tuple[str, Any]]:
        first: list[tuple[str, Any]] = [] if field.kind == "many" else [("", gettext_lazy("아직 몰라요"))]
        return [*first, *((each.value, each.label.head) for each in field.options())]

    return choices


def _row_choices(field: Field) -> Callable[[], list[tuple[str, str]]]:
    def choices() -> list[tuple[str, str]]:
        found = register_named(field.to)
        rows = found.model._default_manager.filter(archived_at=None)
        return [("", "–"), *((row.pk, found.title_of(row)) for row in rows)]

    return choices


def _long(field: Field, given: Given) -> forms.Field:
    return forms.CharField(max_length=max(field.longest, 4000), widget=forms.Textarea(attrs={"rows": 4}), **given)


def _whole(field: Field, given: Given) -> forms.Field:
    least = 0 if field.least is None and field.kind == "money" else field.least
    return forms.IntegerField(min_value=least, max_value=LARGEST if field.most is None else field.most, **given)


def _picked_day(_field: Field, given: Given) -> forms.Field:
    picker = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=picker, input_formats=DAY_FORMS, **given)


def _three_ways(_field: Field, given: Given) -> forms.Field:
    ways = [("", gettext_lazy("아직 몰라요")), ("yes", gettext_lazy("예")), ("no", gettext_lazy("아니요"))]
    return forms.TypedChoiceField(choices=ways, coerce=lambda said: said == "yes", empty_value=None, **given)


def _owned_select() -> forms.Select:
    return forms.Select(attrs={"translate": "no"})


Given = dict[str, Any]
INPUTS: dict[str, Callable[[Field, Given], forms.Field]] = {
    "text": lambda field, given: forms.CharField(max_length=field.longest, **given),
    "long": _long,
    "number": _whole,
    "money": _whole,
    "day": _picked_day,
    "yes": _three_ways,
    "choice": lambda field, given: forms.ChoiceField(
        choices=_options(field), widget=_owned_select() if field.named else forms.Select(), **given
    ),
    "many": lambda field, given: forms.MultipleChoiceField(
        choices=_options(field), widget=forms.CheckboxSelectMultiple, **given
    ),
    "person": lambda _field, given: forms.ChoiceField(choices=_people_choices, widget=_owned_select(), **given),
    "reference": lambda field, given: forms.ChoiceField(choices=_row_choices(field), widget=_owned_select(), **given),
    "email": lambda _field, given: forms.EmailField(max_length=254, **given),
    "url": lambda _field, given: forms.URLField(max_length=500, assume_scheme="https", **given),
}


def form_field(field: Field) -> forms.Field:
    made = INPUTS[field.kind](field, {"required": field.required})
    unit = f" ({field.unit})" if field.unit else ""
    made.label = f"{field.label.head}{unit}"
    made.help_text = str(field.help) if field.help else ""
    return made


def to_form(field: Field, value: Any) -> Any:
    """A stored value as a form's data or initial value."""
    if field.kind == "yes":
        return {True: "yes", False: "no"}.get(value, "")
    return value


def to_json(value: Any) -> Any:
    """As the ledger and the API keep it: a day as ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value


def from_json(register: Register[Any], name: str, value: Any) -> Any:
    """The other way, for a field or for what every row has."""
    days = {"reviewed_on", "review_due"} | {field.name for field in register.fields if field.kind == "day"}
    return date.fromisoformat(value) if name in days and value else value


def is_empty(value: Any) -> bool:
    return value is None or value in ("", [])


def _many(field: Field, value: Any, _names: Names) -> str:
    labels = {each.value: str(each.label) for each in field.options()}
    return ", ".join(labels.get(each, each) for each in value)


def _day(_field: Field, value: Any, _names: Names) -> str:
    found = value if isinstance(value, date) else date.fromisoformat(value)
    return text.day(found, language(), year=found.year != timezone.localdate().year)


def _choice(field: Field, value: Any, _names: Names) -> str:
    return next((str(each.label.head) for each in field.options() if each.value == value), str(value))


SHOWN: dict[str, Callable[[Field, Any, Names], str]] = {
    "number": lambda field, value, _names: f"{text.number(value)}{_gap(field)}",
    "money": lambda _field, value, _names: text.won(value, language()),
    "day": _day,
    "yes": lambda _field, value, _names: _("예") if value else _("아니요"),
    "choice": _choice,
    "many": _many,
    "person": lambda _field, value, names: names.people.get(value, UNTOLD),
    "reference": lambda field, value, names: names.rows(field.to).get(value, UNTOLD),
}


def _gap(field: Field) -> str:
    if field.unit is None:
        return ""
    return f"{'' if language() == 'ko' else ' '}{field.unit}"


def shown(field: Field, value: Any, names: Names, *, may_see: bool = True) -> str:
    """A value, Python's or the ledger's, as people read it; a dash for none."""
    if is_empty(value):
        return UNTOLD
    if field.sensitive and not may_see:
        return HIDDEN
    return SHOWN[field.kind](field, value, names) if field.kind in SHOWN else str(value)


def in_file(field: Field, value: Any, names: Names) -> object:
    """A value as a file holds it: what `from_file` reads back."""
    if is_empty(value):
        return None
    return value if field.kind in {"number", "money", "day"} else shown(field, value, names)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the cells of a file into what the form takes, so that form and file are checked by the same rules."""

    names: Names

    def read(self, field: Field, cell: str) -> Any:
        said = cell.strip().removeprefix("'")
        if field.kind == "many":
            known = self._labels(field)
            return [known.get(each.strip().casefold(), each.strip()) for each in said.split(",") if each.strip()]
        if field.kind in {"number", "money"}:
            return said.replace(",", "").removesuffix("원").removesuffix(".0").strip()
        if field.kind == "yes":
            low = said.casefold()
            return "yes" if low in YES else "no" if low in NO else said
        if field.kind in {"choice", "person", "reference"}:
            return self._labels(field).get(said.casefold(), said)
        return said

    def _labels(self, field: Field) -> Mapping[str, str]:
        """What may stand in a cell, in either language, to the value behind it."""
        if field.kind == "person":
            return {name.casefold(): key for key, name in self.names.people.items()}
        if field.kind == "reference":
            return {name.casefold(): key for key, name in self.names.rows(field.to).items()}
        found: dict[str, str] = {}
        for each in field.options():
            found |= {said.casefold(): each.value for said in (each.label.ko, each.label.en, each.value)}
        return found
