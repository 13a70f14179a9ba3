"""What people type about an incident. Times are Seoul's, whatever the browser's zone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jangbu.apps.incidents.facts import choosables
from jangbu.apps.incidents.notices.drafting import channels
from jangbu.apps.incidents.words import KINDS
from jangbu.apps.people import queries as people

OWNED = {"translate": "no"}


def staff() -> list[tuple[str, str]]:
    return [
        (person.pk, person.name) for person in people.by_role("today.read") if person.role not in {"guest", "auditor"}
    ]


class MomentField(forms.DateTimeField):
    """A day and a time, in Seoul."""

    def __init__(self, label: Any, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(label=label, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return timezone.localtime(value).replace(tzinfo=None) if isinstance(value, datetime) and value.tzinfo else value


class WhyField(forms.CharField):
    def __init__(self, placeholder: Any = "") -> None:
        widget = forms.TextInput(attrs={"placeholder": placeholder, "autocomplete": "off"})
        super().__init__(label=_("왜"), max_length=300, widget=widget)


class TellForm(forms.Form):
    """The first word of an incident: what, and since when it is known."""

    kind = forms.ChoiceField(
        label=_("무슨 일인가요"), choices=lambda: [(each.value, each.label.head) for each in KINDS]
    )
    title = forms.CharField(label=_("짧은 이름"), max_length=120)
    known_at = MomentField(_("언제 알았나요"), help_text=_("서울 시각이에요. 법이 정한 기한은 이때부터 가요."))
    owner = forms.ChoiceField(label=_("맡을 사람"), choices=staff, widget=forms.Select(attrs=OWNED))
    summary = forms.CharField(
        label=_("아는 것"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    requester = forms.CharField(
        label=_("요구한 사람"), required=False, max_length=120, help_text=_("열람처럼 요구를 받았을 때만 적어요.")
    )
    people_count = forms.IntegerField(
        label=_("정보주체 수"), required=False, min_value=0, help_text=_("지금까지 아는 만큼만, 나중에 바꿀 수 있어요.")
    )
    sensitive = forms.BooleanField(label=_("민감정보가 들어 있어요"), required=False)
    unique_ids = forms.BooleanField(label=_("고유식별정보가 들어 있어요"), required=False)
    outside_access = forms.BooleanField(label=_("바깥에서 불법으로 접근했어요"), required=False)
    why = WhyField(_("거래처가 전화로 알려 와서"))

    def known(self) -> dict[str, Any]:
        """Further facts that were given, by name."""
        given = self.cleaned_data
        found: dict[str, Any] = {name: True for name in ("sensitive", "unique_ids", "outside_access") if given[name]}
        if given["people_count"] is not None:
            found["people_count"] = given["people_count"]
        return found


class FactForm(forms.Form):
    fact = forms.ChoiceField(label=_("무엇을 알았나요"))
    value = forms.CharField(
        label=_("값"),
        required=False,
        max_length=2_000,
        help_text=_("사람 수와 글이 필요한 사실에만 적어요."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    known_at = MomentField(_("언제 알았나요"))
    why = WhyField(_("로그를 보고"))

    def __init__(self, kind: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        lines = [(each.key, each.said.head) for each in choosables() if each.suits(kind)]
        self.fields["fact"].choices = lines  # type: ignore[attr-defined]  # of a ChoiceField


class NoticeForm(forms.Form):
    text_ko = forms.CharField(
        label=_("한국어 글"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 18, "lang": "ko"})
    )
    text_en = forms.CharField(
        label=_("영어 글"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 18, "lang": "en"})
    )


class SentForm(forms.Form):
    sent_at = MomentField(_("언제 보냈나요"))
    channel = forms.ChoiceField(
        label=_("어떻게 보냈나요"), choices=lambda: [(name, said.head) for name, said in channels().items()]
    )
    recipients = forms.IntegerField(label=_("몇 명에게 보냈나요"), min_value=0)
    why = WhyField(_("문자 업체로 보내서"))


class MailForm(forms.Form):
    addresses = forms.CharField(
        label=_("받을 메일 주소"),
        max_length=30_000,
        help_text=_("한 줄에 하나씩, 200개까지. 한 사람에게 한 통씩 보내고 주소는 남기지 않아요."),
        widget=forms.Textarea(attrs={"rows": 4, "translate": "no"}),
    )
    tongue = forms.ChoiceField(label=_("보낼 글"), choices=[("ko", _("한국어 글")), ("en", _("영어 글"))])
    why = WhyField(_("기한 안에 알리려고"))


class ReviewForm(forms.Form):
    cause = forms.CharField(label=_("왜 일어났나요"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
    change = forms.CharField(label=_("무엇을 바꾸나요"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
    owner = forms.ChoiceField(label=_("누가 하나요"), choices=staff, widget=forms.Select(attrs=OWNED))
    due = forms.DateField(label=_("언제까지 하나요"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
