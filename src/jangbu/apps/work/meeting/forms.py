"""What people type about an appointment."""

from __future__ import annotations

from email.utils import getaddresses
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.people import queries as people
from jangbu.apps.work.processes.forms import OWNED

DURATIONS = (
    (15, _("15분")),
    (30, _("30분")),
    (45, _("45분")),
    (60, _("1시간")),
    (90, _("1시간 30분")),
    (120, _("2시간")),
)


def staff() -> list[tuple[str, str]]:
    return [(each.pk, each.name) for each in people.people_list() if each.is_active]


class MeetingForm(forms.Form):
    title = forms.CharField(label=_("무슨 일정인가요"), max_length=200)
    duration = forms.TypedChoiceField(label=_("얼마나 걸리나요"), choices=DURATIONS, coerce=int, initial=60)
    required = forms.MultipleChoiceField(
        label=_("꼭 와야 하는 사람"), choices=staff, required=False, widget=forms.CheckboxSelectMultiple(attrs=OWNED)
    )
    optional = forms.MultipleChoiceField(
        label=_("오면 좋은 사람"), choices=staff, required=False, widget=forms.CheckboxSelectMultiple(attrs=OWNED)
    )
    guests = forms.CharField(
        label=_("바깥 손님 (한 줄에 한 명: 이름 <메일>)"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    first = forms.DateField(label=_("언제부터"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("언제까지"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    preferred = forms.ChoiceField(
        label=_("좋아하는 때"),
        required=False,
        choices=(("", _("상관없어요")), ("am", _("오전")), ("pm", _("오후"))),
    )
    place = forms.CharField(label=_("장소"), max_length=200, required=False)
    text = forms.CharField(
        label=_("함께 보낼 말"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", _("끝나는 날이 시작하는 날보다 앞서요."))
        if not (told.get("required") or told.get("guests", "").strip()):
            raise forms.ValidationError(_("꼭 와야 하는 사람을 한 명은 골라 주세요."))
        return told

    def meeting(self) -> dict[str, Any]:
        told = self.cleaned_data
        needed = set(told["required"])
        persons = [{"person": each, "required": True} for each in told["required"]]
        persons += [{"person": each, "required": False} for each in told["optional"] if each not in needed]
        guests = getaddresses(told["guests"].splitlines())
        outside = [{"name": name or mail, "email": mail, "required": True} for name, mail in guests if name or mail]
        return {
            "title": told["title"],
            "duration": told["duration"],
            "from": told["first"].isoformat() if told["first"] else "",
            "until": told["last"].isoformat() if told["last"] else "",
            "preferred": told["preferred"],
            "place": told["place"],
            "text": told["text"],
            "people": [*persons, *outside],
        }
