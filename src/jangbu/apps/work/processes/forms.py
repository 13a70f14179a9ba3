"""What people type about a process."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jangbu.apps.people import queries as people
from jangbu.apps.work.processes.models import Process

OWNED = {"translate": "no"}  # the firm's own words: names of people and of data


class WhyField(forms.CharField):
    """One sentence that goes into the ledger."""

    def __init__(self, placeholder: str | Promise = "", *, required: bool = True) -> None:
        widget = forms.TextInput(attrs={"placeholder": placeholder, "autocomplete": "off"})
        super().__init__(label=_("왜"), max_length=300, widget=widget, required=required)


def staff() -> list[tuple[str, str]]:
    """Everybody who may answer for something."""
    return [(person.pk, person.name) for person in people.by_role("work.read")]


class ProcessForm(forms.Form):
    name = forms.CharField(label=_("일의 이름"), max_length=120)
    owner = forms.ChoiceField(label=_("담당"), choices=staff, widget=forms.Select(attrs=OWNED))
    input = forms.ChoiceField(label=_("무엇이 들어오나요"), choices=Process.Input.choices)
    input_format = forms.CharField(
        label=_("꼭 있어야 하는 것"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    weight = forms.ChoiceField(label=_("틀리면 어떻게 되나요"), choices=Process.Weight.choices)
    judgement = forms.BooleanField(label=_("건마다 사람이 헤아려야 해요"), required=False)
    volume = forms.IntegerField(label=_("한 달에 몇 건인가요"), required=False, min_value=0, max_value=1_000_000)
    why = WhyField(_("매달 손이 많이 가서"))


class SopForm(forms.Form):
    text = forms.CharField(label=_("일하는 방법"), widget=forms.Textarea(attrs={"rows": 10}), max_length=20_000)
    why = WhyField(_("검사 순서를 바꿔서"))


class ExceptionForm(forms.Form):
    name = forms.CharField(label=_("어떤 경우인가요"), max_length=120)
    remedy = forms.CharField(label=_("그때는 어떻게 하나요"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)
