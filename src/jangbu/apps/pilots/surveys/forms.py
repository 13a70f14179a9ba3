"""What people type to open a survey."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.pilots.drafting.forms import day_input
from jangbu.apps.pilots.kpis.forms import PERIODS
from jangbu.apps.pilots.models import Survey
from jangbu.apps.pilots.surveys.services import MOST_LINKS


class SurveyForm(forms.Form):
    audience = forms.ChoiceField(label=_("누구에게 묻나요"), choices=Survey.Audience.choices)
    kpi = forms.ChoiceField(label=_("어느 지표의 점수인가요"))
    question_ko = forms.CharField(label=_("질문 (한국어)"), max_length=200)
    question_en = forms.CharField(label=_("질문 (영어)"), max_length=200, widget=forms.TextInput(attrs={"lang": "en"}))
    way = forms.ChoiceField(label=_("주소"), choices=Survey.Way.choices)
    count = forms.IntegerField(
        label=_("사람 수"),
        min_value=1,
        max_value=MOST_LINKS,
        required=False,
        help_text=_("사람마다 다른 주소를 만들 때만 적어요."),
    )
    period = forms.ChoiceField(label=_("언제 값인가요"), choices=PERIODS)
    closes_on = forms.DateField(label=_("언제까지 받나요"), widget=day_input())

    def __init__(self, *args: Any, kpis: Sequence[tuple[str, str]], today: date, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self._today = today
        field = self.fields["kpi"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(kpis)

    def clean_closes_on(self) -> date:
        closes: date = self.cleaned_data["closes_on"]
        if closes < self._today:
            raise forms.ValidationError(_("이미 지난 날이에요. 오늘이나 그 뒤의 날을 적어 주세요."))
        return closes
