"""What people hand in on the pages of duties."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("책임표 파일"), help_text=_("CSV나 엑셀. 첫 행은 종류, 번호, 이름, 그리고 사람 이름이에요.")
    )
