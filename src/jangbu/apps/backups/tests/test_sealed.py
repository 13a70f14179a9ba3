"""The sealed stream: whole or refused."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jangbu.apps.backups import sealed
from jangbu.kernel.errors import Problem

KEY = bytes(range(32))


def seal(plain: bytes) -> bytes:
    out = io.BytesIO()
    with sealed.SealedWriter(out, KEY, {"made_at": "2026-11-30"}) as writer:
        writer.write(plain)
    return out.getvalue()


def unseal(data: bytes, key: bytes = KEY) -> bytes:
    return io.BufferedReader(sealed.SealedReader(io.BytesIO(data), key, "a.backup")).read()


@pytest.mark.parametrize("size", [0, 1, sealed.CHUNK - 1, sealed.CHUNK, sealed.CHUNK + 1, 3 * sealed.CHUNK])
def test_what_goes_in_comes_out(size):
    plain = bytes(index % 251 for index in range(size))
    assert unseal(seal(plain)) == plain


def test_another_key_opens_nothing():
    with pytest.raises(Problem) as refused:
        unseal(seal(b"secret"), bytes(32))
    assert refused.value.code == "backup.wrong_key"


@settings(max_examples=60, deadline=None)
@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_single_changed_bit_is_seen(place, bit):
    data = bytearray(seal(b"x" * 5_000))
    data[place % len(data)] ^= 1 << bit
    with pytest.raises(Problem):
        unseal(bytes(data))


@settings(max_examples=60, deadline=None)
@given(kept=st.integers(min_value=0))
def test_a_file_that_was_cut_off_is_refused(kept):
    data = seal(b"x" * 5_000)
    with pytest.raises(Problem):
        unseal(data[: kept % len(data)])


def test_a_file_cut_off_between_two_chunks_is_refused():
    data = seal(b"x" * (3 * sealed.CHUNK))
    whole = len(seal(b"")) - sealed.TAG + 2 * (sealed.CHUNK + sealed.TAG)
    with pytest.raises(Problem, match="not whole"):
        unseal(data[:whole])


def test_the_key_is_read_as_people_write_it():
    said = sealed.spoken(KEY)
    assert sealed.read_key(said.lower().replace("-", " "), "paper") == KEY
    for wrong in ("", said[:-3], "이건 열쇠가 아니에요"):
        with pytest.raises(Problem, match="key_unreadable"):
            sealed.read_key(wrong, "paper")
