"""What people type about an automation: the five Ws, and the settings of its kind as fields."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.gateway import queries as gateway
from jangbu.apps.sources import queries as sources
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.automations.services import Plan
from jangbu.apps.work.processes.forms import OWNED, WhyField, staff
from jangbu.kernel.money import Money


def model_choices() -> list[tuple[str, Any]]:
    return [("", _("묻지 않아요")), *gateway.choices()]


class PlanForm(forms.Form):
    who = forms.ChoiceField(label=_("누가 책임지나요"), choices=staff, widget=forms.Select(attrs=OWNED))
    what = forms.CharField(label=_("무엇을 하나요"), max_length=300)
    when = forms.CharField(label=_("언제 하나요"), max_length=300)
    where = forms.CharField(label=_("어디서 하나요"), max_length=300)
    reason = forms.CharField(label=_("왜 하나요"), max_length=300)
    datasets = forms.MultipleChoiceField(
        label=_("만져도 되는 데이터"),
        choices=sources.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=OWNED),
    )
    straight_through = forms.IntegerField(
        label=_("사람 없이 지나가도 되는 금액"),
        help_text=_("0이면 언제나 사람이 봐요. 검사가 모두 맞고 모든 칸이 확실할 때만 지나가요."),
        min_value=0,
        required=False,
        initial=0,
    )
    endpoint = forms.ChoiceField(
        label=_("물어볼 모델"),
        choices=model_choices,
        required=False,
        help_text=_("고르지 않으면 모델에 묻지 않아요. 물을 때는 꼭 필요한 것만, 번호를 가리고 보내요."),
        widget=forms.Select(attrs=OWNED),
    )
    budget = forms.DecimalField(
        label=_("모델에 한 달 동안 쓸 수 있는 돈"),
        help_text=_("모델 가격의 통화로 적어요. 넘을 것 같으면 묻지 않고 사람에게 남겨요."),
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
    )
    settings = forms.CharField(
        label=_("그 밖의 설정 (JSON)"), required=False, widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})
    )
    note = forms.CharField(label=_("무엇이 달라졌나요"), max_length=300, required=False)
    why = WhyField(_("시간을 아끼려고"))

    def clean_settings(self) -> dict[str, Any]:
        text = self.cleaned_data["settings"].strip()
        try:
            told = json.loads(text) if text else {}
        except json.JSONDecodeError as error:
            line = _("설정을 JSON으로 읽을 수 없어요. %(line)s번째 줄을 봐 주세요.") % {"line": error.lineno}
            raise forms.ValidationError(line) from error
        if not isinstance(told, dict):
            raise forms.ValidationError(_("설정은 { }로 감싸 주세요."))
        return told

    def model(self) -> dict[str, Any]:
        """The connection and its budget as settings keep them; nothing where no model is chosen."""
        endpoint, amount = self.cleaned_data["endpoint"], self.cleaned_data["budget"]
        if not endpoint:
            return {}
        budget = Money.of(amount or 0, gateway.currency_of(endpoint) or "KRW")
        return {"endpoint": endpoint, "budget": {"minor": budget.minor, "currency": budget.currency}}

    def plan(self) -> Plan:
        told = self.cleaned_data
        settings = {**told["settings"], "straight_through": told["straight_through"] or 0, **self.model()}
        return Plan(
            told["who"], told["what"], told["when"], told["where"], told["reason"], settings, tuple(told["datasets"])
        )


ASSISTED = (Automation.Kind.DRAFT, Automation.Kind.DECISION)  # made on a page of their own
TAKES_CASES = [(kind.value, kind.label) for kind in Automation.Kind if kind not in ASSISTED]


class NewAutomationForm(PlanForm):
    name = forms.CharField(label=_("자동화 이름"), max_length=120)
    kind = forms.ChoiceField(label=_("무엇을 하는 자동화인가요"), choices=TAKES_CASES)
    field_order = (
        "name",
        "kind",
        "who",
        "what",
        "when",
        "where",
        "reason",
        "datasets",
        "straight_through",
        "endpoint",
        "budget",
    )
