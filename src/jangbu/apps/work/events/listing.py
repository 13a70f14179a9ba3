"""How lists of outside tools look."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column, Filter, ListSpec
from jangbu.apps.base.problems import language
from jangbu.apps.work.events.models import EventSource, Outgoing, OutsideRun, Subscription
from jangbu.apps.work.events.queries import measures
from jangbu.kernel import text
from jangbu.kernel.clock import system_clock


def _standing(source: EventSource) -> str:
    if source.revoked_at:
        return _("더 받지 않아요")
    if source.last_seen_at is None:
        return _("아직 온 것이 없어요")
    return _("받고 있어요")


def _runs(source: EventSource) -> str:
    return f"{measures(source, system_clock()).runs:,}"


def _errors(source: EventSource) -> str:
    rate = measures(source, system_clock()).error_rate
    return "–" if rate is None else text.percent(rate, 1)


def _took(run: OutsideRun) -> str:
    if not run.complete or run.started_at is None or run.ended_at is None or run.ended_at < run.started_at:
        return "–"
    seconds = round((run.ended_at - run.started_at).total_seconds())
    if seconds < 60:
        return _("%(n)s초") % {"n": seconds}
    return _("%(m)s분 %(s)s초") % {"m": f"{seconds // 60:,}", "s": seconds % 60}


SOURCES: ListSpec[EventSource] = ListSpec(
    title=gettext_lazy("바깥 도구"),
    columns=(
        Column("name", gettext_lazy("이름"), url=lambda each: reverse("event-source", args=[each.pk]), owned=True),
        Column("tool", gettext_lazy("도구"), show=lambda each: each.get_tool_display()),
        Column(
            "process", gettext_lazy("업무"), "process__name", show=lambda each: str(each.process or "–"), owned=True
        ),
        Column("standing", gettext_lazy("상태"), "revoked_at", show=_standing, value=_standing),
        Column("runs", gettext_lazy("30일 실행"), "pk", show=_runs, value=_runs, align="end"),
        Column("errors", gettext_lazy("오류율"), "pk", show=_errors, value=_errors, align="end"),
        Column(
            "seen",
            gettext_lazy("마지막으로 온 때"),
            "last_seen_at",
            show=lambda each: text.moment(each.last_seen_at, language()) if each.last_seen_at else "–",
        ),
    ),
    searches=("name", "process__name"),
    filters=(Filter("tool", gettext_lazy("도구"), EventSource.Tool.choices),),
    sorts=("name", "seen"),
    order="name",
    unit=gettext_lazy("개"),
    placeholder=gettext_lazy("이름이나 업무"),
    empty=Step(
        gettext_lazy("아직 받는 바깥 도구가 없어요."),
        gettext_lazy("n8n, Power Automate, Zapier, UiPath나 스크립트에서 도는 일을 우리 자동화와 같은 잣대로 재요."),
        gettext_lazy("바깥 도구 더하기"),
        "/work/events/new/",
    ),
    file_name="event-sources",
)

OUTSIDE_RUNS: ListSpec[OutsideRun] = ListSpec(
    title=gettext_lazy("바깥 실행"),
    columns=(
        Column("key", gettext_lazy("실행"), url=lambda run: reverse("outside-run", args=[run.pk]), owned=True),
        Column("workflow", gettext_lazy("흐름"), owned=True),
        Column("state", gettext_lazy("상태"), show=lambda run: run.get_state_display()),
        Column("error_class", gettext_lazy("오류"), owned=True),
        Column("took", gettext_lazy("걸린 시간"), "started_at", show=_took, value=_took, align="end"),
        Column(
            "began",
            gettext_lazy("시작"),
            "first_at",
            show=lambda run: text.moment(run.first_at, language()) if run.first_at else "–",
        ),
    ),
    searches=("key", "workflow", "error_class"),
    filters=(Filter("state", gettext_lazy("상태"), OutsideRun.State.choices),),
    sorts=("began", "workflow"),
    order="-began",
    page_size=25,
    unit=gettext_lazy("건"),
    placeholder=gettext_lazy("실행 번호, 흐름, 오류"),
    empty=Step(gettext_lazy("아직 온 실행이 없어요."), gettext_lazy("위의 안내대로 도구를 정하면 곧 여기에 보여요.")),
    file_name="outside-runs",
)

WEBHOOKS: ListSpec[Subscription] = ListSpec(
    title=gettext_lazy("알림 보내기"),
    columns=(
        Column("name", gettext_lazy("이름"), url=lambda each: reverse("webhook", args=[each.pk]), owned=True),
        Column("host", gettext_lazy("어디로"), owned=True),
        Column("state", gettext_lazy("상태"), show=lambda each: each.get_state_display()),
        Column("sent", gettext_lazy("보낸 것"), align="end"),
        Column("waiting", gettext_lazy("기다리는 것"), align="end"),
        Column("dead", gettext_lazy("보내지 못한 것"), align="end"),
    ),
    searches=("name", "host"),
    sorts=("name",),
    order="name",
    unit=gettext_lazy("곳"),
    placeholder=gettext_lazy("이름이나 주소"),
    empty=Step(
        gettext_lazy("알릴 곳이 아직 없어요."),
        gettext_lazy("장부에 적히는 일을 다른 프로그램에 바로 알려요. 이름이나 내용은 나가지 않아요."),
        gettext_lazy("알릴 곳 더하기"),
        "/work/webhooks/new/",
    ),
    file_name="webhooks",
)

ENDINGS = {
    "unreachable": gettext_lazy("닿지 않아요"),
    "timed_out": gettext_lazy("답이 너무 늦어요"),
    "cut_off": gettext_lazy("답이 도중에 끊겼어요"),
    "too_large": gettext_lazy("답이 너무 커요"),
}
MESSAGES: ListSpec[Outgoing] = ListSpec(
    title=gettext_lazy("보낸 알림"),
    columns=(
        Column("entry", gettext_lazy("기록"), url=lambda each: reverse("ledger-entry", args=[each.entry])),
        Column("action", gettext_lazy("일"), owned=True),
        Column("state", gettext_lazy("상태"), show=lambda each: each.get_state_display()),
        Column("tries", gettext_lazy("시도"), align="end"),
        Column(
            "trouble", gettext_lazy("까닭"), show=lambda each: str(ENDINGS.get(each.trouble, each.trouble)), owned=True
        ),
        Column(
            "next",
            gettext_lazy("언제"),
            "next_at",
            show=lambda each: text.moment(each.sent_at or each.next_at, language()),
        ),
    ),
    searches=("action",),
    filters=(Filter("state", gettext_lazy("상태"), Outgoing.State.choices),),
    sorts=("entry", "next"),
    order="-entry",
    page_size=25,
    unit=gettext_lazy("건"),
    placeholder=gettext_lazy("일의 이름"),
    empty=Step(gettext_lazy("아직 알릴 일이 없었어요."), gettext_lazy("고른 일이 장부에 적히면 여기에 보여요.")),
    file_name="messages",
)
