"""What the list of entries is asked for, read from its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from jangbu.apps.ledger import actions, models
from jangbu.apps.ledger.services import iso
from jangbu.kernel.canonical import clean

LONGEST_QUERY = 200
HEX = re.compile("[0-9a-fA-F]+")  # what commitments are made of: such a word must stand alone to be found
MOST_PEOPLE = 100  # in the choice of persons
DAYS = {"7": 7, "30": 30, "365": 365}

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Anything the address says that makes no sense is as if it were not there."""

    q: str
    who: str  # person:ID, or a kind: rule, system, operator
    what: str  # decisions
    when: str  # days
    about: str  # kind:id of a subject
    oldest_first: bool
    open: int | None
    page: str

    @classmethod
    def read(cls, query: QueryDict) -> Asked:
        when, opened = query.get("when", ""), query.get("open", "")
        return cls(
            q=clean(query.get("q", "")).strip()[:LONGEST_QUERY],
            who=query.get("who", ""),
            what="decisions" if query.get("what") == "decisions" else "",
            when=when if when in DAYS else "",
            about=query.get("about", ""),
            oldest_first=query.get("sort") == "number",
            open=int(opened) if opened.isdecimal() and len(opened) < 10 else None,
            page=query.get("page", "1"),
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.q or self.who or self.what or self.when or self.about)

    @property
    def sort(self) -> str:
        return "number" if self.oldest_first else "-number"

    def entries(self, now: datetime) -> QuerySet[models.Entry]:
        """The entries asked for, in order."""
        found = models.Entry.objects.all()
        for word in self.q.split():
            found = found.filter(_mentions(word))
        kind, _colon, person = self.who.partition(":")
        if kind:
            found = found.filter(actor_kind=kind, **({"actor_id": person} if person else {}))
        if self.what:
            found = found.filter(action__in=actions.decisions())
        if self.when:
            found = found.filter(when__gte=iso(now - timedelta(days=DAYS[self.when])))
        subject_kind, _colon, subject_id = self.about.partition(":")
        if subject_kind:
            found = found.filter(subject_kind=subject_kind, subject_id=subject_id)
        return found.order_by(self.sort)


def _mentions(word: str) -> Q:
    """Entries with the word in their text, in the name of who acted or was meant, in what happened, or as number."""
    values = models.EntryValue.objects.filter(value__icontains=word)
    names = values.filter(path="name").values("person")
    said = [
        name
        for name, action in actions.all_declared().items()
        if word in action.ko or word.lower() in action.en.lower()
    ]
    told = Q(content__iregex=f"(^|[^0-9a-f]){word}([^0-9a-f]|$)") if HEX.fullmatch(word) else Q(content__icontains=word)
    found = told | Q(number__in=values.values("number")) | Q(action__in=said)
    found |= Q(actor_kind="person", actor_id__in=names)
    digits = word.replace(",", "")
    return found | Q(number=int(digits)) if digits.isdecimal() and len(digits) < 10 else found


def who_choices() -> Choices:
    """Everybody who ever acted, by the newest name; and what acts without a person."""
    acted = models.Entry.objects.filter(actor_kind="person").exclude(actor_id="").order_by("actor_id")
    persons = list(acted.values_list("actor_id", flat=True).distinct()[:MOST_PEOPLE])
    known = models.EntryValue.objects.filter(path="name", person__in=persons).order_by("number")
    names = dict(known.values_list("person", "value"))
    erased = _("지워진 사람")
    people = [(f"person:{person}", names.get(person) or f"{erased} {person[-4:]}") for person in persons]
    rest = [("rule", _("규칙")), ("operator", _("컴퓨터 관리자")), ("system", _("시스템"))]
    return [*sorted(people, key=lambda choice: choice[1]), *rest]


def what_choices() -> Choices:
    return [("decisions", _("결정과 변경"))]


def when_choices() -> Choices:
    return [("7", _("7일")), ("30", _("30일")), ("365", _("1년"))]
