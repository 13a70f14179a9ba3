"""What is asked about money. Shares in per cent, money in won."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

WON = 10**12


class WorthForm(forms.Form):
    months = forms.TypedChoiceField(
        label=_("얼마 동안을 볼까요"), choices=((12, _("12개월")), (24, _("24개월")), (36, _("36개월"))), coerce=int
    )
    cases = forms.FloatField(label=_("한 달에 몇 건인가요"), min_value=0, max_value=10**9)
    wage_low = forms.FloatField(label=_("시급, 낮게 보면 (보험까지 더해서, 원)"), min_value=0, max_value=WON)
    wage_high = forms.FloatField(label=_("시급, 높게 보면 (원)"), min_value=0, max_value=WON)
    share_low = forms.FloatField(
        label=_("줄어든 시간이 실제로 쓰이는 몫, 낮게 보면 (%)"),
        min_value=0,
        max_value=100,
        help_text=_("난 시간을 다른 일에 쓰지 못하면 값이 아니에요. 묻지 않고 가정하지 않아요."),
    )
    share_mid = forms.FloatField(label=_("그 몫, 가운데 (%)"), min_value=0, max_value=100)
    share_high = forms.FloatField(label=_("그 몫, 높게 보면 (%)"), min_value=0, max_value=100)
    share_confirmed = forms.BooleanField(label=_("이 몫을 확인했어요"), required=False)
    cash_share = forms.FloatField(
        label=_("그 가운데 통장에서 덜 나가는 몫 (%)"),
        min_value=0,
        max_value=100,
        help_text=_("연장 근무나 외주가 줄어드는 만큼이에요. 나머지는 사람의 여력이에요."),
    )
    error_cost = forms.FloatField(
        label=_("한 번 틀리면 시간 말고 드는 돈 (원)"),
        min_value=0,
        max_value=WON,
        help_text=_("다시 하는 시간은 처리 시간에 이미 들어 있어서 두 번 세지 않아요."),
    )
    first_cost = forms.FloatField(label=_("처음 드는 돈 (계획의 비용 말고, 원)"), min_value=0, max_value=WON)
    monthly_cost = forms.FloatField(label=_("달마다 드는 돈 (계획의 비용 말고, 원)"), min_value=0, max_value=WON)
    calls_in_plan = forms.BooleanField(
        label=_("모델 호출 요금이 계획의 비용에 이미 들어 있어요"),
        required=False,
        help_text=_("고르지 않으면 자동화가 실제로 쓴 호출 요금을 재서 더해요."),
    )
    ramp_months = forms.FloatField(label=_("자리를 잡는 데 걸리는 달"), min_value=0, max_value=24)

    def asked(self) -> dict[str, float]:
        return {key: float(value) for key, value in self.cleaned_data.items()}
