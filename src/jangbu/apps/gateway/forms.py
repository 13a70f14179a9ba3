"""What people type about a connection to a model."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.gateway.models import Endpoint
from jangbu.apps.gateway.services import Setup
from jangbu.kernel.money import MINOR_DIGITS, Money

MICRO = 1_000_000
OWNED = {"translate": "no", "autocomplete": "off", "spellcheck": "false"}
CURRENCIES = [(code, code) for code in ("KRW", "USD", "EUR", "JPY")]


class PriceField(forms.DecimalField):
    """What a million tokens cost, in the currency's own unit."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_digits=14, decimal_places=6, min_value=Decimal(0), **more)


class EndpointForm(forms.Form):
    name = forms.CharField(label=_("부를 이름"), max_length=80, widget=forms.TextInput(attrs=OWNED))
    base_url = forms.CharField(
        label=_("주소"),
        max_length=300,
        help_text=_("업체가 안내하는 OpenAI 호환 주소예요. 보통 https로 시작하고 /v1로 끝나요."),
        widget=forms.TextInput(attrs={**OWNED, "placeholder": "https://…/v1", "inputmode": "url"}),
    )
    model = forms.CharField(label=_("모델 이름"), max_length=120, widget=forms.TextInput(attrs=OWNED))
    key = forms.CharField(
        label=_("열쇠"),
        required=False,
        max_length=500,
        help_text=_("봉해서 두고 다시는 보여 주지 않아요. 고칠 때 비워 두면 앞의 열쇠를 그대로 써요."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "spellcheck": "false"}),
    )
    country = forms.ChoiceField(
        label=_("보낸 것이 어느 나라로 가나요"), choices=Endpoint.Country.choices, initial=Endpoint.Country.UNKNOWN
    )
    private_allowed = forms.BooleanField(
        label=_("이 컴퓨터나 회사 안의 서버예요"),
        required=False,
        help_text=_("켜지 않으면 회사 안쪽 주소로는 보내지 않아요."),
    )
    takes_images = forms.BooleanField(
        label=_("쪽 그림을 보내도 돼요"),
        required=False,
        help_text=_("필요한 줄만 남기고 나머지는 검게 칠해서 보내요. 그림을 읽는 모델에서만 켜세요."),
    )
    currency = forms.ChoiceField(label=_("가격의 통화"), choices=CURRENCIES)
    price_in = PriceField(label=_("보낸 백만 토큰의 값"))
    price_out = PriceField(label=_("받은 백만 토큰의 값"))
    price_cached = PriceField(
        label=_("다시 보낸 백만 토큰의 값"), required=False, help_text=_("업체가 따로 싸게 받을 때만 적어요.")
    )
    price_source = forms.CharField(
        label=_("가격을 어디서 언제 봤나요"), max_length=200, required=False, widget=forms.TextInput(attrs=OWNED)
    )
    monthly_limit = forms.DecimalField(
        label=_("한 달에 모두 합쳐 쓸 수 있는 돈"),
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        help_text=_("넘으면 보내지 않아요. 비워 두면 자동화마다 정한 예산만 봐요."),
    )
    timeout_s = forms.IntegerField(label=_("몇 초까지 기다리나요"), min_value=1, max_value=600, initial=60)
    format_name = forms.ChoiceField(
        label=_("답을 받는 모양"), choices=Endpoint.Form.choices, initial=Endpoint.Form.SCHEMA
    )
    old_limit_name = forms.BooleanField(label=_("오래된 서버예요 (max_tokens만 알아들어요)"), required=False)
    note = forms.CharField(
        label=_("적어 둘 것"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    why = forms.CharField(
        label=_("왜"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": _("의심스러운 칸을 한 번 더 읽으려고")}),
    )

    def setup(self) -> Setup:
        """What was typed, prices and money as integers. A key is not part of it."""
        told: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if name not in {"key", "why"}}
        digits = MINOR_DIGITS.get(told["currency"], 2)
        for name in ("price_in", "price_out", "price_cached"):
            told[name] = None if told[name] is None else int(told[name].scaleb(digits) * MICRO)
        if told["monthly_limit"] is not None:
            told["monthly_limit"] = Money.of(told["monthly_limit"], told["currency"]).minor
        return Setup(**told)


def typed(endpoint: Endpoint) -> dict[str, Any]:
    """An endpoint as its form shows it."""
    digits = MINOR_DIGITS.get(endpoint.currency, 2)
    shown = {name: getattr(endpoint, name) for name in EndpointForm.base_fields if hasattr(endpoint, name)}
    for name in ("price_in", "price_out", "price_cached"):
        if shown[name] is not None:
            shown[name] = plain(Decimal(shown[name]).scaleb(-6 - digits))
    if shown["monthly_limit"] is not None:
        shown["monthly_limit"] = plain(Money(shown["monthly_limit"], endpoint.currency).amount())
    return shown


def plain(value: Decimal) -> str:
    """250, 0.075: no exponent and no zeros behind."""
    return f"{value.normalize():f}"
