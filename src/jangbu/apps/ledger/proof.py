"""Why one entry counts as recorded: its hashes, the checkpoint over it, and the way from the one to the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jangbu.apps.ledger import models
from jangbu.apps.ledger.reading import moment
from jangbu.apps.ledger.tree import subtree_of
from jangbu.kernel import merkle
from jangbu.kernel.chain import GENESIS, entry_hash
from jangbu.kernel.checkpoint import read_note


@dataclass(frozen=True, slots=True)
class Proof:
    """Hashes in hex. `size` is the first checkpoint over the entry, 0 if there is none yet; `path` leads to its root.

    `fits` says that the entry, hashed anew, leads along the path to the checkpoint's root.
    """

    hash: str
    previous: str
    recomputed: bool
    size: int = 0
    at: datetime | None = None
    root: str = ""
    path: tuple[str, ...] = ()
    fits: bool = False


def proof_of(entry: models.Entry) -> Proof:
    head = models.Head.objects.filter(pk=1).first()
    firm = head.firm if head else ""
    before = models.Entry.objects.filter(pk=entry.number - 1).values_list("hash", flat=True).first()
    previous = before or GENESIS
    digest = entry_hash(firm, entry.row(), previous)
    found = models.Checkpoint.objects.filter(size__gte=entry.number).order_by("size").first()
    if found is None:
        return Proof(entry.hash, previous, digest == entry.hash)
    checkpoint = read_note(found.note).checkpoint
    index = entry.number - 1
    path = merkle.inclusion(index, checkpoint.size, subtree_of(firm))
    leaf = bytes.fromhex(digest)
    return Proof(
        hash=entry.hash,
        previous=previous,
        recomputed=digest == entry.hash,
        size=checkpoint.size,
        at=moment(checkpoint.at),
        root=checkpoint.root.hex(),
        path=tuple(node.hex() for node in path),
        fits=merkle.includes(leaf, index, checkpoint.size, path, checkpoint.root),
    )
