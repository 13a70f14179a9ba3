"""What people type about alerts, rules, channels and quiet hours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.incidents.alerts.models import AlertRule, Channel
from jangbu.apps.incidents.alerts.rules import AREAS, names_of
from jangbu.apps.incidents.alerts.wording import AREA_WORDS
from jangbu.apps.incidents.forms import OWNED, MomentField, WhyField, staff

OPS = (("", "–"), (">=", _("이상")), ("<=", _("이하")))


class RuleForm(forms.Form):
    title_ko = forms.CharField(label=_("이름"), max_length=120)
    title_en = forms.CharField(label=_("영어 이름"), max_length=120)
    area = forms.ChoiceField(label=_("분야"), choices=lambda: [(each, AREA_WORDS[each].head) for each in AREAS])
    source = forms.ChoiceField(label=_("무엇을 보나요"), choices=AlertRule.Source.choices)
    name = forms.CharField(
        label=_("이름 (점검 항목, 재는 값, 장부의 기록)"),
        max_length=300,
        help_text=_("기록은 빈칸을 두고 여럿 적을 수 있어요."),
        widget=forms.TextInput(attrs={"list": "rule-names", "autocomplete": "off", "translate": "no"}),
    )
    op = forms.ChoiceField(label=_("기준"), choices=OPS, required=False)
    threshold = forms.IntegerField(
        label=_("기준 숫자"), required=False, help_text=_("재는 값은 이 숫자, 기록은 한 묶음 시간 안의 건수예요.")
    )
    severity = forms.ChoiceField(label=_("급한 정도"), choices=AlertRule.Severity.choices)
    to = forms.ChoiceField(label=_("누구에게"), choices=AlertRule.To.choices)
    owner = forms.ChoiceField(
        label=_("맡은 사람"), choices=lambda: [("", "–"), *staff()], required=False, widget=forms.Select(attrs=OWNED)
    )
    channels = forms.MultipleChoiceField(
        label=_("채널"),
        choices=lambda: [(each.pk, each.name) for each in Channel.objects.filter(stopped_at=None)],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    every_minutes = forms.IntegerField(label=_("몇 분마다 보나요"), min_value=1, max_value=10_080, initial=10)
    window_minutes = forms.IntegerField(
        label=_("몇 분 안의 것을 한 통으로 묶나요"), min_value=1, max_value=10_080, initial=60
    )
    escalate_minutes = forms.IntegerField(
        label=_("몇 분 답이 없으면 다음 사람에게 알리나요"),
        min_value=0,
        max_value=10_080,
        initial=0,
        help_text=_("0이면 넘기지 않아요."),
    )
    response_ko = forms.CharField(
        label=_("울리면 할 일"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    response_en = forms.CharField(
        label=_("울리면 할 일 (영어)"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    why = WhyField(_("더 일찍 알려고"))

    def values(self) -> dict[str, Any]:
        """Fields of the rule, without channels and why."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"channels", "why"}}

    def chosen(self) -> list[Channel]:
        return list(Channel.objects.filter(pk__in=self.cleaned_data["channels"]))

    @staticmethod
    def names() -> list[str]:
        return [name for source in AlertRule.Source.values for name in names_of(source)]


class ChannelForm(forms.Form):
    name = forms.CharField(label=_("부르는 이름"), max_length=80)
    kind = forms.ChoiceField(label=_("종류"), choices=Channel.Kind.choices)
    address = forms.CharField(
        label=_("주소"),
        max_length=2_000,
        help_text=_("Slack의 수신 웹훅, Teams의 워크플로, 또는 받을 주소. 봉해 두고 다시 보여 주지 않아요."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "translate": "no", "inputmode": "url"}),
    )
    inside = forms.BooleanField(label=_("회사 안쪽 주소예요"), required=False)
    why = WhyField(_("전산팀 방에 알리려고"))


class QuietForm(forms.Form):
    starts = forms.IntegerField(label=_("몇 시부터"), min_value=0, max_value=24)
    ends = forms.IntegerField(label=_("몇 시까지"), min_value=0, max_value=24)
    weekends = forms.BooleanField(label=_("주말에는 종일"), required=False)
    holidays = forms.BooleanField(label=_("공휴일에는 종일"), required=False)
    why = WhyField(_("밤에는 급한 것만 받으려고"))


class SnoozeForm(forms.Form):
    until = MomentField(_("언제까지"))
    why = WhyField(_("업체가 내일 고치기로 해서"))


class ShiftForm(forms.Form):
    person = forms.ChoiceField(label=_("누가"), choices=staff, widget=forms.Select(attrs=OWNED))
    starts_on = forms.DateField(label=_("첫날"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=_("끝나는 날"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    from_hour = forms.IntegerField(label=_("몇 시부터"), min_value=0, max_value=23, initial=0)
    to_hour = forms.IntegerField(label=_("몇 시까지"), min_value=1, max_value=24, initial=24)
    place = forms.IntegerField(
        label=_("몇 번째로 알리나요"),
        min_value=1,
        max_value=5,
        initial=1,
        help_text=_("1번이 답하지 않으면 2번에게 가요."),
    )
    why = WhyField(_("이번 주 당번"))
