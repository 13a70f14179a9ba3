"""What people fill in on the map."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.pilots.drafting.forms import day_input

TIMES = (("", "–"), ("good", _("믿을 만해요")), ("some", _("조금 틀려요")), ("bad", _("믿기 어려워요")))


class LineForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    name = forms.CharField(label=_("이름"), max_length=120)
    owner = forms.CharField(label=_("담당"), max_length=120, required=False)
    first_day = forms.DateField(label=_("처음 날"), required=False, widget=day_input())
    last_day = forms.DateField(label=_("마지막 날"), required=False, widget=day_input())
    completeness = forms.IntegerField(label=_("빠짐없는 정도 (%)"), required=False, min_value=0, max_value=100)
    times = forms.ChoiceField(label=_("시각을 믿을 수 있나요"), choices=TIMES, required=False)
    note = forms.CharField(label=_("메모"), max_length=300, required=False)


class BenchmarkForm(forms.Form):
    measure = forms.CharField(label=_("무엇을 쟀나요"), max_length=120)
    source = forms.CharField(label=_("어디서"), max_length=120)
    value = forms.DecimalField(label=_("값"), max_digits=20, decimal_places=4)
    unit = forms.CharField(label=_("단위"), max_length=20, required=False)
    first_day = forms.DateField(label=_("처음 날"), widget=day_input())
    last_day = forms.DateField(label=_("마지막 날"), widget=day_input())
    context = forms.CharField(
        label=_("어떤 때였나요"), max_length=200, required=False, help_text=_("성수기, 행사, 어떤 건이 많았는지처럼요.")
    )
