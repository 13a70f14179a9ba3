"""What may be published, what is, and what strangers see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people.queries import EMAIL, PHONE, Masker
from jangbu.apps.reports.models import PublicSetting, Published, PublishedSpan, PublishedText
from jangbu.engines import privacy

SURE = 0.9  # that something is a name: a word that only reads like one holds up no publishing

# Decisions with grounds that concern people outside: what was tried and how it ended, what serves, what binds.
ACTIONS = (
    "pilots.decided",
    "policies.in_force",
    "aimodels.promoted",
    "aimodels.rolled_back",
    "journey.exemption_approved",
    "regulations.role_decided",
)
EACH = 50  # newest of each


@dataclass(frozen=True, slots=True)
class Candidate:
    """A decision on record, with the words it would be published in until somebody changes them."""

    number: int
    action: str
    what: str
    why: str
    on: date
    published: Published | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One decision as strangers read it."""

    what: str
    grounds: str
    on: date
    version: int
    changed: date | None  # the day of a later version


def setting(at: datetime | None = None) -> PublicSetting | None:
    held = PublicSetting.objects.all()
    return (held.filter(set_at__lte=at) if at else held).first()


def candidates(now: datetime) -> list[Candidate]:
    """Newest first. People's names are codes in the proposed words."""
    masker, known = Masker(now), {each.number: each for each in Published.objects.all()}
    lines = [(action, line) for action in ACTIONS for line in ledger.done(action, EACH)]
    found = [
        Candidate(
            line.number, action, masker.text(line.what), masker.text(line.why), line.when.date(), known.get(line.number)
        )
        for action, line in lines
    ]
    return sorted(found, key=lambda each: -each.number)


def candidate(number: int, now: datetime) -> Candidate | None:
    return next((each for each in candidates(now) if each.number == number), None)


def find(published_id: str) -> Published | None:
    return Published.objects.filter(pk=published_id).first()


def standing(at: datetime) -> list[Published]:
    """What stood on the page at that moment, had it been on; of what was withdrawn and published again each span."""
    spans = PublishedSpan.objects.filter(since__lte=at).exclude(until__lte=at)
    return list(Published.objects.filter(pk__in=spans.values("published")).prefetch_related("texts"))


def shown(now: datetime, language: str) -> list[Shown]:
    """What strangers read now."""
    return [_shown(each, language) for each in standing(now)]


def _shown(each: Published, language: str) -> Shown:
    texts: Sequence[PublishedText] = list(each.texts.all())
    text = texts[0]
    ko = language == "ko"
    return Shown(
        what=text.what_ko if ko else text.what_en,
        grounds=text.grounds_ko if ko else text.grounds_en,
        on=each.decided_on,
        version=text.version,
        changed=text.written_at.date() if text.version > 1 else None,
    )


def names_somebody(said: str, now: datetime) -> str:
    """What in a text is somebody's: a name or address of people here, a phone, resident or card number; or ""."""
    found = Masker(now).found(said) or EMAIL.search(said) or PHONE.search(said)
    if found:
        return found.group()
    spans = privacy.find(said) or tuple(span for span in privacy.find_names(said) if span.confidence >= SURE)
    return said[spans[0].start : spans[0].end] if spans else ""
