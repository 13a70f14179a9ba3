"""Verification: every entry, always all of them, recomputed from its content, then compared with what lies outside.

Nothing stored is believed. Hashes are chained on recomputed hashes; the tree is built anew; signatures count only under
keys the caller brings; and without an anchor from outside the answer is never "intact".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any, Literal

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BinaryField, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from jangbu.apps.ledger import models
from jangbu.apps.ledger.anchoring import origin_of
from jangbu.kernel.chain import StoredRow, Walk
from jangbu.kernel.checkpoint import Checkpoint, Note, UnreadableNoteError, VerifierKey, read_note
from jangbu.kernel.merkle import Frontier

BATCH = 2_000  # small enough to stay in the processor's cache: larger ones were a third slower
COLUMNS = (
    *("number", "action", "actor_kind", "actor_id", "subject_kind", "subject_id"),
    *("when", "dedupe_key", "utf8", "hash"),
)


UNREADABLE: StoredRow = (0, "", "", "", "", "", "", None, b"", "")


class Utf8(Func):
    """Text as its UTF-8 bytes, which is what is hashed: decoding it to encode it again took a quarter of the time."""

    output_field = BinaryField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **given: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS BLOB)", **given)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **given: Any) -> Any:
        return self.as_sql(compiler, connection, template="CONVERT_TO(%(expressions)s, 'UTF8')", **given)


Reason = Literal["", "entry", "order", "head", "checkpoint", "signature", "value", "anchor", "firm"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What recomputing found. At most one of `broken_at` and `truncated_at` is set: the first difference."""

    entries: int
    head: str
    broken_at: int | None = None
    truncated_at: int | None = None  # the last entry that is still there
    expected: int = 0  # how many there should be, where it was truncated
    reason: Reason = ""
    clock_back: tuple[int, ...] = ()  # entries dated before the one they follow: the clock was set back


@dataclass(slots=True)
class Recomputed:
    """The whole ledger once over: the walk, and the root and head at each size that somebody vouches for."""

    walk: Walk
    tree: Frontier = field(default_factory=Frontier)
    marks: dict[int, tuple[bytes, str]] = field(default_factory=dict)

    def take(self, rows: Sequence[StoredRow], sizes: Sequence[int]) -> bool:
        """Check a batch, stopping at each of `sizes` that it crosses to note the root there."""
        start = 0
        cuts = [size - self.tree.size for size in sizes if self.tree.size < size <= self.tree.size + len(rows)]
        for cut in [*cuts, len(rows)]:
            whole = self.walk.check(rows[start:cut])
            self.tree.extend(self.walk.digests)
            self.walk.digests = []
            if not whole:
                return False
            if cut in cuts:
                self.marks[self.tree.size] = (self.tree.root(), self.walk.head)
            start = cut
        return True

    def holds(self, checkpoint: Checkpoint) -> bool:
        return self.marks.get(checkpoint.size) == (checkpoint.root, checkpoint.head)


def examine(anchor: Note | None, keys: Sequence[VerifierKey]) -> Finding:
    """Recompute everything. `keys` are the checker's own; none means that signatures are not looked at."""
    firm = _firm(anchor)
    notes = list(models.Checkpoint.objects.order_by("size").values_list("size", "note"))
    sizes = sorted({size for size, _note in notes} | ({anchor.checkpoint.size} if anchor else set()))
    found = Recomputed(Walk(firm))
    whole = all(found.take(rows, sizes) for rows in _batches())
    walk = found.walk
    if not whole:
        return Finding(models.Entry.objects.count(), walk.head, walk.broken_at, reason="entry")
    back = tuple(walk.clock_back)
    for check in (_against_head(walk), _against_checkpoints(found, notes, keys), _values(), _against(found, anchor)):
        if check is not None:
            reason, number, expected = check
            if expected:
                return Finding(walk.number, walk.head, None, walk.number, expected, reason, back)
            return Finding(walk.number, walk.head, number, reason=reason, clock_back=back)
    return Finding(walk.number, walk.head, clock_back=back)


Difference = tuple[Reason, int, int] | None  # reason, broken at, or how many entries there should be


def _firm(anchor: Note | None) -> str:
    """Whose ledger this is. A lost head does not hide it where an anchor tells."""
    head = models.Head.objects.filter(pk=1).first()
    if head is not None:
        return head.firm
    return anchor.checkpoint.origin.removeprefix(origin_of("")) if anchor else ""


def _batches() -> Iterator[list[StoredRow]]:
    """All rows in order. Where there are bytes that are not text, the rows before, then one that cannot be right."""
    last: int | None = None
    try:
        rows = _stored().iterator(BATCH)
        while batch := list(islice(rows, BATCH)):
            yield batch
            last = batch[-1][0]
    except OperationalError:
        while one := _readable(last):
            yield one
            last = one[0][0]
        yield [UNREADABLE]


def _readable(after: int | None) -> list[StoredRow]:
    try:
        return list(_stored(after)[:1])
    except OperationalError:
        return []


def _stored(after: int | None = None) -> QuerySet[models.Entry, StoredRow]:
    entries = models.Entry.objects.all() if after is None else models.Entry.objects.filter(number__gt=after)
    return entries.annotate(utf8=Utf8("content")).order_by("number").values_list(*COLUMNS)


def _against_head(walk: Walk) -> Difference:
    """The stored head must say what was found, or more where entries were appended since."""
    head = models.Head.objects.filter(pk=1).first()
    if head is None:
        return ("head", 1, 0) if walk.number else None
    if head.number == walk.number:
        return None if head.hash == walk.head else ("head", walk.number, 0)
    if head.number < walk.number:
        return "head", head.number + 1, 0
    if not walk.check(list(_stored(after=walk.number))):
        return "entry", walk.broken_at or walk.number, 0
    return None if walk.number >= head.number else ("head", 0, head.number)


def _against_checkpoints(
    found: Recomputed, notes: Sequence[tuple[int, str]], keys: Sequence[VerifierKey]
) -> Difference:
    for size, text in notes:
        if size > found.walk.number:
            return "checkpoint", 0, size
        try:
            note = read_note(text)
        except UnreadableNoteError:
            return "checkpoint", size, 0
        told = note.checkpoint
        if told.size != size or told.origin != origin_of(found.walk.firm) or not found.holds(told):
            return "checkpoint", size, 0
        if keys and not note.signed_by(keys):
            return "signature", size, 0
    return None


def _values() -> Difference:
    """Every personal value that is still there must be the one committed to."""
    rows = models.EntryValue.objects.values_list("commitment", "salt", "value", "number")
    for commitment, salt, value, number in rows.iterator(BATCH):
        try:
            salted = bytes.fromhex(salt) + value.encode()
        except ValueError:
            return "value", number, 0
        if sha256(salted).hexdigest() != commitment:
            return "value", number, 0
    return None


def _against(found: Recomputed, anchor: Note | None) -> Difference:
    if anchor is None:
        return None
    told = anchor.checkpoint
    if found.walk.number < told.size:
        return "anchor", 0, told.size
    if told.origin != origin_of(found.walk.firm):
        return "firm", 1, 0
    return None if found.holds(told) else ("anchor", told.size, 0)
