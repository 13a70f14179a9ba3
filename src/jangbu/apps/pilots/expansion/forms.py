"""What people type about growing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.pilots.drafting.forms import PLANS

TOOLS = PLANS[:3]


class StageForm(forms.Form):
    name = forms.CharField(label=_("무엇을"), max_length=120)
    share = forms.FloatField(label=_("파일럿의 몇 %만큼인가요 (건수)"), min_value=1, max_value=10_000)
    weeks = forms.IntegerField(label=_("몇 주"), min_value=1, max_value=104)
    check = forms.CharField(label=_("다음으로 가는 조건"), max_length=200)


class ToolForm(forms.Form):
    plan = forms.ChoiceField(label=_("요금제"), choices=TOOLS)
    monthly = forms.FloatField(label=_("한 달 요금 (원)"), min_value=0, max_value=10**12)
    quota = forms.FloatField(label=_("요금에 든 건수"), min_value=0, max_value=10**9)
    extra = forms.FloatField(label=_("넘으면 한 건에 (원, 0이면 넘는 건은 사람이 해요)"), min_value=0, max_value=10**9)
    minutes = forms.FloatField(label=_("한 건에 사람이 쓰는 시간 (분)"), min_value=0, max_value=10_000)
    setup = forms.FloatField(label=_("처음 드는 돈 (원)"), min_value=0, max_value=10**12)
    exit = forms.FloatField(label=_("그만둘 때 드는 돈 (원)"), min_value=0, max_value=10**12)
    rise = forms.FloatField(
        label=_("해마다 오를 수 있는 요금 (%)"), min_value=0, max_value=1000, required=False, initial=0
    )

    def clean_rise(self) -> float:
        return float(self.cleaned_data.get("rise") or 0)


class PersonForm(forms.Form):
    role = forms.CharField(label=_("맡은 일"), max_length=80)
    hours = forms.FloatField(label=_("한 달에 몇 시간"), min_value=0, max_value=10_000)


class AnnouncementForm(forms.Form):
    announcement = forms.CharField(
        label=_("알리는 글"), max_length=4000, widget=forms.Textarea(attrs={"rows": 9, "translate": "no"})
    )


StageFormSet = forms.formset_factory(StageForm, extra=1, can_delete=True, max_num=10, absolute_max=10)
ToolFormSet = forms.formset_factory(ToolForm, extra=0, can_delete=False, max_num=3, absolute_max=3)
PersonFormSet = forms.formset_factory(PersonForm, extra=1, can_delete=True, max_num=20, absolute_max=20)
