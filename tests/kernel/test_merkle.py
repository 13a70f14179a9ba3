"""The tree of RFC 6962, against the vectors of the reference implementation (certificate-transparency, merkletree)."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangbu.kernel.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency,
    consistent,
    includes,
    inclusion,
    leaf_hash,
    over,
    root_of,
)

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
LEAVES = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# (leaf from 1, size, path)
PATHS = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (3, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        2,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
CONSISTENCIES = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]


def some(count: int) -> list[bytes]:
    return [leaf_hash(number.to_bytes(4, "big")) for number in range(count)]


def test_the_empty_tree_is_the_hash_of_nothing():
    assert Frontier().root() == EMPTY_ROOT == sha256().digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_reference(size):
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("leaf", "size", "path"), PATHS)
def test_inclusion_paths_are_those_of_the_reference(leaf, size, path):
    found = inclusion(leaf - 1, size, over(LEAVES))
    assert [node.hex() for node in found] == path
    assert includes(LEAVES[leaf - 1], leaf - 1, size, found, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("first", "second", "path"), CONSISTENCIES)
def test_consistency_paths_are_those_of_the_reference(first, second, path):
    found = consistency(first, second, over(LEAVES))
    assert [node.hex() for node in found] == path
    assert consistent(first, second, bytes.fromhex(ROOTS[first - 1]), bytes.fromhex(ROOTS[second - 1]), found)


@given(st.lists(st.integers(0, 70), min_size=1, max_size=6), st.booleans())
def test_growing_in_pieces_gives_the_same_root_as_growing_at_once(pieces, packed):
    leaves = some(sum(pieces))
    tree, start = Frontier(), 0
    for piece in pieces:
        tree.extend(leaves[start : start + piece])
        start += piece
        if packed:
            tree = Frontier(tree.size, tree.pack())
    assert tree.root() == root_of(leaves)
    assert tree.size == len(leaves)


@given(st.data())
def test_every_leaf_is_shown_to_be_included_and_no_other_leaf_is(data):
    size = data.draw(st.integers(1, 130))
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1))
    leaves = some(size)
    path, root = inclusion(index, size, over(leaves)), root_of(leaves)
    assert includes(leaves[index], index, size, path, root)
    assert includes(leaves[other], index, size, path, root) == (other == index)
    assert includes(leaves[index], other, size, path, root) == (other == index)


@given(st.data())
def test_an_older_tree_is_shown_to_begin_a_newer_one_and_a_changed_one_is_not(data):
    second = data.draw(st.integers(1, 130))
    first = data.draw(st.integers(1, second))
    leaves = some(second)
    path = consistency(first, second, over(leaves))
    old, new = root_of(leaves[:first]), root_of(leaves)
    assert consistent(first, second, old, new, path)
    changed = root_of([leaf_hash(b"another"), *leaves[1:first]])
    assert not consistent(first, second, changed, new, path)
    if first < second:
        assert not consistent(first, second, old, old, path)


def test_a_path_that_is_too_long_or_too_short_proves_nothing():
    leaves = some(7)
    path, root = inclusion(2, 7, over(leaves)), root_of(leaves)
    assert not includes(leaves[2], 2, 7, path[:-1], root)
    assert not includes(leaves[2], 2, 7, [*path, path[0]], root)
    assert not includes(leaves[2], 9, 7, path, root)
    assert not consistent(3, 7, root_of(leaves[:3]), root, [])


def test_a_packed_tree_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="subtrees"):
        Frontier(3, b"\0" * 32)
