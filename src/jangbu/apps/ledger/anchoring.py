"""Anchors: signed checkpoints that leave this machine, so that whoever owns it cannot rewrite what came before."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.base.permission import require
from jangbu.apps.ledger import actions, models
from jangbu.apps.ledger.keys import signing_key
from jangbu.apps.ledger.problems import ANCHOR_IN_THE_WAY, NOT_WRITABLE, NOTHING_YET
from jangbu.apps.ledger.reading import moment
from jangbu.apps.ledger.services import iso, lock_head, now, record
from jangbu.apps.ledger.tree import subtree_of
from jangbu.kernel.checkpoint import Checkpoint, Note, read_note, sign
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem
from jangbu.kernel.merkle import Frontier

DUE_AFTER = timedelta(hours=23)  # a worker that looks in every hour still anchors daily


@dataclass(frozen=True, slots=True)
class Anchor:
    """A checkpoint and the files that hold it."""

    checkpoint: Checkpoint
    note: str
    paths: tuple[Path, ...]


def anchors_folder() -> Path:
    return Path(settings.HOME) / "anchors"


def origin_of(firm: str) -> str:
    return f"jangbu/{firm}"


def make_anchor(*, actor: Actor, why: str, out: Path | None = None) -> Anchor:
    """Sign a checkpoint over all entries, write it to the anchors folder and to `out`, and record that.

    `out` is a file or an existing folder. The entry that tells of the anchor comes after it. Files are written before
    the commit, and the checkpoint covers committed entries only: a crash in between leaves an anchor that is true.
    Raises RuntimeError inside another transaction, whose end could make it false.
    """
    require(actor, "ledger.verify")
    if not models.Entry.objects.exists() and not models.Checkpoint.objects.exists():
        raise Problem(NOTHING_YET)
    with transaction.atomic(durable=True):
        origin = origin_of(lock_head().firm)
        key = signing_key(origin, actor)
    with transaction.atomic(durable=True):
        head = lock_head()
        root = Frontier(head.number, bytes.fromhex(head.frontier)).root()
        checkpoint = Checkpoint(origin, head.number, root, head.hash, iso(now()))
        note = sign(checkpoint, key)
        models.Checkpoint.objects.bulk_create([models.Checkpoint(checkpoint.size, note)])
        after = {"size": checkpoint.size, "root": root.hex(), "head": checkpoint.head}
        subject = Subject("ledger", origin)
        record(actions.ANCHORED, actor=actor, where=noop("바깥 확인점"), why=why, subject=subject, after=after)
        paths = tuple(_write(path, note) for path in _places(checkpoint, out))
    return Anchor(checkpoint, note, paths)


def is_due() -> bool:
    """Whether there is something to anchor and the newest anchor is about a day old."""
    newest = models.Checkpoint.objects.order_by("-size").first()
    if newest is None:
        return models.Entry.objects.exists()
    return now() - moment(read_note(newest.note).checkpoint.at) >= DUE_AFTER


def newest_anchor(folder: Path) -> Path | None:
    """The anchor file of the folder that reaches furthest; files that are no anchors are passed over."""
    found = [(note.checkpoint.size, path) for path in sorted(folder.glob("*.txt")) if (note := _note(path))]
    return max(found)[1] if found else None


def file_name(checkpoint: Checkpoint) -> str:
    return f"jangbu-{checkpoint.at[:10]}-{checkpoint.size}.txt"


def _places(checkpoint: Checkpoint, out: Path | None) -> list[Path]:
    places = [anchors_folder() / file_name(checkpoint)]
    if out is not None:
        places.append(out / file_name(checkpoint) if out.is_dir() else out)
    return places


def _write(path: Path, note: str) -> Path:
    """The whole file or none of it. Only an anchor that this ledger bears out may be replaced."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        if path.exists() and not _ours(path):
            raise Problem(ANCHOR_IN_THE_WAY, path=path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8") as file:
            file.write(note)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise Problem(NOT_WRITABLE, path=path, reason=error.strerror or type(error).__name__) from None
    return path


def _ours(path: Path) -> bool:
    """Whether the file is an anchor that this ledger still bears out; one that it does not is evidence to keep."""
    note, head = _note(path), models.Head.objects.get(pk=1)
    if note is None or note.checkpoint.origin != origin_of(head.firm) or note.checkpoint.size > head.number:
        return False
    return subtree_of(head.firm)(0, note.checkpoint.size) == note.checkpoint.root


def _note(path: Path) -> Note | None:
    try:
        return read_note(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
