"""Reading: what a version seems to hold wrongly, who is who in it, and what was decided."""

from __future__ import annotations

import json
from dataclasses import dataclass

from jangbu.apps.base.content import under_its_name
from jangbu.apps.sources.catalogue.kept import kept_place
from jangbu.apps.sources.cleaning import problems
from jangbu.apps.sources.cleaning.models import Judgement, MendRun
from jangbu.apps.sources.delivery.models import Dataset, Version
from jangbu.engines import quality
from jangbu.engines.quality import detecting, mapping, matching
from jangbu.engines.quality.frame import Frame
from jangbu.kernel.errors import Problem

ROWS = 50_000  # that a page works on at once


@dataclass(frozen=True, slots=True)
class Paired:
    """The pair to be decided now, if any, with what was found so far."""

    matches: matching.Matches
    decided: int
    pair: matching.Pair | None


def frame_of(version: Version, command: str) -> Frame:
    """A version read whole. Raises Problem where it is too large for a page, or deleted by rule."""
    if version.rows > ROWS:
        raise Problem(problems.TOO_MANY_ROWS, dataset=version.dataset.name, rows=version.rows, command=command)
    with under_its_name(kept_place(version), version.file_name) as path:
        return quality.read_frame(path, table=version.dataset.table or None)


def standing(dataset: Dataset, kind: str) -> list[Judgement]:
    """Decisions that hold, oldest first."""
    return list(Judgement.objects.filter(dataset=dataset, kind=kind, withdrawn_at=None))


def suspicions(version: Version) -> detecting.Suspicions:
    """Wrong cells of a version, by what it says of itself and the answers given on its dataset."""
    frame = frame_of(version, "errors")
    known = set(frame.names)
    answers = {
        each.key: each.value
        for each in standing(version.dataset, Judgement.Kind.ANSWER)
        if each.key in known and each.value != SKIP
    }
    return detecting.detect_errors(frame, None, answers)


SKIP = "skip"


def paired(version: Version) -> Paired:
    """Who is who in a version, with the decisions made on it, and the most telling pair that is open."""
    frame = frame_of(version, "match")
    told = [each for each in standing(version.dataset, Judgement.Kind.PAIR) if each.version_id == version.pk]
    rows = {each.pk: tuple(map(int, each.key.split(","))) for each in told}
    hints = matching.Hints(
        same=[(rows[each.pk][0], rows[each.pk][1]) for each in told if each.value == "same"],
        different=[(rows[each.pk][0], rows[each.pk][1]) for each in told if each.value == "different"],
    )
    found = matching.match(frame, hints=hints)
    skipped = {rows[each.pk] for each in told}
    pair = next((each for each in found.review if (each.left, each.right) not in skipped), None)
    return Paired(found, len(told), pair)


def field_map(dataset: Dataset, schema: str) -> dict[str, str | None] | None:
    """The fields a person gave to the columns, or None where nobody did."""
    found = [each for each in standing(dataset, Judgement.Kind.FIELDS) if each.key == schema]
    return dict(json.loads(found[-1].value)) if found else None


def proposed_fields(version: Version, schema: str) -> tuple[Frame, mapping.FieldMapping]:
    frame = frame_of(version, "map")
    return frame, mapping.map_fields(frame, schema)


def mends(dataset: Dataset) -> list[MendRun]:
    """The newest first."""
    return list(MendRun.objects.filter(before__dataset=dataset).select_related("before", "after")[:10])
