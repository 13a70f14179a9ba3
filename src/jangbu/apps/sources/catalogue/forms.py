"""What people answer about a dataset."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.problems import language
from jangbu.apps.people import queries as people
from jangbu.apps.sources.catalogue.answers import Answers
from jangbu.apps.sources.catalogue.columns import KINDS
from jangbu.apps.sources.catalogue.laws import rule
from jangbu.apps.sources.catalogue.models import Classification, Since, Unit

OWN = {"translate": "no"}  # the firm's own words
DATE = forms.DateInput(attrs={"type": "date"})


class AnswerForm(forms.Form):
    owner = forms.ChoiceField(label=_("관리 책임"), widget=forms.Select(attrs=OWN))
    created_where = forms.CharField(label=_("만든 곳"), max_length=300)
    collected_where = forms.CharField(label=_("모은 곳"), max_length=300)
    purpose = forms.CharField(label=_("쓰는 목적"), max_length=500)
    classification = forms.ChoiceField(label=_("등급"), choices=Classification.choices)
    keep_number = forms.IntegerField(label=_("보관 기간"), min_value=1, max_value=1200, required=False)
    keep_unit = forms.ChoiceField(label=_("단위"), choices=Unit.choices)
    keep_since = forms.ChoiceField(label=_("언제부터 세나요"), choices=Since.choices)
    basis = forms.CharField(
        label=_("왜 그만큼 보관하나요"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, **OWN})
    )
    basis_rule = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    access_until = forms.DateField(label=_("누가 보는지 다시 확인할 날"), widget=DATE)
    why = forms.CharField(label=_("왜"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = people.people_list().filter(is_active=True).order_by("name").values_list("pk", "name", "title")
        named = [(pk, f"{name} ({title})" if title else name) for pk, name, title in staff]
        self.fields["owner"].choices = named  # type: ignore[attr-defined]  # a ChoiceField, declared above

    def answers(self) -> Answers:
        given = {name: self.cleaned_data[name] for name in Answers.__dataclass_fields__}
        return Answers(**given | {"basis_rule": _rule_of(given)})


class MarkForm(forms.Form):
    column = forms.CharField(max_length=200)
    kind = forms.CharField(max_length=40, required=False)
    why = forms.CharField(max_length=300, error_messages={"required": _("왜 그렇게 보는지 한 문장으로 적어 주세요.")})


class ReasonForm(forms.Form):
    why = forms.CharField(max_length=500, error_messages={"required": _("왜인지 한 문장으로 적어 주세요.")})


class ImportForm(forms.Form):
    file = forms.FileField(error_messages={"required": _("파일을 골라 주세요."), "empty": _("파일이 비어 있어요.")})


def kind_choices() -> list[tuple[str, str]]:
    place = 0 if language() == "ko" else 1
    return [(kind, words[place]) for kind, words in KINDS.items()]


def _rule_of(given: dict[str, Any]) -> str:
    """The rule the answer still rests on: another period or another reason is the person's own."""
    found = rule(given["basis_rule"])
    if found is None:
        return ""
    same = (given["keep_number"], given["keep_unit"], given["keep_since"]) == (found.number, found.unit, found.since)
    return found.id if same and given["basis"].strip() in found.says.values() else ""
