"""What a person fills in: a question to a lawyer, and the answers of the questionnaire."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.regulations.usecases import words
from jangbu.apps.regulations.usecases.models import UseCase

YES_NO = (("yes", _("예")), ("no", _("아니요")), ("", _("아직 몰라요")))
YES = {"yes": True, "no": False, "": None}


class AskForm(forms.Form):
    question = forms.CharField(label=_("질문"), max_length=200)
    asked_of = forms.CharField(label=_("누구에게 물어요"), max_length=120)
    due = forms.DateField(label=_("언제까지"), widget=forms.DateInput(attrs={"type": "date"}))


def _choices(found: tuple[Any, ...]) -> list[tuple[str, Any]]:
    return [(each.value, each.label.lazy) for each in found]


def _radio(label: Any, choices: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.RadioSelect, help_text=help_text
    )


class QuestionsForm(forms.Form):
    """The short questionnaire: what a classification hangs on, each with what the records say already filled in."""

    offered = _radio(_("누가 써요?"), [*_choices(words.OFFERED), ("", _("아직 몰라요"))])
    made = _radio(_("누가 만들었어요?"), [*_choices(words.MADE), ("", _("아직 몰라요"))])
    purpose_changed = _radio(_("업체가 정한 본래 쓰임을 크게 바꿨나요?"), YES_NO)
    generative = _radio(_("글, 그림, 소리 같은 것을 새로 만드나요?"), YES_NO)
    leaves = _radio(_("만든 것이 회사 밖으로 나가나요?"), YES_NO)
    synthetic = _radio(_("실제와 구분하기 어려운 소리나 그림, 영상을 만드나요?"), YES_NO)
    obvious = _radio(_("이름이나 화면만 봐도 AI인 것이 분명한가요?"), YES_NO)
    decides = _radio(_("사람에 대해 무엇을 정하나요?"), [*_choices(words.DECIDES), ("", _("아직 몰라요"))])
    affected = forms.MultipleChoiceField(
        label=_("누구에게 닿나요?"),
        choices=_choices(words.AFFECTED),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fields_ = forms.MultipleChoiceField(
        label=_("법이 정한 영역에서 쓰나요? (제2조 제4호)"),
        choices=_choices(words.FIELDS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    grave = _radio(_("생명, 안전, 권리에 큰 영향을 줄 수 있나요?"), YES_NO)

    @classmethod
    def of(cls, case: UseCase) -> QuestionsForm:
        """As the use of AI stands."""
        held = {False: "no", True: "yes", None: ""}
        yes = {name: held[getattr(case, name)] for name in YES_FIELDS}
        words_ = {name: getattr(case, name) for name in ("offered", "made", "decides")}
        return cls(initial={**yes, **words_, "affected": case.affected, "fields_": case.fields})

    def clean_fields_(self) -> list[str]:
        given: list[str] = self.cleaned_data["fields_"]
        if "none" in given and len(given) > 1:
            raise forms.ValidationError(_("'아무것도 아니에요'는 다른 영역과 함께 고를 수 없어요."))
        return given

    def values(self) -> dict[str, Any]:
        """As the register keeps them."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("offered", "made", "decides", "affected")}
        return {**plain, **{name: YES[given[name]] for name in YES_FIELDS}, "fields": given["fields_"]}


YES_FIELDS = ("purpose_changed", "generative", "leaves", "synthetic", "obvious", "grave")
