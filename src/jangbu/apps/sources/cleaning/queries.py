"""Reading: what a version seems to hold wrongly, who is who in it, and what was decided."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jangbu.apps.base.content import under_its_name
from jangbu.apps.sources.catalogue.kept import kept_place
from jangbu.apps.sources.cleaning import problems
from jangbu.apps.sources.cleaning.models import Judgement, MendRun
from jangbu.apps.sources.delivery.models import Dataset, Version
from jangbu.engines import quality
from jangbu.engines.quality import detecting, mapping, matching, mending
from jangbu.engines.quality.frame import Frame
from jangbu.kernel.errors import Problem

ROWS = 50_000  # that a page works on at once
WAITING = 500  # cells of each reason that are looked through for values nobody could read
LABELLED = 20  # rows, as many as detection takes


@dataclass(frozen=True, slots=True)
class Paired:
    """The pair to be decided now, if any, with what was found so far."""

    matches: matching.Matches
    decided: int
    pair: matching.Pair | None
    taken: int  # pairs that were taken as the same


def frame_of(version: Version, command: str) -> Frame:
    """A version read whole. Raises Problem where it is too large for a page, or deleted by rule."""
    if is_large(version):
        raise Problem(problems.TOO_MANY_ROWS, dataset=version.dataset.name, rows=version.rows, command=command)
    return frame_whole(version)


def is_large(version: Version) -> bool:
    """Whether a version has more rows than a page works on while it waits."""
    return version.rows > ROWS


def frame_whole(version: Version) -> Frame:
    """A version of any size read whole. Raises Problem as reading does, and where it was deleted by rule."""
    with under_its_name(kept_place(version), version.file_name) as path:
        return quality.read_frame(path, table=version.dataset.table or None)


def standing(dataset: Dataset, kind: str) -> list[Judgement]:
    """Decisions that hold, oldest first."""
    return list(Judgement.objects.filter(dataset=dataset, kind=kind, withdrawn_at=None))


def suspicions(version: Version) -> detecting.Suspicions:
    """Wrong cells of a version, by what it says of itself and the answers given on its dataset."""
    frame = frame_of(version, "errors")
    answers = {column: answer for column, answer in answers_of(version).items() if column in frame.names}
    return detecting.detect_errors(frame, labels_of(version) or None, answers)


def answers_of(version: Version) -> dict[str, str]:
    """The option chosen for each column somebody answered about."""
    told = standing(version.dataset, Judgement.Kind.ANSWER)
    return {each.key: each.value for each in told if each.value != SKIP}


def labelled_rows(version: Version) -> dict[int, dict[str, str]]:
    """Per row somebody went through: what each cell should hold."""
    told = [each for each in standing(version.dataset, Judgement.Kind.LABEL) if each.version_id == version.pk]
    return {int(each.key): dict(json.loads(each.value)) for each in told}


def labels_of(version: Version) -> list[detecting.Label]:
    return [
        detecting.Label(row, column, clean)
        for row, cells in labelled_rows(version).items()
        for column, clean in cells.items()
    ]


@dataclass(frozen=True, slots=True)
class ToLabel:
    """A row to go through: (column, its value now, what it should be) in order, and whether somebody did."""

    row: int
    cells: tuple[tuple[str, str, str], ...]
    done: bool


def rows_to_label(version: Version) -> list[ToLabel]:
    """The rows that would teach most, at most 20, those that were gone through first."""
    frame = frame_of(version, "errors --labels")
    return to_label(version, detecting.ask_labels(frame), frame.row)


def to_label(
    version: Version, telling: Sequence[int], cells_of: Callable[[int], Mapping[str, str | None]]
) -> list[ToLabel]:
    """The rows that were gone through, then of the `telling` ones as many as are left to ask for."""
    done = labelled_rows(version)
    asked = [row for row in telling if row not in done][: max(0, LABELLED - len(done))]
    made = []
    for row in (*done, *asked):
        cells = cells_of(row)
        if not cells:
            continue  # a look did not put this one aside
        right = done.get(row, {})
        told = tuple((name, value or "", right.get(name, value or "")) for name, value in cells.items())
        made.append(ToLabel(row, told, row in done))
    return made


@dataclass(frozen=True, slots=True)
class Unread:
    """A value that no step could read, as often as it stands in a column."""

    column: str
    value: str
    count: int
    reason: str  # a key of mending.REASONS
    proposed: str | None


def unread(diff: mending.Diff, frame: Frame) -> list[Unread]:
    """The values that wait for a person, the most frequent first."""
    found: dict[tuple[str, str], mending.Waiting] = {}
    for step in diff.steps:
        for each in step.waiting:
            if each.value and each.column in frame.names:
                found.setdefault((each.column, each.value), each)
    counts = {name: Counter(frame.column(name)) for name in {column for column, _value in found}}
    made = [
        Unread(column, value, counts[column][value], each.reason, each.proposed)
        for (column, value), each in found.items()
        if counts[column][value]
    ]
    return sorted(made, key=lambda each: -each.count)


SKIP = "skip"


def _pairs(version: Version, leads: Sequence[str]) -> list[tuple[int, int, str]]:
    """Rows and what was said of them, on this version and on those in `leads`, which its rows begin with."""
    at = {version.pk, *leads}
    told = [each for each in standing(version.dataset, Judgement.Kind.PAIR) if each.version_id in at]
    rows = [sorted(map(int, each.key.split(","))) for each in told]
    return [(one, two, each.value) for (one, two), each in zip(rows, told, strict=True)]


def hints_of(version: Version, leads: Sequence[str] = ()) -> matching.Hints:
    """The pairs that a person called the same or different; `leads` are versions that this one's rows begin with."""
    told = _pairs(version, leads)
    return matching.Hints(
        same=[(one, two) for one, two, word in told if word == "same"],
        different=[(one, two) for one, two, word in told if word == "different"],
    )


def next_pair(version: Version, found: matching.Matches, taken: int, leads: Sequence[str] = ()) -> Paired:
    """What was found, and the most telling pair on which nobody has decided."""
    told = {(one, two) for one, two, _word in _pairs(version, leads)}
    pair = next((each for each in found.review if (each.left, each.right) not in told), None)
    return Paired(found, len(told), pair, taken)


def paired(version: Version) -> Paired:
    """Who is who in a version, with the decisions made on it, and the most telling pair that is open."""
    found = matching.match(frame_of(version, "match"), hints=hints_of(version))
    return next_pair(version, found, len(found.pairs))


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
