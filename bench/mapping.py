"""Which column is which field, on made-up tables of five schemas, with and without heads; how honest confidence is.

The peer looks a head up among the same words, by difflib's closest match, as mapping screens do; it has nothing to go
by where there are no heads. A third of all words are kept from both sides, so that many heads are unknown to them. Real
tables beside the repository are mapped too, if they are here.
"""

from __future__ import annotations

import csv
import difflib
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from tests.engines.quality.mapping_tables import STYLES, Table, is_empty, make_table, make_tables, right
from tests.shared_data import DATA

from bench.rows import Row
from jangbu.engines.quality.frame import Frame
from jangbu.engines.quality.mapping import SCHEMAS, Schema, load_schema, map_fields
from jangbu.engines.quality.mapping.loading import own_words

TITLE = "Field mapping of made-up tables"
SEEDS = range(1_000, 1_012)
HELD_OUT = 5  # the seed that picks the words kept back
PEER = "difflib closest word"
BINS = 10
REAL = {
    ("matching", "korean_companies", "kr_company_dupes.csv"): (
        "customer",
        {"unique_id": "code", "name": "name", "biz_no": "business_number", "tel": "phone", "addr": "address"}
        | {"rep": "representative"},
    ),
    ("event-logs", "helpdesk.csv"): (
        "case_log",
        {"CaseID": "case_id", "ActivityID": "activity", "CompleteTimestamp": "timestamp"},
    ),
}


@dataclass(frozen=True)
class Scored:
    """One column mapped: the style of its heads, whether it has a field, and whether ours and the peer's were right."""

    style: str
    fits: bool
    ours: bool
    twin: bool
    peer: bool
    confidence: float


def held_out() -> frozenset[str]:
    """A third of the words of all schemas."""
    words = {
        word
        for name in SCHEMAS
        for field in load_schema(name).fields
        for said in own_words(name, field.id).values()
        for word in said
    }
    return frozenset(random.Random(HELD_OUT).sample(sorted(words), len(words) // 3))


def looked_up(heads: Sequence[str], schema: Schema) -> list[str | None]:
    """What the closest known word says, each field once."""
    words = {word.casefold(): field.id for field in schema.fields for word, _weight in field.words}
    found: list[str | None] = []
    for head in heads:
        close = difflib.get_close_matches(head.casefold(), words, n=1)
        target = words[close[0]] if close else None
        found.append(None if target in found else target)
    return found


def score(tables: Sequence[Table], schemas: dict[str, Schema], *, peer: bool) -> list[Scored]:
    found = []
    for table in tables:
        schema = schemas[table.schema]
        mapping = map_fields(table.frame, schema)
        others = looked_up(table.frame.names, schema) if peer else [None] * len(table.truth)
        for at, (column, other) in enumerate(zip(mapping.columns, others, strict=True)):
            if table.headless and is_empty(table, at):
                continue  # nothing to tell it by
            exact, twin = right(table, at, column.target), right(table, at, column.target, twins=True)
            ours = Scored(
                table.style, table.truth[at] is not None, exact, twin, right(table, at, other), column.confidence
            )
            found.append(ours)
    return found


def errors(scored: Sequence[Scored]) -> tuple[float, float]:
    """Expected calibration error over ten bins, and the Brier score."""
    sure = np.array([each.confidence for each in scored])
    good = np.array([each.ours for each in scored], dtype=float)
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [(bins == at).mean() * abs(sure[bins == at].mean() - good[bins == at].mean()) for at in np.unique(bins)]
    return float(sum(gaps)), float(((sure - good) ** 2).mean())


def share(scored: Sequence[Scored], what: str) -> float:
    return sum(bool(getattr(each, what)) for each in scored) / max(1, len(scored))


def run(report: Callable[[Row], None]) -> None:
    tables = make_tables(SEEDS)
    print(f"{len(tables)} tables, {sum(len(table.truth) for table in tables)} columns", file=sys.stderr)
    kept = held_out()
    for words, without in (("a third of the words unknown", kept), ("all words known", frozenset[str]())):
        schemas = {name: load_schema(name, without=without) for name in SCHEMAS}
        scored = score(tables, schemas, peer=True)
        headed = [each for each in scored if each.style != "none"]
        for style in STYLES:
            some = [each for each in scored if each.style == style]
            accuracy(report, f"top-1, {words}, heads {style}", some)
        accuracy(report, f"top-1, {words}, with heads", headed)
        accuracy(report, f"top-1, {words}, with heads, columns that have a field", [e for e in headed if e.fits])
        for said, some in (("with heads", headed), ("without heads", [e for e in scored if e.style == "none"])):
            ece, brier = errors(some)
            report(Row(f"calibration error, {words}, {said}", "none", 0.0, ece, 0.0, "ECE"))
            report(Row(f"Brier score, {words}, {said}", "none", 0.0, brier, 0.0, "Brier"))
    bare = [each for each in scored if each.style == "none"]
    report(Row("top-1 without heads, twins counted as one", "chance", 0.0, share(bare, "twin"), 0.0, "share"))
    real(report)
    wide(report)


def accuracy(report: Callable[[Row], None], what: str, scored: Sequence[Scored]) -> None:
    peer, ours = share(scored, "peer"), share(scored, "ours")
    report(Row(what, PEER, peer, ours, ours / max(peer, 1e-9), "share"))


def real(report: Callable[[Row], None]) -> None:
    for parts, (schema, truth) in REAL.items():
        path = DATA.joinpath(*parts)
        if not path.exists():
            print(f"{path} is not here", file=sys.stderr)
            continue
        found = map_fields(path, schema)
        peer = looked_up([column.column for column in found.columns], load_schema(schema))
        wanted = [truth.get(column.column) for column in found.columns]
        count = len(wanted)
        ours = sum(column.target == target for column, target in zip(found.columns, wanted, strict=True)) / count
        theirs = sum(target == want for target, want in zip(peer, wanted, strict=True)) / count
        report(Row(f"top-1, {path.name}", PEER, theirs, ours, ours / max(theirs, 1e-9), "share"))
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))[1:5_001]
        columns: tuple[list[str | None], ...] = tuple(
            [cell or None for cell in cells] for cells in zip(*rows, strict=True)
        )
        bare = map_fields(Frame(path.name, tuple(f"열 {at + 1}" for at in range(count)), columns), schema)
        ours = sum(column.target == target for column, target in zip(bare.columns, wanted, strict=True)) / count
        report(Row(f"top-1, {path.name}, without heads", "chance", 0.0, ours, 0.0, "share"))


def wide(report: Callable[[Row], None]) -> None:
    """2,000 columns of 200 rows."""
    frame = make_table(1, "invoice", "korean", 200).frame
    times = 2_000 // len(frame.names) + 1
    names = tuple(f"{name} {at}" for at in range(times) for name in frame.names)[:2_000]
    start = time.perf_counter()
    map_fields(Frame("wide", names, (frame.columns * times)[:2_000]), "invoice")
    report(Row("2,000 columns of 200 rows", "none", 0.0, time.perf_counter() - start, 0.0, "s"))
