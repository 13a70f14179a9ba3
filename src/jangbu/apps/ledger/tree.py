"""The Merkle tree over the entries, read in tiles of 4,096 leaves so that one proof does not read the whole ledger."""

from __future__ import annotations

from functools import lru_cache

from jangbu.apps.ledger import models
from jangbu.kernel.merkle import Frontier, Subtree, root_of

TILE = 4096


def subtree_of(firm: str) -> Subtree:
    """Roots of subtrees as proofs ask for them: ranges over a tile start on a tile."""

    def subtree(start: int, stop: int) -> bytes:
        if stop - start <= TILE:
            return root_of(leaves(start, stop))
        whole = stop - (stop - start) % TILE
        tiles = Frontier()
        tiles.extend([_tile(firm, index) for index in range(start // TILE, whole // TILE)])
        return tiles.root(root_of(leaves(whole, stop)) if whole < stop else None)

    return subtree


def leaves(start: int, stop: int) -> list[bytes]:
    """The hashes of the entries start+1..stop, which are the leaves."""
    found = models.Entry.objects.filter(number__gt=start, number__lte=stop).order_by("number")
    return [bytes.fromhex(digest) for digest in found.values_list("hash", flat=True)]


@lru_cache(maxsize=4096)
def _tile(firm: str, index: int) -> bytes:  # part of what is remembered
    """A full tile never changes, so it is remembered; verification reads everything anew and asks nothing here."""
    return root_of(leaves(index * TILE, (index + 1) * TILE))
