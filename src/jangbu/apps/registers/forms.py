"""The one form of a register: the page, the API and a file's rows are all checked by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.registers.declaring import Field, R, Register, Values
from jangbu.apps.registers.kinds import form_field, is_empty, to_form

LONGEST_CYCLE = 60  # months


class WhyField(forms.CharField):
    """One sentence that goes into the ledger."""

    def __init__(self, *, required: bool = True) -> None:
        attributes = {"autocomplete": "off"}
        super().__init__(label=_("왜"), max_length=300, widget=forms.TextInput(attrs=attributes), required=required)


class RowForm(forms.Form):
    """Fields, then the row's own review cycle, then why. Rules across fields put their sentence at their field."""

    def __init__(
        self,
        register: Register[Any],
        row: Any = None,
        data: Mapping[str, Any] | None = None,
        *,
        may_see: bool = True,
        asks_why: bool = True,
        prepared: Mapping[str, forms.Field] | None = None,
    ) -> None:
        """`prepared` are fields made by `prepare`, for checking many rows without asking the database for each."""
        super().__init__(data, initial=initial(register, row))
        self.register, self.row = register, row
        self.fields.update(prepare(register, may_see=may_see) if prepared is None else prepared)
        if asks_why:
            self.fields["why"] = WhyField()
            revision = row.revision if row else 0
            self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput, initial=revision, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for field, sentence in broken(self.register, self.complete(given), self.row):
            if field.name in self.fields and field.name not in self.errors:
                self.add_error(field.name, sentence)
        return given

    def complete(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """With what the form did not ask, as it stands in the row."""
        held = values_of(self.register, self.row) if self.row else {}
        return {field.name: given.get(field.name, held.get(field.name)) for field in self.register.fields}

    def values(self) -> dict[str, Any]:
        """What a service takes: fields and, where there is one, the review cycle."""
        asked = {field.name for field in self.register.fields} | {"review_months"}
        return {name: value for name, value in self.cleaned_data.items() if name in asked}


def prepare(register: Register[Any], *, may_see: bool = True, settled: bool = False) -> dict[str, forms.Field]:
    """The fields by name. With `settled` their choices are read once, now."""
    made = {field.name: form_field(field) for field in register.fields if may_see or not field.sensitive}
    if register.review_months is not None:
        made["review_months"] = forms.IntegerField(
            label=_("검토 주기 (달)"), min_value=1, max_value=LONGEST_CYCLE, required=False
        )
    for each in made.values() if settled else ():
        if isinstance(each, forms.ChoiceField):
            choices: Any = each.choices
            each.choices = list(choices)
    return made


class ReviewForm(forms.Form):
    note = forms.CharField(label=_("무엇을 봤나요"), max_length=300)
    on = forms.DateField(
        label=_("살펴본 날"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), required=False
    )


class UploadForm(forms.Form):
    file = forms.FileField(label=_("파일 (XLSX, CSV)"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}))


def initial(register: Register[R], row: R | None) -> dict[str, Any]:
    if row is None:
        return {"review_months": register.review_months}
    held = {field.name: to_form(field, getattr(row, field.attribute)) for field in register.fields}
    return {**held, "review_months": row.review_months}


def values_of(register: Register[R], row: R) -> dict[str, Any]:
    return {field.name: getattr(row, field.attribute) for field in register.fields}


def broken(register: Register[R], values: Values, row: R | None) -> list[tuple[Field, Any]]:
    """Rules that do not hold, each with the field to stand at and its sentence."""
    return [(register.field(rule.field), rule.says) for rule in register.rules if not rule.holds(values, row)]


def lacking(register: Register[R], values: Values) -> list[Field]:
    return [field for field in register.fields if field.required and is_empty(values.get(field.name))]
