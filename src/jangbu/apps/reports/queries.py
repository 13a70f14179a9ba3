"""Today: what is true now, what waits for this reader, and what was done last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jangbu.apps.base.cards import Step, Tile
from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.duties import queries as duties
from jangbu.apps.incidents import queries as incidents
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.opening import queries as opening
from jangbu.apps.people import queries as people
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.policies import queries as policies
from jangbu.apps.registers import queries as registers
from jangbu.apps.regulations import queries as regulations
from jangbu.apps.reports import tiles, week
from jangbu.apps.reports.learning.queries import lessons
from jangbu.apps.reports.onepage.queries import kept
from jangbu.apps.reports.publishing.queries import candidates
from jangbu.apps.sources import queries as sources
from jangbu.apps.vendors import queries as vendors
from jangbu.apps.work import queries as work
from jangbu.kernel import text
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

__all__ = ["Today", "candidates", "first_step", "kept", "lessons", "needs", "today", "unanchored"]
ENTRIES = 6
SHOWN = 6  # needs that stand open at least; those that are due always do
ANCHOR_DUE = timedelta(days=1)

Provider = Callable[[Actor, datetime], list[Need]]


@dataclass(frozen=True, slots=True)
class Today:
    """The page. `due` counts the needs whose day has come; `entries` is None for those who may not read them."""

    day: date
    name: str
    due: int
    needs: Sequence[Need]
    first_step: Step | None
    tiles: Sequence[Tile]
    entries: Sequence[Any] | None
    plan: week.Plan | None = None
    fresh: bool = False  # the opening is not begun: there is nothing to read yet but where to start
    pressing: int = 0  # the needs, from the first, that stand open; the rest is folded

    @property
    def open_needs(self) -> Sequence[Need]:
        return self.needs[: self.pressing]

    @property
    def folded_needs(self) -> Sequence[Need]:
        return self.needs[self.pressing :]


def today(actor: Actor, now: datetime) -> Today:
    day = now.astimezone(SEOUL).date()
    waiting, fresh = needs(actor, now), opening.is_open(actor) and opening.opening() is None
    pressing = sum(1 for need in waiting if need.urgent or (need.due is not None and need.due <= day))
    return Today(
        day=day,
        name=actor.name,
        due=sum(1 for need in waiting if need.due is not None and need.due <= day),
        needs=waiting,
        first_step=first_step(actor),
        tiles=tiles.all_for(actor, now),
        entries=ledger.last_entries(ENTRIES, reader=actor) if allowed(actor, "ledger.read") else None,
        fresh=fresh,
        plan=None if fresh else week.plan(actor, now),
        pressing=max(pressing, SHOWN) if max(pressing, SHOWN) + 1 < len(waiting) else len(waiting),
    )


def needs(actor: Actor, now: datetime) -> list[Need]:
    """What waits for this actor in every app: urgent first, then by day, undated last."""
    found = [need for provider in PROVIDERS for need in provider(actor, now)]
    return sorted(found, key=lambda need: (not need.urgent, need.due or date.max))


def unanchored(actor: Actor, now: datetime) -> list[Need]:
    """A ledger that nobody outside could vouch for since yesterday."""
    if not allowed(actor, "ledger.verify"):
        return []
    state = ledger.state()
    if not state.entries or (state.anchored_at is not None and now - state.anchored_at < ANCHOR_DUE):
        return []
    since = (
        _("마지막 확인점은 %(when)s에 남겼어요. 그 뒤 기록은 바깥에서 확인할 수 없어요.")
        % {"when": text.moment(state.anchored_at, language(), today=now.astimezone(SEOUL).date())}
        if state.anchored_at is not None
        else _("아직 한 번도 남기지 않아서, 기록이 그대로인지 아무도 확인해 줄 수 없어요.")
    )
    return [Need(_("장부의 확인점을 바깥에 남겨 주세요"), since, None, reverse("ledger"), _("남기기"), urgent=False)]


# Each app offers its own; the order is the order of equals on the page.
PROVIDERS: tuple[Provider, ...] = (
    incidents.needs,
    work.needs,
    pilots.needs,
    sources.needs,
    vendors.needs,
    policies.needs,
    regulations.needs,
    registers.needs,
    people.needs,
    duties.needs,
    unanchored,
)


def first_step(actor: Actor) -> Step | None:
    """Where a firm without data starts, for those who may start it."""
    if opening.is_open(actor):
        return _go_on()
    if not allowed(actor, "sources.write") or sources.lines(actor):
        return None
    return Step(
        _("파일 하나로 시작해요"),
        _("거래처 목록이나 주문 파일을 올리면 몇 분 안에 무엇이 틀렸는지 알려 드려요. 원본은 그대로 보관해요."),
        _("파일 올리기"),
        reverse("dataset-list"),
    )


def _go_on() -> Step:
    """The firm's opening, begun or not."""
    left = sum(1 for line in opening.lines(opening.opening()) if not line.state)
    return Step(
        _("질문 몇 가지와 파일 하나로 시작해요"),
        _("진단, 파일럿 초안, 정책 초안, 90일 계획까지 %(n)s걸음 남았어요. 건너뛰고 나중에 해도 돼요.") % {"n": left},
        _("시작하기"),
        reverse("opening"),
    )
