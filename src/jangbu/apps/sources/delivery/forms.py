"""What people type or hand over on the data pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("파일"), error_messages={"required": _("파일을 골라 주세요."), "empty": _("파일이 비어 있어요.")}
    )
    why = forms.CharField(label=_("왜"), max_length=300, required=False)


class PlaceForm(forms.Form):
    """A file of this machine, or a table of a database."""

    location = forms.CharField(label=_("위치"), max_length=500)
    table = forms.CharField(label=_("표 이름"), max_length=200, required=False)


class ThresholdForm(forms.Form):
    points = forms.IntegerField(label=_("기준 점수"), min_value=0, max_value=100)


class ContractForm(forms.Form):
    contract = forms.CharField(
        label=_("검사 규칙 (ODCS YAML)"), required=False, max_length=200_000, widget=forms.Textarea(attrs={"rows": 16})
    )
