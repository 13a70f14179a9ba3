"""Reading: which models are set up, what was asked of them, what it cost by automation, day and month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from jangbu.apps.base.permission import allowed
from jangbu.apps.gateway.models import Call, Endpoint, Taken
from jangbu.apps.gateway.names import Named, names_of
from jangbu.apps.gateway.spending import MICRO, month_of
from jangbu.apps.gateway.wording import blanked_words, outcome_word
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor
from jangbu.kernel.money import Money

By = Literal["automation", "month", "day", "endpoint"]
KEY_REFUSED = "llm.key_refused"
LONGEST = 400  # lines of one answer


def visible(actor: Actor) -> QuerySet[Endpoint]:
    return Endpoint.objects.order_by("name") if allowed(actor, "gateway.read") else Endpoint.objects.none()


def find(actor: Actor, endpoint_id: str) -> Endpoint | None:
    return visible(actor).filter(pk=endpoint_id).first()


def choices() -> list[tuple[str, str]]:
    """(id, name with model) of every connection, for a form that names one."""
    return [(each.pk, f"{each.name} ({each.model}, {each.currency})") for each in Endpoint.objects.order_by("name")]


def currency_of(endpoint_id: str) -> str | None:
    """The currency of an endpoint's prices, or None where there is no such endpoint."""
    return Endpoint.objects.filter(pk=endpoint_id).values_list("currency", flat=True).first()


@dataclass(frozen=True, slots=True)
class Standing:
    """How an automation's connection stands: what it is, and what this month has taken of its limit."""

    endpoint_id: str
    name: str
    model: str
    country: str
    on: bool
    currency: str
    taken_micros: int
    limit_micros: int


def standing(endpoint_id: str, automation: str, limit: Money | None, now: datetime) -> Standing | None:
    found = Endpoint.objects.filter(pk=endpoint_id).first()
    if found is None:
        return None
    taken = Taken.objects.filter(holder=f"automation:{automation}", month=month_of(now), currency=found.currency)
    micros = taken.values_list("micros", flat=True).first() or 0
    country = str(found.get_country_display())
    of_month = limit.minor * MICRO if limit else 0
    return Standing(found.pk, found.name, found.model, country, found.on, found.currency, micros, of_month)


def calls(actor: Actor) -> QuerySet[Call]:
    shown = Call.objects.select_related("endpoint").order_by("-asked_at", "-pk")
    return shown if allowed(actor, "gateway.read") else shown.none()


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One call as the page of its run shows it."""

    where: str
    call: Call
    outcome: str
    blanked: str


def calls_of_run(run: str) -> Sequence[AskedLine]:
    """What a run asked, in order. Counts and costs only, so whoever sees the run sees them."""
    asked = Call.objects.filter(run=run).select_related("endpoint").order_by("asked_at")
    return [
        AskedLine(f"{each.endpoint.name} ({each.endpoint.model})", each, str(outcome_word(each)), blanked_words(each))
        for each in asked
    ]


def trial(endpoint: Endpoint) -> Call | None:
    return endpoint.calls.filter(purpose=Call.Purpose.TRY).first()


@dataclass(frozen=True, slots=True)
class CostLine:
    """What the calls of one automation, month, day or endpoint took, in one currency."""

    key: str
    named: Named | None
    currency: str
    calls: int
    failed: int
    tokens_in: int
    tokens_out: int
    cost_micros: int

    @property
    def tokens(self) -> int:
        return self.tokens_in + self.tokens_out


def costs(actor: Actor, by: By, *, month: str = "", endpoint: str = "", since: date | None = None) -> list[CostLine]:
    """Newest first by time, dearest first otherwise. Money of two currencies is never added up."""
    asked = calls(actor).order_by()
    if month:
        asked = asked.filter(month=month)
    if endpoint:
        asked = asked.filter(endpoint=endpoint)
    if since is not None:
        asked = asked.filter(asked_at__gte=datetime(since.year, since.month, since.day, tzinfo=SEOUL))
    if by == "day":
        asked = asked.annotate(day=TruncDate("asked_at", tzinfo=SEOUL))
    summed = asked.values(by, "currency").annotate(
        n=Count("pk"),
        bad=Count("pk", filter=~Q(outcome=Call.ANSWERED)),
        sum_in=Sum("tokens_in"),
        sum_out=Sum("tokens_out"),
        cost=Sum("cost_micros"),
    )
    ordered = summed.order_by(*(("-cost", by) if by in {"automation", "endpoint"} else (f"-{by}",)))[:LONGEST]
    named = names_of([each["automation"] for each in ordered]) if by == "automation" else {}
    return [
        CostLine(
            key=str(each[by]),
            named=named.get(str(each[by])),
            currency=each["currency"],
            calls=each["n"],
            failed=each["bad"],
            tokens_in=each["sum_in"] or 0,
            tokens_out=each["sum_out"] or 0,
            cost_micros=each["cost"] or 0,
        )
        for each in ordered
    ]


@dataclass(frozen=True, slots=True)
class Metered:
    """What the calls of one automation took in one month, in one currency; month as 2026-11."""

    automation: str
    month: str
    currency: str
    calls: int
    cost_micros: int  # millionths of a minor unit


def metered(automations: Sequence[str], since: date) -> list[Metered]:
    """Calls from that day on, by automation and month, oldest first. Counts and costs only: whoever sees the
    automations may see them."""
    begun = datetime(since.year, since.month, since.day, tzinfo=SEOUL)
    asked = Call.objects.filter(automation__in=list(automations), asked_at__gte=begun).order_by()
    summed = asked.values("automation", "month", "currency").annotate(n=Count("pk"), cost=Sum("cost_micros"))
    return [
        Metered(each["automation"], each["month"], each["currency"], each["n"], each["cost"] or 0)
        for each in summed.order_by("month", "automation", "currency")
    ]


def limit_micros(endpoint: Endpoint) -> int | None:
    return None if endpoint.monthly_limit is None else endpoint.monthly_limit * MICRO


def keys_refused(since: datetime, *, in_a_row: int = 3) -> dict[str, str]:
    """Connections (id: name) whose newest calls since then were all refused for their key, though it had worked."""
    found = {}
    for endpoint in Endpoint.objects.filter(calls__asked_at__gte=since, calls__outcome=KEY_REFUSED).distinct():
        ended = endpoint.calls.exclude(outcome=Call.OPEN)
        newest = list(ended.filter(asked_at__gte=since).values_list("outcome", flat=True)[:in_a_row])
        if newest == [KEY_REFUSED] * in_a_row and ended.filter(outcome=Call.ANSWERED).exists():
            found[endpoint.pk] = endpoint.name
    return found


def spent_by_day(actor: Actor, since: datetime, until: datetime) -> dict[tuple[date, str], int]:
    """By day in Seoul and currency: millionths of a minor unit. Empty for whoever may not read calls."""
    if not allowed(actor, "gateway.read"):
        return {}
    made = Call.objects.filter(asked_at__gte=since, asked_at__lte=until).order_by()
    by_day = made.annotate(day=TruncDate("asked_at", tzinfo=SEOUL)).values_list("day", "currency")
    return {(day, currency): cost or 0 for day, currency, cost in by_day.annotate(Sum("cost_micros"))}


def monthly_limits() -> dict[str, int]:
    """By currency: what the connections that are on may cost in a month, in minor units; one without a limit is
    left out."""
    found: dict[str, int] = {}
    for endpoint in Endpoint.objects.filter(on=True, monthly_limit__isnull=False):
        found[endpoint.currency] = found.get(endpoint.currency, 0) + (endpoint.monthly_limit or 0)
    return found
