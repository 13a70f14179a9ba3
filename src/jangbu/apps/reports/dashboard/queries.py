"""The dashboard as it stands: each figure with its threshold, its owner, its trend and what changed since yesterday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.cards import Tile
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.base.templatetags.parts import unit_gap
from jangbu.apps.reports.dashboard.figure import Figure, Seen
from jangbu.apps.reports.dashboard.figures import FIGURES, figure
from jangbu.apps.reports.dashboard.owners import Owner, Owners
from jangbu.apps.reports.models import Reading, Threshold
from jangbu.engines import charts
from jangbu.kernel import text
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

__all__ = ["Card", "Dashboard", "cards", "dashboard", "figure", "readings", "thresholds"]


@dataclass(frozen=True, slots=True)
class Card:
    """One figure. `held_to` is the threshold in force, `set_by` the row a person set it with; state: met, unmet,
    unknown."""

    figure: Figure
    seen: Seen
    held_to: float | None
    set_by: Threshold | None
    by: Owner
    yesterday: float | None

    @property
    def owner(self) -> str:
        return self.by.name

    @property
    def state(self) -> str:
        value = self.seen.value
        if value is None or self.held_to is None:
            return "unknown"
        good = value >= self.held_to if self.figure.high_is_good else value <= self.held_to
        return "met" if good else "unmet"

    @property
    def word(self) -> str:
        if self.seen.value is None:
            return _("알 수 없음")
        if self.held_to is None:
            return _("기준 없음")
        return _("기준 안") if self.state == "met" else _("기준 밖")

    @property
    def change(self) -> str:
        """Against yesterday, in words."""
        now, then = self.seen.value, self.yesterday
        if now is None or then is None:
            return _("어제와 견줄 수 없어요")
        moved = round(now - then, self.figure.digits)
        if not moved:
            return _("어제와 같아요")
        said = _("어제보다 %(n)s 늘었어요") if moved > 0 else _("어제보다 %(n)s 줄었어요")
        points = "%p" if self.figure.unit == "%" else ""  # between two shares
        much = f"{text.number(abs(moved), self.figure.digits)}{points}" if points else amount(self.figure, abs(moved))
        return said % {"n": much}

    @property
    def shown(self) -> tuple[str, str | Promise]:
        """The value as it is read, and its unit."""
        value = self.seen.value
        return ("", "") if value is None else _read(self.figure, value, whole=False)

    @property
    def moves(self) -> tuple[str, str, str]:
        """Yesterday's value, today's, and which way that is."""
        now, then = self.seen.value or 0.0, self.yesterday or 0.0
        better = (now > then) == self.figure.high_is_good
        return amount(self.figure, then), amount(self.figure, now), _("나아졌어요") if better else _("나빠졌어요")

    @property
    def threshold_said(self) -> str:
        if self.held_to is None:
            return _("기준을 아직 정하지 않았어요")
        values = {"n": amount(self.figure, self.held_to)}
        if not self.held_to and not self.figure.high_is_good:
            return _("기준 %(n)s") % values
        return (_("기준 %(n)s 이상") if self.figure.high_is_good else _("기준 %(n)s 이하")) % values

    @property
    def tile(self) -> Tile:
        """As the part of a page takes it."""
        kind = self.figure
        if self.seen.value is None:
            missing = Tile(kind.title, state="unknown", word=self.word, range=kind.nothing)
            return replace(self._named(missing), action=_("하러 가기"), action_url=reverse(kind.start))
        about = " · ".join(each for each in (str(self.threshold_said), self.seen.note) if each)
        told = (kind.title, *self.shown, self.seen.url, self.state, self.word)
        return self._named(Tile(*told, about, self.seen.about, self.spark(), self.change))

    def _named(self, tile: Tile) -> Tile:
        """With who answers for it, and why they."""
        why = " · ".join(each for each in (self.by.why, self.by.gap) if each)
        short = _("떠난 사람의 몫") if self.by.gap else self.by.short
        return replace(tile, owner=self.by.name, owner_by=short, owner_why=why)

    def spark(self) -> str:
        values = [value for _day, value in self.seen.series]
        known = [value for value in values if value is not None]
        if len(known) < 2:
            return ""
        label = _("지난 %(n)s일, %(first)s에서 %(last)s로") % {
            "n": len(values),
            "first": amount(self.figure, known[0]),
            "last": amount(self.figure, known[-1]),
        }
        tones: dict[str, charts.Tone] = {"met": "good", "unmet": "bad"}
        return charts.sparkline(values, self.held_to, tone=tones.get(self.state, "ink"), label=label)


@dataclass(frozen=True, slots=True)
class Dashboard:
    cards: Sequence[Card]
    day: date

    @property
    def red(self) -> list[Card]:
        return [card for card in self.cards if card.state == "unmet"]

    @property
    def blind(self) -> list[Card]:
        return [card for card in self.cards if card.seen.value is None]

    @property
    def moved(self) -> list[Card]:
        return [card for card in self.cards if card.yesterday is not None and card.change != _("어제와 같아요")]

    @property
    def lede(self) -> tuple[str, str]:
        red, blind = len(self.red), len(self.blind)
        first = (
            ngettext("%(n)d개가 기준 밖이에요.", "%(n)d개가 기준 밖이에요.", red) % {"n": red}
            if red
            else _("기준 밖인 것이 없어요.")
        )
        rest = (
            ngettext("%(n)d개는 아직 알 수 없어요.", "%(n)d개는 아직 알 수 없어요.", blind) % {"n": blind}
            if blind
            else ""
        )
        return first, rest


def amount(kind: Figure, value: float) -> str:
    """With its unit, as people read it."""
    if kind.money:
        return text.won(round(value), language())
    number, unit = _read(kind, value)
    return f"{number}{unit_gap(unit)}{unit}"


def _read(kind: Figure, value: float, *, whole: bool = True) -> tuple[str, str | Promise]:
    """Number and unit. What is less than one, and not nothing, is said in the smaller unit where there is one."""
    if kind.finer and 0 < value < 1:
        return text.number(max(1, round(value * kind.finer[0]))), kind.finer[1]
    digits = 0 if whole and float(value).is_integer() else kind.digits
    return text.number(value, digits), "" if kind.counted and language() == "en" else kind.unit


def dashboard(actor: Actor, now: datetime) -> Dashboard:
    """What this actor may see, as of now."""
    return Dashboard(cards(actor, now), now.astimezone(SEOUL).date())


def cards(actor: Actor, at: datetime) -> list[Card]:
    held, owners, found = thresholds(at), Owners(at), []
    for kind in FIGURES:
        if not allowed(actor, kind.needs):
            continue
        seen, row = kind.see(actor, at), held.get(kind.id)
        found.append(Card(kind, seen, _held_to(kind, seen, row), row, owners.of(row, seen), seen.yesterday))
    return found


def thresholds(at: datetime) -> dict[str, Threshold]:
    """The row in force of each figure that a person set one for, at that moment."""
    found: dict[str, Threshold] = {}
    for row in Threshold.objects.filter(set_at__lte=at).order_by("set_at", "pk"):
        found[row.figure] = row
    return found


def readings(day: date) -> dict[str, Reading]:
    """The figures as they were read on a day."""
    return {row.figure: row for row in Reading.objects.filter(day=day)}


def _held_to(kind: Figure, seen: Seen, row: Threshold | None) -> float | None:
    if row is not None:
        return float(row.value)
    if seen.floor is not None:
        return seen.floor
    return None if kind.default is None else float(kind.default)


def value_of(raw: str) -> Decimal | None:
    """What somebody typed as a threshold: 80, 1,200, 99.5. None where it is no number."""
    try:
        found = Decimal(raw.replace(",", "").strip())
    except ArithmeticError:
        return None
    return found if found.is_finite() and 0 <= found < Decimal(10) ** 12 else None
