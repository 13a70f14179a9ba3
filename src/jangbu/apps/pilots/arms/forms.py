"""What is typed about lots."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CasesForm(forms.Form):
    cases = forms.CharField(
        label=_("건 번호 (한 줄에 하나)"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 3, "translate": "no", "autocomplete": "off"}),
        help_text=_("기록에 적히는 번호 그대로 적어 주세요. 이미 뽑은 건은 같은 제비가 나와요."),
    )

    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["cases"].splitlines() if line.strip()]


class DoneForm(forms.Form):
    """What was done otherwise, and why."""

    why = forms.CharField(label=_("왜 다르게 했나요?"), max_length=300, required=False)
