"""The Merkle tree of RFC 6962, section 2.1: leaves hashed with 0x00, inner nodes with 0x01, SHA-256.

Hashes are 32 bytes. Leaves are numbered from 0. A proof is a list of hashes from the leaf upwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256().digest()


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


class Frontier:
    """The roots of the perfect subtrees of a growing tree: enough to append and to give the root, log2(n) hashes."""

    def __init__(self, size: int = 0, packed: bytes = b"") -> None:
        """`packed` holds 32 bytes for each set bit of `size`, the lowest bit first, as `pack` gives them."""
        if len(packed) != 32 * size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} subtrees, found {len(packed) / 32:g}")
        self.size = size
        hashes = iter(packed[start : start + 32] for start in range(0, len(packed), 32))
        self._nodes = [next(hashes) if size >> level & 1 else None for level in range(size.bit_length())]

    def pack(self) -> bytes:
        return b"".join(node for node in self._nodes if node is not None)

    def extend(self, leaves: list[bytes]) -> None:
        """Append leaf hashes, level by level, so that many cost little more than their hashing."""
        self.size += len(leaves)
        carried, level = leaves, 0
        while carried:
            if level == len(self._nodes):
                self._nodes.append(None)
            left = self._nodes[level]
            if left is not None:
                carried = [left, *carried]
            odd = len(carried) & 1
            self._nodes[level] = carried[-1] if odd else None
            carried = [
                sha256(b"\1" + carried[place] + carried[place + 1]).digest()
                for place in range(0, len(carried) - odd, 2)
            ]
            level += 1

    def root(self, tail: bytes | None = None) -> bytes:
        """The root; with `tail`, of the tree that goes on with a smaller subtree of that root."""
        found = tail
        for node in self._nodes:
            if node is not None:
                found = node if found is None else node_hash(node, found)
        return EMPTY_ROOT if found is None else found


Subtree = Callable[[int, int], bytes]  # (start, stop) -> the root of the leaves start..stop-1


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes."""
    tree = Frontier()
    tree.extend(list(leaves))
    return tree.root()


def over(leaves: Sequence[bytes]) -> Subtree:
    """A `Subtree` over leaf hashes held in memory."""
    return lambda start, stop: root_of(leaves[start:stop])


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def inclusion(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves (RFC 6962, 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    path: list[bytes] = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            path.append(subtree(middle, stop))
            stop = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def includes(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path leads from the leaf to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistency(first: int, second: int, subtree: Subtree) -> list[bytes]:
    """The proof that the tree of `first` leaves begins the tree of `second` (RFC 6962, 2.1.2)."""
    if not 0 < first <= second:
        raise ValueError(f"no proof from {first} to {second} leaves")
    path: list[bytes] = []
    start, stop, whole = 0, second, True
    while first != stop:
        middle = start + _split(stop - start)
        if first <= middle:
            path.append(subtree(middle, stop))
            stop = middle
        else:
            path.append(subtree(start, middle))
            start, whole = middle, False
    return [*([] if whole else [subtree(start, stop)]), *path[::-1]]


def consistent(first: int, second: int, first_root: bytes, second_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path shows that the second tree only appends to the first (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    hashes = [first_root, *path] if first & (first - 1) == 0 else list(path)
    if not hashes:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root
