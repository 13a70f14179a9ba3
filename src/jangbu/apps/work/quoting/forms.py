"""A request for a quote as a person types it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

ROWS = 6  # lines that the form offers at first


class RequestForm(forms.Form):
    customer = forms.CharField(label=_("받는 곳"), max_length=200, required=False)
    contact = forms.CharField(label=_("담당자"), max_length=100, required=False)
    email = forms.EmailField(label=_("메일"), required=False)
    text = forms.CharField(
        label=_("메일이나 메모를 그대로 붙여 넣기"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    file = forms.FileField(label=_("파일 (CSV, XLSX, EML, JSON)"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not (told.get("file") or told.get("text", "").strip() or lines_of(self.data)):
            raise forms.ValidationError(_("품목을 한 줄 적거나, 글을 붙여 넣거나, 파일을 골라 주세요."))
        return told

    def party(self) -> dict[str, str]:
        told = self.cleaned_data
        return {"name": told["customer"], "contact": told["contact"], "email": told["email"]}


def lines_of(data: Any) -> list[dict[str, str]]:
    """The lines typed into the rows of the form; rows without an item are left out."""
    if not isinstance(data, QueryDict):
        return []
    columns = [data.getlist(name) for name in ("item", "quantity", "unit", "price")]
    rows = zip(*columns, strict=False)
    names = ("item", "quantity", "unit", "unit_price")
    return [
        {name: value.strip() for name, value in zip(names, row, strict=True) if value.strip()}
        for row in rows
        if row[0].strip()
    ]
