"""The bundle: everything an auditor needs to check the ledger on a machine without Jangbu. No personal values leave."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger import actions, models
from jangbu.apps.ledger.anchoring import origin_of
from jangbu.apps.ledger.problems import NOT_WRITABLE, NOTHING_YET
from jangbu.apps.ledger.services import record
from jangbu.apps.ledger.tree import subtree_of
from jangbu.kernel.chain import GENESIS, entry_text
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem
from jangbu.kernel.merkle import consistency

VERIFIER = Path(__file__).parent / "verifier"
BATCH = 20_000
PROOFS = 400  # the newest steps between checkpoints; the roots at all of them are recomputed anyway


def export_bundle(out: Path, *, actor: Actor, why: str) -> int:
    """Write the .zip, whole or not at all, and record it. Returns the number of entries in it.

    Holds entries.jsonl (a line is exactly what was hashed), checkpoints/, proofs.jsonl (that each checkpoint only adds
    to the one before), the verifier and how to use it. The public key is not in it: a key that comes with what it
    proves, proves nothing.
    """
    require(actor, "ledger.verify")
    head = models.Head.objects.filter(pk=1).first()
    if head is None or not head.number:
        raise Problem(NOTHING_YET)
    draft = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _write(out, draft, head, actor, why)
    except OSError as error:
        raise Problem(NOT_WRITABLE, path=out, reason=error.strerror or type(error).__name__) from None
    return head.number


def _write(out: Path, draft: Path, head: models.Head, actor: Actor, why: str) -> None:
    try:
        with ZipFile(draft, "w", ZIP_DEFLATED, compresslevel=6) as bundle:
            _fill(bundle, head)
        with transaction.atomic():
            after = {"size": head.number, "head": head.hash}
            subject = Subject("ledger", origin_of(head.firm))
            record(actions.EXPORTED, actor=actor, where="장부", why=why, subject=subject, after=after)
            draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)


def _fill(bundle: ZipFile, head: models.Head) -> None:
    with bundle.open("entries.jsonl", "w", force_zip64=True) as file:
        for lines in _lines(head):
            file.write(lines.encode())
    notes = list(models.Checkpoint.objects.filter(size__lte=head.number).order_by("size").values_list("size", "note"))
    for size, note in notes:
        bundle.writestr(f"checkpoints/{size:09d}.txt", note)
    bundle.writestr("proofs.jsonl", "".join(_proofs(head, [size for size, _note in notes])))
    for path in sorted(VERIFIER.iterdir()):
        if path.is_file():
            bundle.write(path, path.name)


def _lines(head: models.Head) -> Iterator[str]:
    previous, last = GENESIS, 0
    while last < head.number:
        later = models.Entry.objects.filter(number__gt=last, number__lte=head.number).order_by("number")[:BATCH]
        lines = []
        for entry in later:
            lines.append(entry_text(head.firm, entry.row(), previous) + "\n")
            previous, last = entry.hash, entry.number
        if not lines:
            return
        yield "".join(lines)


def _proofs(head: models.Head, sizes: list[int]) -> Iterator[str]:
    subtree = subtree_of(head.firm)
    steps = [*sizes, head.number] if not sizes or sizes[-1] != head.number else sizes
    for first, second in list(pairwise(steps))[-PROOFS:]:
        path = [base64.b64encode(node).decode() for node in consistency(first, second, subtree)]
        yield json.dumps({"from": first, "to": second, "path": path}) + "\n"
