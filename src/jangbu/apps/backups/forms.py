"""What people type about backups."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PlanForm(forms.Form):
    folder = forms.CharField(
        label=_("백업을 둘 폴더"), max_length=400, help_text=_("다른 디스크에 있는 폴더의 전체 경로. 예: /mnt/backup")
    )
    every_days = forms.IntegerField(label=_("며칠마다 만드나요"), min_value=1, max_value=3650)
    keep = forms.IntegerField(label=_("몇 개를 남기나요"), min_value=1, max_value=3650)
    drill_days = forms.IntegerField(label=_("며칠마다 되살려 보나요"), min_value=1, max_value=3650)
