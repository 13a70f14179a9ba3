"""Naming somebody on a page: who does it or answers for it, why they, and what is open about it. In words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _

from jangbu.apps.duties.naming.holding import Holder, Holding
from jangbu.apps.people import queries as people

By = Literal["thing", "area", "named", "role"]


@dataclass(frozen=True, slots=True)
class Owner:
    """A person's id and name. `by`: the matrix names them for a thing or for a part of the firm, somebody named them,
    or only their role does. `about` is the thing or the part; `more` how many others it speaks of; `left` the name of
    whoever held it and left, where `how` is the deputy or the head of the firm."""

    person: str
    name: str
    by: By
    letter: str = ""
    about: str = ""
    more: int = 0
    how: str = "holds"
    left: str = ""

    @property
    def short(self) -> str:
        """One word: by the matrix, or by role."""
        words = {"thing": _("책임표"), "area": _("책임표"), "named": _("직접 정함"), "role": _("역할")}
        return words[self.by] if self.name else ""

    @property
    def why(self) -> str:
        """In words: "책임표의 최종 책임: 매입 계산서"."""
        if self.by == "role":
            return _("책임표가 비어 있어서 역할로 정했어요")
        if self.by == "named":
            return _("사람이 정했어요")
        said = _("책임표의 최종 책임") if self.letter == "A" else _("책임표의 담당")
        return f"{said}: {self.about}" + (_(" 외 %(n)s") % {"n": self.more} if self.more else "")

    @property
    def gap(self) -> str:
        """What is open about it: it belonged to somebody who left. "" where nothing is."""
        if not self.left:
            return ""
        deputy = self.how == "deputy"
        said = _("%(name)s님이 떠나서 대리가 이어받았어요") if deputy else _("%(name)s님이 떠나서 대표에게 왔어요")
        return said % {"name": self.left}


class Owners:
    """At one moment, read once and asked often."""

    def __init__(self, at: datetime) -> None:
        self.holding = Holding(at)

    def of(self, places: Iterable[str], page: str = "") -> Owner | None:
        """Of the things that these addresses lead to, else of the one `page` leads to, else of the part of the firm
        that page belongs to. None where the matrix is silent."""
        holders = [each for each in map(self.holding.of_place, dict.fromkeys(places)) if each is not None]
        if holders:
            return self._most(holders)
        found = self.holding.of_place(page)
        if found is not None:
            return self._owner(found, "thing")
        found = self.holding.of_area(page)
        return None if found is None else self._owner(found, "area")

    def named(self, person: str) -> Owner | None:
        """Somebody whom a person chose; whoever steps in for them once they left. None for nobody."""
        if person not in self.holding.gone:
            name = self.names.get(person, "")
            return Owner(person, name, "named") if name else None
        instead = self.holding.instead(person)
        if instead is None:
            return None
        left = self.names.get(person, "–")
        return Owner(instead.person, self.names.get(instead.person, ""), "named", how=instead.how, left=left)

    def by_role(self, person: str) -> Owner:
        return Owner(person, self.names.get(person, ""), "role")

    @cached_property
    def names(self) -> dict[str, str]:
        return dict(people.people_list().values_list("pk", "name"))

    def _most(self, holders: list[Holder]) -> Owner:
        """Of several the one who holds most of it; of equals the first."""
        person, _count = Counter(each.person for each in holders).most_common(1)[0]
        own = [each for each in holders if each.person == person]
        chosen = next((each for each in own if each.instead_of), own[0])
        return self._owner(chosen, "thing", len({each.subject for each in holders}) - 1)

    def _owner(self, holder: Holder, by: By, more: int = 0) -> Owner:
        about = str(self.holding.names.get(holder.subject, holder.subject.id))
        left = self.names.get(holder.instead_of, "–") if holder.instead_of else ""
        return Owner(holder.person, self.names.get(holder.person, ""), by, holder.letter, about, more, holder.how, left)
