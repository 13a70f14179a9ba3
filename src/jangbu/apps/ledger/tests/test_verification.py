"""What else verification notices: splices, swapped keys, clocks set back, values exchanged."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from jangbu.apps.ledger import anchoring, commands, keys, services
from jangbu.apps.ledger.models import Checkpoint, Entry, Head
from jangbu.apps.ledger.problems import ANCHOR_IN_THE_WAY, KEY_UNREADABLE, NOT_WRITABLE, NOTHING_YET
from jangbu.apps.ledger.tests.conftest import OPERATOR
from jangbu.kernel.checkpoint import read_note
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem


@pytest.fixture
def anchor(write, tmp_path):
    for n in range(5):
        write(n)
    return commands.anchor(tmp_path / "outside.txt").files[-1]


def test_an_intact_ledger_is_intact_up_to_its_anchor_and_no_further(anchor, write):
    write()
    report = commands.verify(anchor)
    assert (report.status, report.exit_code, report.broken_at) == ("intact", 0, None)
    assert (report.anchored, report.since) == (6, 2)
    assert report.head == Entry.objects.get(pk=report.entries).hash
    assert "그 뒤 2건은 바깥에 남긴 값이 없어서 아직 몰라요" in report.sentence("ko")
    assert "signature was not checked" in report.sentence("en")
    assert {"status", "entries", "head", "broken_at"} <= report.as_json().keys()


def test_two_entries_that_changed_places_are_found(anchor, tamper):
    one, two = Entry.objects.get(pk=2).content, Entry.objects.get(pk=3).content
    tamper.edit(2, content=two)
    tamper.edit(3, content=one)
    assert commands.verify(anchor).broken_at == 2


def test_an_entry_spliced_out_is_found_even_after_renumbering(anchor, tamper):
    tamper.run("DELETE FROM ledger_entry WHERE number = 3")
    assert commands.verify(anchor).broken_at == 3
    tamper.run("DELETE FROM ledger_checkpoint")
    tamper.rewrite()
    assert commands.verify().status == "no_anchor"
    assert (commands.verify(anchor).exit_code, commands.verify(anchor).reason) == (1, "anchor")


def test_an_entry_spliced_in_is_found(anchor, tamper, write):
    write()
    last = Entry.objects.count()
    tamper.edit(4, content=Entry.objects.get(pk=last).content, action="tests.decided")
    tamper.rewrite()
    assert commands.verify(anchor).exit_code == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "tests.decided"),
        ("actor_id", "01seojun"),
        ("actor_kind", "system"),
        ("subject_id", "8"),
        ("subject_kind", "other"),
        ("when", "2020-01-01T00:00:00.000000Z"),
        ("dedupe_key", "new"),
        ("content", "{}"),
        ("hash", "0" * 64),
    ],
)
def test_every_column_that_a_page_shows_or_filters_by_is_covered(anchor, tamper, column, value):
    tamper.edit(3, **{column: value})
    assert commands.verify(anchor).broken_at == 3


@pytest.mark.parametrize("column", ["content", "action", "actor_id", "when", "hash"])
def test_bytes_that_are_no_text_are_named_and_not_stumbled_over(anchor, tamper, column):
    if connection.vendor != "sqlite":  # PostgreSQL refuses them
        return
    tamper.run((f'UPDATE ledger_entry SET "{column}" = CAST(%s AS TEXT) WHERE number = 3', [b"\xff\xfe"]))
    assert (commands.verify(anchor).exit_code, commands.verify(anchor).broken_at) == (1, 3)
    tamper.run((f'UPDATE ledger_entry SET "{column}" = %s WHERE number = 3', [b"\xff\xfe"]))
    assert commands.verify(anchor).broken_at == 3


def test_a_backdated_entry_is_found_and_a_clock_set_back_is_said(write, tamper, tmp_path):
    services.bind_clock(fixed(datetime(2026, 11, 23, 9, tzinfo=UTC)))
    write()
    services.bind_clock(fixed(datetime(2026, 11, 22, 9, tzinfo=UTC)))
    write()
    anchor = commands.anchor(tmp_path / "a.txt").files[-1]
    report = commands.verify(anchor)
    assert (report.status, report.clock_back) == ("intact", (2,))
    assert "시계가 1번 뒤로 갔어요. 처음은 2번이에요" in report.sentence("ko")
    tamper.edit(2, when="2026-11-24T09:00:00.000000Z")
    assert commands.verify(anchor).broken_at == 2


def test_a_swapped_key_is_found(anchor, tmp_path, home):
    pinned = tmp_path / "pinned.pub"
    pinned.write_text(keys.public_path().read_text())
    report = commands.verify(anchor, pinned)
    assert (report.exit_code, report.signature_checked) == (0, True)
    keys.key_path().unlink()
    later = commands.anchor(tmp_path / "later.txt").files[-1]  # signed by a new key
    assert commands.verify(later, pinned).exit_code == 4
    swapped = commands.verify(anchor, pinned)
    assert (swapped.exit_code, swapped.reason) == (1, "signature")
    assert commands.verify(later, keys.public_path()).exit_code == 0  # both keys pinned


def test_a_swapped_key_leaves_an_entry(anchor):
    keys.key_path().unlink()
    commands.anchor()
    made = Entry.objects.filter(action="ledger.key_made")
    assert made.count() == len(keys.public_path().read_text().splitlines()) == 2


def test_a_checkpoint_that_was_exchanged_is_found(anchor, tamper):
    note = read_note(Checkpoint.objects.get().note).checkpoint
    forged = anchoring.sign(
        anchoring.Checkpoint(note.origin, note.size, b"\1" * 32, note.head, note.at), Ed25519PrivateKey.generate()
    )
    tamper.run(("UPDATE ledger_checkpoint SET note = %s", [forged]))
    assert commands.verify().reason == "checkpoint"
    tamper.run("UPDATE ledger_checkpoint SET note = 'gone'")
    assert commands.verify(anchor).exit_code == 1


def test_personal_values_are_held_to_their_commitments(anchor, tamper, write):
    write(actor=Actor.person("01seojun", "이서준"))
    tamper.run("UPDATE ledger_entryvalue SET value = '최하은' WHERE person = '01seojun'")
    report = commands.verify(anchor)
    assert (report.exit_code, report.reason) == (1, "value")
    tamper.run("UPDATE ledger_entryvalue SET salt = 'zz' WHERE person = '01seojun'")
    assert commands.verify(anchor).reason == "value"


def test_an_anchor_of_another_ledger_is_never_green(anchor, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(anchor.read_text().replace(Head.objects.get().firm, "01other"))
    report = commands.verify(other)
    assert (report.exit_code, report.reason) == (1, "firm")


@pytest.mark.parametrize("text", ["", "not an anchor", "\xff\xfe"])
def test_an_unreadable_anchor_is_status_4(anchor, tmp_path, text):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(text.encode("latin-1"))
    report = commands.verify(bad)
    assert (report.status, report.exit_code) == ("unreadable", 4)
    assert str(bad) in report.sentence("ko")
    assert "bad.txt" in report.sentence("en")
    assert commands.verify(anchor, bad).reason == "key_unreadable"


def test_an_empty_ledger_is_not_green_either(db, tmp_path):
    assert commands.verify().exit_code == 3
    with pytest.raises(Problem) as raised:
        commands.anchor(tmp_path / "a.txt")
    assert raised.value.kind == NOTHING_YET
    with pytest.raises(Problem):
        commands.export(tmp_path / "b.zip")


def test_all_gone_with_an_anchor_is_truncated(anchor, tamper):
    tamper.run("DELETE FROM ledger_entry", "DELETE FROM ledger_checkpoint", "DELETE FROM ledger_head")
    report = commands.verify(anchor)
    assert (report.exit_code, report.entries) == (2, 0)


def test_an_anchor_lies_in_the_home_and_wherever_asked(anchor, tmp_path, home):
    (tmp_path / "disk").mkdir()
    written = commands.anchor(tmp_path / "disk")
    assert [path.parent for path in written.files] == [home / "anchors", tmp_path / "disk"]
    assert written.files[0].read_text() == written.files[1].read_text() == Checkpoint.objects.last().note
    assert written.line.split()[1] == str(written.size)
    assert anchoring.newest_anchor(home / "anchors") == written.files[0]
    assert written.as_json()["size"] == written.size


def test_an_older_anchor_of_ours_may_be_replaced_and_no_other_file(anchor, tmp_path):
    assert commands.anchor(anchor).files[-1] == anchor
    theirs = tmp_path / "theirs.txt"
    theirs.write_text("회사 계획")
    with pytest.raises(Problem) as raised:
        commands.anchor(theirs)
    assert raised.value.kind == ANCHOR_IN_THE_WAY
    assert theirs.read_text() == "회사 계획"


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_recorded(anchor, tmp_path):
    before = Entry.objects.count()
    with pytest.raises(Problem) as raised:
        commands.anchor(tmp_path / "outside.txt" / "below-a-file.txt")
    assert raised.value.kind == NOT_WRITABLE
    assert Entry.objects.count() == before


def test_a_damaged_key_is_said(anchor):
    keys.key_path().write_text("broken")
    with pytest.raises(Problem) as raised:
        commands.anchor()
    assert raised.value.kind == KEY_UNREADABLE


def test_the_daily_anchor_is_made_once_a_day(write):
    services.bind_clock(fixed(datetime(2026, 11, 23, 6, tzinfo=UTC)))
    assert commands.anchor_if_due() is None  # nothing to anchor yet
    write()
    assert commands.anchor_if_due() is not None
    assert commands.anchor_if_due() is None
    services.bind_clock(fixed(datetime(2026, 11, 24, 6, tzinfo=UTC)))
    assert commands.anchor_if_due() is not None


def test_verify_now_tells_even_what_it_cannot_record(anchor, tamper):
    assert commands.verify_now(actor=OPERATOR, why="날마다").status == "intact"
    tamper.run("DELETE FROM ledger_entry WHERE number > 4")
    before = Entry.objects.count()
    assert commands.verify_now(actor=OPERATOR, why="날마다").status == "truncated"
    assert Entry.objects.count() == before
