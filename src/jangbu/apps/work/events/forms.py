"""What people type about outside tools and about whom we tell."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.problems import language
from jangbu.apps.ledger.actions import all_declared
from jangbu.apps.work.events import subscribing
from jangbu.apps.work.events.models import EventSource
from jangbu.apps.work.processes.forms import OWNED, WhyField
from jangbu.apps.work.processes.models import Process

NUMBERED = (
    ("", _("모르겠어요")),
    ("yes", _("네, 이 일의 실행만 1, 2, 3처럼 빠짐없이 매겨요")),
    ("no", _("아니요, 다른 일과 섞이거나 번호가 없어요")),
)
AS_NUMBERED = {"": None, "yes": True, "no": False}


def processes() -> list[tuple[str, object]]:
    shown = Process.objects.filter(archived_at=None).order_by("name")
    return [("", _("아직 정하지 않아요")), *((each.pk, each.name) for each in shown)]


class SourceForm(forms.Form):
    name = forms.CharField(label=_("부르는 이름"), max_length=120)
    tool = forms.ChoiceField(label=_("어떤 도구인가요"), choices=EventSource.Tool.choices)
    process = forms.ChoiceField(
        label=_("어느 업무의 실행인가요"), choices=processes, required=False, widget=forms.Select(attrs=OWNED)
    )
    numbered = forms.ChoiceField(label=_("도구가 실행에 번호를 빠짐없이 매기나요"), choices=NUMBERED, required=False)
    why = WhyField(_("바깥에서 도는 일도 함께 재려고"))

    def clean_numbered(self) -> bool | None:
        return AS_NUMBERED[self.cleaned_data["numbered"]]

    def clean_process(self) -> Process | None:
        return Process.objects.filter(pk=self.cleaned_data["process"] or "").first()


class ChangeForm(SourceForm):
    tool = None  # type: ignore[assignment]  # a form field taken out, as Django has it


class PullForm(forms.Form):
    url = forms.CharField(label=_("도구의 주소"), max_length=300, required=False, widget=forms.URLInput)
    key = forms.CharField(
        label=_("API 열쇠"), max_length=4000, required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("봉해 두고 다시 보여 주지 않아요. 비우면 전에 넣은 것을 그대로 써요."),
    )  # fmt: skip
    inside = forms.BooleanField(label=_("회사 안쪽 주소예요"), required=False)
    why = WhyField(_("빠진 실행을 채우려고"))


def action_choices() -> list[tuple[str, str]]:
    """Every action that may be told of, in the reader's words, values left open."""
    declared, said = all_declared(), language()
    return [(name, f"{_open(getattr(declared[name], said))} ({name})") for name in subscribing.choices()]


def _open(template: str) -> str:
    """{automation} 자동화를 만들었어요 -> … 자동화를 만들었어요."""
    shown, depth = [], 0
    for char in template:
        if char == "{":
            depth += 1
            if depth == 1:
                shown.append("…")
        elif char == "}":
            depth -= 1
        elif not depth:
            shown.append(char)
    return "".join(shown)


class SubscriptionForm(forms.Form):
    name = forms.CharField(label=_("부르는 이름"), max_length=120)
    url = forms.CharField(label=_("알릴 주소"), max_length=500, widget=forms.URLInput)
    inside = forms.BooleanField(label=_("회사 안쪽 주소예요"), required=False)
    actions = forms.MultipleChoiceField(
        label=_("무엇을 알릴까요"),
        choices=action_choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
    )
    why = WhyField(_("다른 프로그램이 바로 알도록"))


EARLIEST = date(2000, 1, 1)


class SpanForm(forms.Form):
    """From and to, both days included; without them the last ninety days."""

    since = forms.DateField(label=_("언제부터"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("언제까지"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def span(self, today: date) -> tuple[date, date]:
        told = self.cleaned_data
        since, until = self.usual(today)
        return max(told.get("since") or since, EARLIEST), min(told.get("until") or until, today)

    @staticmethod
    def usual(today: date) -> tuple[date, date]:
        return today - timedelta(days=90), today
