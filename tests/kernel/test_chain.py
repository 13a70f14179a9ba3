"""What is hashed, and what a walk over it notices."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangbu.kernel.canonical import canonical
from jangbu.kernel.chain import GENESIS, Row, StoredRow, Walk, commit, entry_hash, entry_text, new_salt, told_text

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def chained(count: int, firm: str = "f") -> list[Row]:
    rows, previous = [], GENESIS
    for number in range(1, count + 1):
        content = told_text({"after": {"n": number}, "before": None, "name": "김", "where": "곳", "why": "왜"})
        when = f"2026-11-23T00:00:{number % 60:02}.000000Z"
        row: Row = (number, "a.b", "person", "p", "thing", str(number), when, None, content, "")
        previous = entry_hash(firm, row, previous)
        rows.append((*row[:9], previous))
    return rows


def stored(rows: list[Row]) -> list[StoredRow]:
    return [(*row[:8], row[8].encode(), row[9]) for row in rows]


def broken_at(rows: list[Row], firm: str = "f") -> int | None:
    walk = Walk(firm)
    walk.check(stored(rows))
    return walk.broken_at


@given(TEXT, TEXT, TEXT, st.none() | TEXT, st.dictionaries(TEXT, st.integers() | TEXT, max_size=3))
def test_what_is_hashed_is_canonical_json_of_all_it_covers(action, person, subject, key, after):
    content = told_text({"after": after, "before": None, "name": "", "where": "", "why": ""})
    row: Row = (7, action, "person", person, "thing", subject, "2026-11-23T00:00:00.000000Z", key, content, "")
    text = entry_text("firm", row, GENESIS)
    assert json.loads(text) == {
        "version": 1,
        "firm": "firm",
        "number": 7,
        "previous": GENESIS,
        "action": action,
        "actor": {"kind": "person", "id": person},
        "subject": {"kind": "thing", "id": subject},
        "when": "2026-11-23T00:00:00.000000Z",
        "dedupe_key": key,
        "content": json.loads(content),
    }
    assert entry_hash("firm", row, GENESIS) == sha256(b"\0" + text.encode()).hexdigest()


def test_the_hashed_text_is_the_canonical_text_of_its_value():
    text = entry_text("f", chained(1)[0], GENESIS)
    assert canonical(json.loads(text)) == text


def test_an_unchanged_chain_is_whole():
    assert broken_at(chained(9)) is None


@pytest.mark.parametrize("column", range(9))
def test_a_change_of_any_column_is_found_where_it_was_made(column):
    rows = chained(9)
    row = list(rows[4])
    row[column] = {0: 99, 7: "key"}.get(column, f"{row[column]} ")
    rows[4] = tuple(row)
    assert broken_at(rows) == 5


def test_a_change_with_its_own_hash_recomputed_is_found_at_the_next_entry():
    rows = chained(9)
    row: Row = (*rows[4][:1], "other", *rows[4][2:9], "")
    rows[4] = (*row[:9], entry_hash("f", row, rows[3][9]))
    assert broken_at(rows) == 6


def test_reordered_entries_are_found():
    rows = chained(9)
    rows[3], rows[4] = rows[4], rows[3]
    assert broken_at(rows) == 4


def test_renumbering_reordered_entries_does_not_hide_it():
    rows = chained(9)
    rows[3], rows[4] = (4, *rows[4][1:]), (5, *rows[3][1:])
    assert broken_at(rows) == 4


def test_a_missing_entry_is_found():
    rows = chained(9)
    del rows[4]
    assert broken_at(rows) == 5


def test_an_entry_spliced_in_from_another_ledger_is_found():
    rows, theirs = chained(9), chained(9, firm="g")
    rows[4] = theirs[4]
    assert broken_at(rows) == 5


def test_a_whole_chain_of_another_firm_is_not_ours():
    assert broken_at(chained(3, firm="g")) == 1


def test_a_clock_that_went_back_is_noted_and_breaks_nothing():
    rows = chained(62)  # the seconds start over at entry 60
    walk = Walk("f")
    assert walk.check(stored(rows))
    assert walk.clock_back == [60]


def test_walking_in_pieces_gives_the_same_head():
    rows = chained(9)
    walk = Walk("f")
    assert walk.check(stored(rows[:4]))
    assert walk.check(stored(rows[4:]))
    assert (walk.number, walk.head) == (9, rows[-1][9])
    assert [digest.hex() for digest in walk.digests] == [row[9] for row in rows]


def test_a_commitment_says_nothing_without_its_salt_and_differs_each_time():
    first, second = new_salt(), new_salt()
    assert len(first) >= 16
    assert commit("김민지", first) != commit("김민지", second)
    assert commit("김민지", first) == sha256(first + "김민지".encode()).hexdigest()
