"""Reading: how a look stands, and what it found, in the forms that the pages of small versions use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jangbu.apps.sources.cleaning import queries as cleaning
from jangbu.apps.sources.delivery.models import Version
from jangbu.apps.sources.looking import errors, shelf
from jangbu.apps.sources.looking.decisions import key_of
from jangbu.apps.sources.looking.models import Look
from jangbu.apps.sources.looking.problems import LOOK_FIRST
from jangbu.engines import quality
from jangbu.engines.quality import detecting, matching
from jangbu.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class Standing:
    """The look that is at work, or failed last, and the one that is done, if any. `stale`: it lacks later decisions."""

    now: Look | None
    done: Look | None
    stale: bool


def standing_of(version: Version, kind: str) -> Standing:
    looks = list(Look.objects.filter(version=version, kind=kind))
    done = next((each for each in looks if each.state == Look.State.DONE and shelf.has(each)), None)
    now = next((each for each in looks if each.state != Look.State.DONE), None)
    return Standing(now, done, done is not None and done.key != key_of(version, kind, done.leads, done.asked))


def suspicions(version: Version) -> detecting.Suspicions:
    """Doubtful values of a version of any size. Raises Problem(LOOK_FIRST) for a large one that was not looked at."""
    if not cleaning.is_large(version):
        return cleaning.suspicions(version)
    return errors.suspicions(shelf.read(_done(version, Look.Kind.ERRORS)))


def rows_to_label(version: Version) -> list[cleaning.ToLabel]:
    """The rows that would teach most, of a version of any size. Raises Problem(LOOK_FIRST)."""
    if not cleaning.is_large(version):
        return cleaning.rows_to_label(version)
    look = _done(version, Look.Kind.ERRORS)
    told = shelf.read(look)
    rows = quality.Shelf(shelf.place_of(look) / shelf.ROWS, tuple(told["names"]))
    telling = told["to_label"]
    cells = rows.rows({*telling, *cleaning.labelled_rows(version)})
    return cleaning.to_label(version, telling, lambda row: cells.get(row, {}))


def mend_told(version: Version) -> dict[str, Any]:
    """The outcome of the last preview of a mend of a large version: see `mends.look`. Raises Problem(LOOK_FIRST)."""
    return shelf.read(_done(version, Look.Kind.MEND))


def found_cells(version: Version) -> int:
    """How many doubtful cells the look at a large version found; the surest of them are kept."""
    return int(shelf.read(_done(version, Look.Kind.ERRORS))["found"])


@dataclass(frozen=True, slots=True)
class LargePaired:
    """As cleaning.Paired, with the rows that the look kept, and what joined an earlier look, if it did."""

    paired: cleaning.Paired
    shelf: quality.Shelf
    added: dict[str, Any] | None


def paired(version: Version) -> cleaning.Paired:
    """Who is who in a version of any size. Raises Problem(LOOK_FIRST)."""
    return large_paired(version).paired if cleaning.is_large(version) else cleaning.paired(version)


def large_paired(version: Version) -> LargePaired:
    look = _done(version, Look.Kind.MATCHES)
    told = shelf.read(look)
    total, taken = told["expected"]
    found = matching.Matches(
        pairs=(),
        clusters=tuple(tuple(rows) for rows in told["clusters"]),
        threshold=0.5,
        review=tuple(matching.Pair(*pair) for pair in told["review"]),
        left_rows=told["rows"],
        right_rows=None,
        compared=0,
        fields=tuple(told["fields"]),
        expected=(total, taken),
    )
    made = cleaning.next_pair(version, found, told["pairs"], look.leads)
    added = told["added"]
    rows = quality.Shelf(shelf.place_of(look) / shelf.ROWS, tuple(told["names"]))
    return LargePaired(made, rows, added and {**added, "seconds": added["tenths"] / 10})


def _done(version: Version, kind: str) -> Look:
    look = Look.objects.filter(version=version, kind=kind, state=Look.State.DONE).first()
    if look is None or not shelf.has(look):
        raise Problem(LOOK_FIRST, dataset=version.dataset.name)
    return look
