"""What people type about values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jangbu.apps.pilots.drafting.forms import day_input

PERIODS = (("before", _("시작 전")), ("after", _("시작 뒤")))


class ValueForm(forms.Form):
    """One number by hand. With a day the side follows from it."""

    kpi = forms.ChoiceField(label=pgettext_lazy("plan", "지표"))
    value = forms.DecimalField(label=_("값"), max_digits=20, decimal_places=4)
    day = forms.DateField(label=_("날"), required=False, widget=day_input())
    period = forms.ChoiceField(label=_("언제 값인가요"), choices=PERIODS, help_text=_("날을 적으면 날이 정해요."))
    label = forms.CharField(label=_("메모"), max_length=80, required=False)

    def __init__(self, *args: Any, kpis: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        field = self.fields["kpi"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(kpis)


class SheetForm(forms.Form):
    kpi = forms.ChoiceField(label=pgettext_lazy("plan", "지표"))
    file = forms.FileField(
        label=_("표 (CSV, 엑셀)"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xls,.tsv,.txt"})
    )

    def __init__(self, *args: Any, kpis: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        field = self.fields["kpi"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(kpis)
