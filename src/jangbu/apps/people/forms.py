"""What people type on the pages about people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.ledger.queries import looking_once
from jangbu.apps.people import resources
from jangbu.apps.people.giving import may_widen
from jangbu.apps.people.roles import Level, Role
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor, Subject

USUAL_DAYS = 90
LONGEST_DAYS = 365


class WhyField(forms.CharField):
    """One sentence that goes into the ledger."""

    def __init__(self, placeholder: Any = "") -> None:
        widget = forms.TextInput(attrs={"placeholder": placeholder, "autocomplete": "off"})
        super().__init__(label=_("왜"), max_length=300, widget=widget)


def new_password(label: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget)


class PasswordTwice(forms.Form):
    password = new_password(_("비밀번호"))
    again = new_password(_("비밀번호 한 번 더"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("두 비밀번호가 달라요."))
        return cleaned


class FirstOwnerForm(PasswordTwice):
    firm = forms.CharField(label=_("회사 이름"), max_length=120)
    name = forms.CharField(label=_("대표 이름"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label=_("이메일"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    field_order = ("firm", "name", "email", "password", "again")


class InviteForm(forms.Form):
    name = forms.CharField(label=_("이름"), max_length=80)
    email = forms.EmailField(label=_("이메일"))
    title = forms.CharField(label=_("직책"), max_length=80, required=False)
    role = forms.ChoiceField(label=_("역할"), choices=Role.choices, initial=Role.MEMBER)
    language = forms.ChoiceField(label=_("쓰는 말"), choices=[("ko", "한국어"), ("en", "English")], initial="ko")
    why = WhyField(_("영업 담당으로 입사"))


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("역할"), choices=Role.choices)
    why = WhyField(_("담당이 바뀌어서"))


class EraseForm(forms.Form):
    name = forms.CharField(label=_("이름"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    why = WhyField(_("본인이 요청해서"))


LAST_DAY = date(9998, 12, 31)  # beyond it there is no next day in UTC; no grant reaches so far


def end_of_day(day: date) -> datetime:
    """A grant until a day lasts through that day, in Seoul."""
    return datetime.combine(min(day, LAST_DAY) + timedelta(days=1), time(), SEOUL)


class UntilForm(forms.Form):
    until = forms.DateField(label=_("끝나는 날"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = (today + timedelta(days=USUAL_DAYS)).isoformat()
        allowed = {"min": today.isoformat(), "max": (today + timedelta(days=LONGEST_DAYS)).isoformat()}
        self.fields["until"].widget.attrs.update(allowed)


class GrantForm(UntilForm):
    person = forms.ChoiceField(label=_("누구에게"), widget=forms.Select(attrs={"translate": "no"}))
    resource = forms.ChoiceField(label=_("무엇을"), widget=forms.Select(attrs={"translate": "no"}))
    level = forms.ChoiceField(label=_("어디까지"), choices=Level.choices)
    why = WhyField(_("견적 자료를 함께 보려고"))
    field_order = ("person", "resource", "level", "until", "why")

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], today: date, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]  # a ChoiceField
        with looking_once():
            self.fields["resource"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
                (kind.label, _choices(kind, actor)) for kind in resources.bound()
            ]

    @property
    def has_resources(self) -> bool:
        return any(members for _label, members in self.fields["resource"].choices)  # type: ignore[attr-defined]

    def subject(self) -> Subject:
        kind, _sep, key = self.cleaned_data["resource"].partition(":")
        return Subject(kind, key)


def _choices(kind: resources.Resources, actor: Actor) -> list[tuple[str, str]]:
    """Those things of a kind which this person may open to others."""
    mine = [(key, name) for key, name in kind.choices() if may_widen(actor, Subject(kind.kind, key))]
    return [(f"{kind.kind}:{key}", name) for key, name in mine]
