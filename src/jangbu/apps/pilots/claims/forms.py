"""A case by form: what it costs, what it is said to bring, and the figures that are claimed of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ONCE = (("", _("한 번")), ("month", _("달마다")), ("year", _("해마다")))
PER = (("month", _("달마다")), ("quarter", _("분기마다")), ("year", _("해마다")))
BASIS = (("unsaid", _("적혀 있지 않아요")), ("gross", _("비용을 빼기 전")), ("net", _("비용을 이미 뺀 것")))
KINDS = (
    ("", "–"),
    ("payback", _("언제 되찾는지")),
    ("cumulative", _("얼마가 모이는지")),
    ("roi", _("몇 배인지 (0.5는 50%)")),
)
MOST = 3


class CaseFile(forms.Form):
    file = forms.FileField(label=_("사례 (YAML)"), widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}))


class CaseForm(forms.Form):
    name = forms.CharField(label=_("사례 이름"), max_length=120)
    currency = forms.ChoiceField(
        label=_("통화"), choices=(("KRW", "KRW"), ("USD", "USD"), ("EUR", "EUR"), ("JPY", "JPY"))
    )
    first = forms.FloatField(label=_("처음 드는 돈"), min_value=0, initial=0)
    first_per = forms.ChoiceField(label=_("그 돈은 언제 낸다고 적혀 있나요"), choices=ONCE, required=False)
    running = forms.FloatField(label=_("사용료"), min_value=0, initial=0)
    running_per = forms.ChoiceField(label=_("사용료는 언제"), choices=PER)
    benefit = forms.FloatField(label=_("이익"), min_value=0, initial=0)
    benefit_per = forms.ChoiceField(label=_("이익은 언제"), choices=PER)
    basis = forms.ChoiceField(label=_("그 이익은"), choices=BASIS)
    volume = forms.FloatField(label=_("한 달 건수"), min_value=0, required=False)
    minutes = forms.FloatField(label=_("한 건에 몇 분"), min_value=0, required=False)
    automated = forms.FloatField(label=_("자동으로 되는 몫 (%)"), min_value=0, max_value=100, required=False)
    faster = forms.FloatField(label=_("나머지에서 줄어드는 분"), min_value=0, required=False)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for place in range(1, MOST + 1):
            needed = place == 1
            self.fields[f"text{place}"] = forms.CharField(
                label=_("주장 %(n)s: 적힌 말 그대로") % {"n": place},
                max_length=200,
                required=needed,
                widget=forms.TextInput(attrs={"class": "whole"}),
            )
            self.fields[f"kind{place}"] = forms.ChoiceField(label=_("무엇을 말하나요"), choices=KINDS, required=needed)
            self.fields[f"months{place}"] = forms.IntegerField(
                label=_("몇 달"), min_value=1, max_value=240, required=needed
            )
            self.fields[f"amount{place}"] = forms.FloatField(
                label=_("얼마 (되찾는 달이면 비워 두세요)"), required=False
            )

    def case(self) -> dict[str, Any]:
        """As the YAML of `jangbu claims` says it."""
        told = self.cleaned_data
        work = {
            "volume_per_month": told["volume"],
            "minutes_per_case": told["minutes"],
            "automated_share": None if told["automated"] is None else told["automated"] / 100,
            "minutes_saved_on_rest": told["faster"],
        }
        return {
            "name": told["name"],
            "currency": told["currency"],
            "costs": {
                "initial": {"amount": told["first"], "per": told["first_per"]},
                "running": [{"name": "running", "amount": told["running"], "per": told["running_per"]}],
            },
            "benefits": [{"name": "benefit", "amount": told["benefit"], "per": told["benefit_per"], "kind": "unsaid"}],
            "basis": told["basis"],
            "work": {key: value for key, value in work.items() if value is not None},
            "claims": [self._claim(place) for place in range(1, MOST + 1) if told[f"text{place}"]],
        }

    def _claim(self, place: int) -> dict[str, Any]:
        told = self.cleaned_data
        claim = {"text": told[f"text{place}"], "kind": told[f"kind{place}"], "months": told[f"months{place}"]}
        amount = told[f"amount{place}"]
        return claim if amount is None else {**claim, "amount": amount}
