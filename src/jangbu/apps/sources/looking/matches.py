"""A look at who is who. A version that begins with the rows of one looked at before only lets its new rows join."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jangbu.apps.sources.cleaning import queries as cleaning
from jangbu.apps.sources.looking import shelf
from jangbu.apps.sources.looking.decisions import key_of
from jangbu.apps.sources.looking.models import Look
from jangbu.engines import quality
from jangbu.engines.quality import matching
from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.matching import problems
from jangbu.kernel.errors import Problem

PAIRS = 200  # doubtful pairs that are kept, the most telling first
BEFORE = 3  # earlier looks that are tried


def look(look: Look, frame: Frame, place: Path, say: Callable[[str], None]) -> dict[str, int]:
    """Match, write outcome, rows and index into `place`, and give the figures for the ledger."""
    look.rows_print = print_of(frame, frame.rows)
    before = _before(look, frame)
    look.leads = [] if before is None else [*before.leads, before.version_id]
    look.key = key_of(look.version, look.kind, look.leads)
    hints = cleaning.hints_of(look.version, look.leads)
    outcome = None
    if before is not None:
        say("joining")
        outcome = _joined(before, frame, hints, place)
    if outcome is None:
        say("matching")
        outcome = _whole(frame, hints, place)
    say("keeping")
    shown = {row for rows in outcome["clusters"] for row in rows}
    quality.keep_rows(frame, shown | {row for pair in outcome["review"] for row in pair[:2]}, place / shelf.ROWS)
    shelf.write(place, {**outcome, "names": list(frame.names), "rows": frame.rows})
    return {"groups": len(outcome["clusters"]), "added": (outcome["added"] or {}).get("rows", 0)}


def print_of(frame: Frame, rows: int) -> str:
    """SHA-256 of the names and the first `rows` rows."""
    digest = hashlib.sha256(json.dumps(frame.names).encode())
    for column in frame.columns:
        digest.update(json.dumps(column[:rows]).encode())
    return digest.hexdigest()


def _before(look: Look, frame: Frame) -> Look | None:
    """The look at an earlier version whose rows are all there still, first and in order."""
    done = Look.objects.filter(version__dataset=look.version.dataset, kind=look.kind, state=Look.State.DONE)
    for each in done.exclude(version=look.version).select_related("version").order_by("-version__number")[:BEFORE]:
        rows = each.version.rows
        if 0 < rows < frame.rows and each.rows_print == print_of(frame, rows):
            return each
    return None


def _whole(frame: Frame, hints: matching.Hints, place: Path) -> dict[str, Any]:
    try:
        index, found = matching.MatchIndex.build(frame, hints=hints)
    except Problem as problem:
        if problem.code != problems.TOO_FEW.code:
            raise
        return _nothing()  # no two rows have anything in common
    with index:
        index.save(place / shelf.INDEX)
    total, taken = found.expected
    return {
        "fields": list(found.fields),
        "clusters": [list(rows) for rows in found.clusters],
        "review": [[pair.left, pair.right, pair.probability] for pair in found.review[:PAIRS]],
        "doubtful": len(found.review),
        "pairs": len(found.pairs),
        "expected": [total, taken],
        "added": None,
    }


def _nothing() -> dict[str, Any]:
    return {
        "fields": [],
        "clusters": [],
        "review": [],
        "doubtful": 0,
        "pairs": 0,
        "expected": [0.0, 0.0],
        "added": None,
    }


def _joined(before: Look, frame: Frame, hints: matching.Hints, place: Path) -> dict[str, Any] | None:
    """The new rows joined to a copy of the earlier index; None where only matching anew keeps to the decisions."""
    kept = shelf.place_of(before) / shelf.INDEX
    if not kept.exists():
        return None
    began = time.monotonic()
    told, first = shelf.read(before), before.version.rows
    shutil.copyfile(kept, place / shelf.INDEX)
    fresh = Frame(frame.name, frame.names, tuple(column[first:] for column in frame.columns))
    with matching.MatchIndex.open(place / shelf.INDEX) as index:
        if not index.parts(hints.different):
            return None
        joined = index.add(fresh, same=hints.same, different=hints.different)
        clusters = index.clusters()
    return {
        "fields": told["fields"],
        "clusters": [list(rows) for rows in clusters],
        **_review(told, joined, hints),
        "pairs": told["pairs"] + len(joined.pairs),
        "expected": _expected(told, joined),
        "added": {
            "rows": joined.rows,
            "groups": len(joined.clusters),
            "number": before.version.number,
            "tenths": round(10 * (time.monotonic() - began)),
        },
    }


def _review(told: Mapping[str, Any], joined: matching.Joined, hints: matching.Hints) -> dict[str, Any]:
    """Doubtful pairs of the new rows among those that were doubtful before and nobody has decided on since."""
    decided = {*map(tuple, hints.same), *map(tuple, hints.different)}
    fresh = [[pair.left, pair.right, pair.probability] for pair in joined.review]
    held = [pair for pair in told["review"] if (pair[0], pair[1]) not in decided]
    review = sorted([*fresh, *held], key=lambda pair: abs(pair[2] - 0.5))[:PAIRS]
    return {"review": review, "doubtful": len(review)}


def _expected(told: Mapping[str, Any], joined: matching.Joined) -> list[float]:
    """As `Matches.expected`: the taken and the doubtful pairs of the new rows on top, by their probabilities."""
    taken = {(pair.left, pair.right): pair.probability for pair in joined.pairs}
    open_ = sum(pair.probability for pair in joined.review if (pair.left, pair.right) not in taken)
    total, right = told["expected"]
    return [total + sum(taken.values()) + open_, right + sum(taken.values())]
