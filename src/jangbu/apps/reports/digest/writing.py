"""What a weekly letter says to one person, in the language that is active. It names nobody and holds no values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.people import queries as people
from jangbu.apps.people.queries import Masker
from jangbu.apps.reports.dashboard.queries import Card, amount, cards
from jangbu.apps.reports.digest.queries import shows_names
from jangbu.apps.reports.pack.outsiders import outsiders
from jangbu.kernel import text
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

WEEK = 7  # days
SHOWN = 8
MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Letter:
    """As it goes, and what it says part by part. `hidden`: at how many places an outsider's name was left out."""

    subject: str
    body: str
    told: Content
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """Lines of each part; an empty part says so. `cost` is empty for whoever may not see it."""

    first: str  # what is true now, in one sentence
    changed: Sequence[str]
    waiting: Sequence[str]
    more: int
    red: Sequence[str]
    cost: str
    hidden: int = 0  # places where a name of somebody outside was left out


def letter(actor: Actor, needs: Sequence[Need], now: datetime) -> Letter:
    """`needs` are what waits for this person, urgent first."""
    told = content(actor, needs, now)
    firm = people.firm()
    context = {"told": told, "name": firm.name if firm else "", "day": now}
    count = len(told.waiting) + told.more
    subject = (
        ngettext("이번 주: 기다리는 일 %(n)d개", "이번 주: 기다리는 일 %(n)d개", count) % {"n": count}
        if count
        else _("이번 주: 기다리는 일이 없어요")
    )
    body = _plain(render_to_string("reports/mail/digest.txt", context))
    return Letter(f"[{context['name']}] {subject}", body, told, told.hidden)


def _plain(body: str) -> str:
    """At most one empty line in a row."""
    return re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"


def content(actor: Actor, needs: Sequence[Need], now: datetime) -> Content:
    masker = Masker(now, outsiders(actor), show_names=shows_names(now))
    found = cards(actor, now) if allowed(actor, "reports.read") else []
    day = now.astimezone(SEOUL).date()

    waiting = [_waits(need, masker.hidden(need.title), day) for need in needs[:SHOWN]]
    return Content(
        first=_first(needs, found, day),
        changed=[said for card in found if (said := _moved(card))],
        waiting=waiting,
        more=max(0, len(needs) - SHOWN),
        red=[_red(card) for card in found if card.state == "unmet"],
        cost=_cost(actor, now),
        hidden=0 if masker.show_names else masker.names,
    )


def _first(needs: Sequence[Need], found: Sequence[Card], day: date) -> str:
    due = sum(1 for need in needs if need.due is not None and need.due <= day)
    red = sum(1 for card in found if card.state == "unmet")
    if not needs and not red:
        return _("기다리는 일도, 기준 밖인 지표도 없어요.")
    said = _("기다리는 일이 %(n)s개예요.") % {"n": len(needs)} if needs else _("기다리는 일이 없어요.")
    if due:
        said += " " + _("그 가운데 %(n)s개는 오늘까지거나 날이 지났어요.") % {"n": due}
    return said + (" " + _("지표 %(n)s개가 기준 밖이에요.") % {"n": red} if red else "")


def _waits(need: Need, title: str, day: date) -> str:
    """The line of something that waits, with its day where it has one."""
    if need.due is None:
        return title
    if need.due == day:
        return _("%(title)s (오늘까지)") % {"title": title}
    when = {"title": title, "day": text.day(need.due, language())}
    return (_("%(title)s (%(day)s까지였어요)") if need.due < day else _("%(title)s (%(day)s까지)")) % when


def _moved(card: Card) -> str:
    """Against the same hour a week ago, where both can be told."""
    series = card.seen.series
    if len(series) <= WEEK:
        return ""
    then, now = series[-1 - WEEK][1], series[-1][1]
    if then is None or now is None or round(then, card.figure.digits) == round(now, card.figure.digits):
        return ""
    values = {"title": card.figure.title, "a": amount(card.figure, then), "b": amount(card.figure, now)}
    return _("%(title)s: %(a)s → %(b)s") % values


def _red(card: Card) -> str:
    value = card.seen.value
    shown = amount(card.figure, value) if value is not None else "–"
    return _("%(title)s: %(value)s, %(threshold)s") % {
        "title": card.figure.title,
        "value": shown,
        "threshold": card.threshold_said,
    }


def _cost(actor: Actor, now: datetime) -> str:
    if not allowed(actor, "gateway.read"):
        return ""
    spent = gateway.spent_by_day(actor, now - timedelta(days=WEEK), now)
    totals: dict[str, int] = {}
    for (_day, currency), micros in spent.items():
        totals[currency] = totals.get(currency, 0) + micros
    said = [text.spent(micros, currency, language()) for currency, micros in sorted(totals.items()) if micros]
    return ", ".join(said) if said else _("쓴 돈이 없어요")
