"""What people type on the pilot pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.pilots.models import Decision


class DecisionForm(forms.Form):
    option = forms.ChoiceField(
        choices=Decision.Option.choices, error_messages={"required": _("세 가지 가운데 하나를 골라 주세요.")}
    )
    why = forms.CharField(
        max_length=2000, error_messages={"required": _("왜 그렇게 정했는지 한 문장으로 적어 주세요.")}
    )
