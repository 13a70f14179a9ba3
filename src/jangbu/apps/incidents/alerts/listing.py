"""The lists of alerts, rules and messages."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jangbu.apps.base.lists import Column, Filter, ListSpec
from jangbu.apps.base.templatetags.parts import moment
from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.incidents.alerts import troubles
from jangbu.apps.incidents.alerts.models import Alert, AlertRule, Message
from jangbu.apps.incidents.alerts.wording import AREA_WORDS, MESSAGE_SHAPES, SHAPES, said_of, title_of
from jangbu.apps.people import queries as people


def standing(alert: Alert) -> object:
    if alert.resolved_at:
        return drawn("met", _("끝났어요"))
    if alert.acknowledged_at:
        return drawn("partly", _("맡았어요"))
    return drawn("unmet", _("기다려요"))


def severity(row: Alert | AlertRule) -> object:
    return drawn(SHAPES[row.severity], str(AlertRule.Severity(row.severity).label))


def _rule_state(rule: AlertRule) -> object:
    if rule.stopped_at:
        return drawn("na", _("꺼짐"))
    return drawn("met", _("켜짐")) if rule.looked_at else drawn("unknown", _("아직 안 봤어요"))


def _over(value: str) -> Q:
    return Q(resolved_at=None) if value == "open" else Q(resolved_at__isnull=False)


def _to(message: Message) -> object:
    """The channel, or the person who gets the mail."""
    if message.channel is not None:
        return message.channel
    return people.person(message.person) or _("메일")


def message_state(message: Message) -> object:
    """Its shape and word: what was tried and did not arrive waits in another shape than what was not yet due."""
    if message.state == Message.State.WAITING and message.tries:
        return drawn("partly", _("다시 보낼게요"))
    return drawn(MESSAGE_SHAPES[message.state], str(Message.State(message.state).label))


def message_line(message: Message, name: str) -> dict[str, Any]:
    """How a message of an alert fared, for the alert's page."""
    waits = message.state == Message.State.WAITING
    return {
        "row": message,
        "name": name,
        "way": message.channel.get_kind_display() if message.channel else _("메일"),
        "state": message_state(message),
        "at": message.sent_at or message.gave_up_at or (None if waits else message.next_at),
        "next": message.next_at if waits else None,
        "why": troubles.told(message.trouble),
    }


STANDING = (("open", gettext_lazy("안 끝난 것")), ("over", gettext_lazy("끝난 것")))
ALERTS: ListSpec[Alert] = ListSpec(
    title=gettext_lazy("울린 알림"),
    columns=(
        Column("title", gettext_lazy("무엇"), field="rule__title_ko", show=lambda row: title_of(row.rule),
               url=lambda row: reverse("alert", args=[row.pk])),
        Column("said", gettext_lazy("내용"), field="said_ko", show=said_of, owned=True),
        Column("severity", gettext_lazy("급한 정도"), show=severity),
        Column("opened_at", gettext_lazy("울린 때"), show=lambda row: moment(row.opened_at)),
        Column("standing", gettext_lazy("상태"), field="resolved_at", show=standing),
    ),
    searches=("rule__title_ko", "rule__title_en", "said_ko", "said_en"),
    filters=(
        Filter("severity", gettext_lazy("급한 정도"), AlertRule.Severity.choices),
        Filter("standing", gettext_lazy("상태"), STANDING, lookup=_over),
    ),
    sorts=("opened_at",),
    order="-opened_at",
    unit=gettext_lazy("건"),
    file_name="alerts",
)  # fmt: skip
RULES: ListSpec[AlertRule] = ListSpec(
    title=gettext_lazy("알림 규칙"),
    columns=(
        Column("title_ko", gettext_lazy("규칙"), show=title_of, url=lambda row: reverse("alert-rule", args=[row.pk])),
        Column("area", gettext_lazy("분야"), show=lambda row: AREA_WORDS[row.area].head),
        Column("source", gettext_lazy("보는 것"), show=lambda row: row.get_source_display()),
        Column("severity", gettext_lazy("급한 정도"), show=severity),
        Column("looked_at", gettext_lazy("마지막으로 본 때"), show=lambda row: moment(row.looked_at) or "–"),
        Column("state", gettext_lazy("상태"), field="stopped_at", show=_rule_state),
    ),
    searches=("title_ko", "title_en", "name"),
    filters=(
        Filter("area", gettext_lazy("분야"), tuple((name, said.head) for name, said in AREA_WORDS.items())),
        Filter("severity", gettext_lazy("급한 정도"), AlertRule.Severity.choices),
    ),
    sorts=("title_ko", "area", "looked_at"),
    order="area",
    unit=gettext_lazy("개"),
    file_name="alert-rules",
)
MESSAGES: ListSpec[Message] = ListSpec(
    title=gettext_lazy("보낸 알림"),
    columns=(
        Column("rule", gettext_lazy("무엇"), field="rule__title_ko", show=lambda row: title_of(row.rule)),
        Column("to", gettext_lazy("어디로"), field="channel__name", owned=True,
               show=_to),
        Column("state", gettext_lazy("상태"), show=message_state),
        Column("tries", gettext_lazy("시도"), align="end"),
        Column("created_at", gettext_lazy("때"), show=lambda row: moment(row.sent_at or row.created_at)),
        Column("trouble", gettext_lazy("까닭"), show=lambda row: troubles.told(row.trouble) or "–"),
    ),
    filters=(Filter("state", gettext_lazy("상태"), Message.State.choices),),
    sorts=("created_at",),
    order="-created_at",
    unit=gettext_lazy("통"),
)  # fmt: skip
