"""What people type when they look at a pilot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.pilots.drafting.forms import day_input
from jangbu.apps.pilots.models import Adjustment, Sprint
from jangbu.apps.pilots.reviews.queries import guide
from jangbu.kernel.errors import Language


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class ReviewForm(forms.Form):
    note = forms.CharField(
        label=_("무엇을 봤고 어떻게 하기로 했나요?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AdjustForm(forms.Form):
    kpi = forms.ChoiceField(label=_("어느 지표 때문인가요"), required=False)
    part = forms.ChoiceField(label=_("무엇을 고쳤나요"), choices=Adjustment.Part.choices)
    what = forms.CharField(label=_("어떻게 고쳤나요"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    why = forms.CharField(label=_("왜 고쳤나요"), max_length=500)
    expected = forms.CharField(label=_("무엇이 달라질까요"), max_length=200, required=False)
    made_on = forms.DateField(label=_("언제 고쳤나요"), widget=day_input())

    def __init__(self, *args: Any, kpis: Sequence[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        field = self.fields["kpi"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *kpis]


class SprintForm(forms.Form):
    scenario = forms.ChoiceField(label=_("어떤 경우로 하나요"), choices=Sprint.Scenario.choices)
    aim = forms.CharField(label=_("이번에 이루려는 것"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    starts_on = forms.DateField(label=_("시작"), widget=day_input())
    ends_on = forms.DateField(label=_("끝"), widget=day_input())


class InterviewForm(forms.Form):
    who = forms.CharField(
        label=_("누구와 이야기했나요"), max_length=80, help_text=_("이름 말고 맡은 일을 적어 주세요. 예: 매입 담당")
    )
    held_on = forms.DateField(label=_("언제"), widget=day_input())

    def __init__(self, *args: Any, said: Language, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for question in guide():
            self.fields[question["id"]] = forms.CharField(
                label=question[said], required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.fields["themes"] = forms.CharField(
            label=_("나온 이야기를 짧게 (한 줄에 하나)"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )


class RetrospectiveForm(forms.Form):
    held_on = forms.DateField(label=_("언제"), widget=day_input())
    keep = forms.CharField(
        label=_("그대로 할 것"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    change = forms.CharField(
        label=_("바꿀 것"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    lessons = forms.CharField(
        label=_("배운 것 (한 줄에 하나)"),
        required=False,
        max_length=2000,
        help_text=_("확대 계획에 그대로 실려요."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
