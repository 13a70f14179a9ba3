"""Signed notes."""

import dataclasses

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jangbu.kernel.checkpoint import Checkpoint, UnreadableNoteError, VerifierKey, read_keys, read_note, sign

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
CHECKPOINT = Checkpoint("jangbu/01kb2v", 18_907, b"\7" * 32, "c4" * 32, "2026-11-23T06:00:00.000000Z")


def key_of(private: Ed25519PrivateKey) -> VerifierKey:
    return VerifierKey(CHECKPOINT.origin, private.public_key().public_bytes_raw())


def test_a_note_reads_back_as_the_checkpoint_it_was_made_from():
    note = read_note(sign(CHECKPOINT, PRIVATE))
    assert note.checkpoint == CHECKPOINT
    assert note.signed_by([key_of(PRIVATE)])


def test_another_key_did_not_sign_it():
    note = read_note(sign(CHECKPOINT, PRIVATE))
    assert not note.signed_by([key_of(OTHER)])
    assert not note.signed_by([])


def test_the_first_three_lines_are_the_c2sp_checkpoint():
    assert sign(CHECKPOINT, PRIVATE).splitlines()[:3] == [
        "jangbu/01kb2v",
        "18907",
        "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
    ]


def test_a_changed_size_breaks_the_signature():
    note = read_note(sign(CHECKPOINT, PRIVATE).replace("18907", "18908"))
    assert not note.signed_by([key_of(PRIVATE)])


def test_a_note_survives_the_line_ends_of_a_mail_program():
    note = read_note(sign(CHECKPOINT, PRIVATE).replace("\n", "\r\n"))
    assert note.signed_by([key_of(PRIVATE)])


def test_a_key_reads_back_from_its_line_and_several_may_be_pinned():
    keys = read_keys(f"# 한빛정밀\n{key_of(OTHER).line()}\n{key_of(PRIVATE).line()}\n")
    assert keys == (key_of(OTHER), key_of(PRIVATE))
    assert read_note(sign(CHECKPOINT, PRIVATE)).signed_by(keys)


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "jangbu/x\n1\n", sign(CHECKPOINT, PRIVATE).split("\n\n")[0], sign(CHECKPOINT, PRIVATE)[:-20], "\0"],
)
def test_what_is_no_note_is_refused(text):
    with pytest.raises(UnreadableNoteError):
        read_note(text)


@pytest.mark.parametrize("text", ["", "a+b+c", key_of(PRIVATE).line().replace("jangbu", "other"), "# nothing"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(UnreadableNoteError):
        read_keys(text)


def test_the_line_to_print_holds_size_root_and_head():
    line = dataclasses.replace(CHECKPOINT, size=7).line()
    assert line.split()[1] == "7"
    assert line.split()[3] == CHECKPOINT.head
