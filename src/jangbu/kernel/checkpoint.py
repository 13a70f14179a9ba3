"""Checkpoints: how long the ledger was, under which root, signed. The C2SP formats tlog-checkpoint and signed-note.

    jangbu/01kb2v…           the origin: this firm's ledger
    18907                    entries
    n0t…=                    Merkle root, base64
    head c47a…20f4           hash of the last entry, so that the chain alone can be checked too
    at 2026-11-23T06:00:00.000000Z

    — jangbu/01kb2v… Az3…=   Ed25519 over everything above the empty line

A verifier key is one line, `origin+key id+base64`, kept apart from the ledger by whoever checks it.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"  # the signature type of the note format
DASH = "\N{EM DASH} "
BODY = re.compile(
    r"(?P<origin>[^\s+]+)\n(?P<size>[1-9]\d{0,17})\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
    r"head (?P<head>[0-9a-f]{64})\nat (?P<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\n"
)


class UnreadableNoteError(ValueError):
    """Text that is not a checkpoint or a verifier key of this shape."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`size` entries under `root` (32 bytes); `head` is the last entry's hash in hex, `at` ISO 8601 in UTC."""

    origin: str
    size: int
    root: bytes
    head: str
    at: str

    def body(self) -> str:
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\nhead {self.head}\nat {self.at}\n"

    def line(self) -> str:
        """One line to print, mail or read over the telephone."""
        return f"{self.origin} {self.size} {base64.b64encode(self.root).decode()} {self.head} {self.at}"


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A name and an Ed25519 public key of 32 bytes."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def line(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"

    def signed(self, body: str, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, body.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Note:
    """A checkpoint with its signatures as (name, key id of 4 bytes, signature of 64 bytes)."""

    checkpoint: Checkpoint
    body: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    def signed_by(self, keys: Iterable[VerifierKey]) -> bool:
        """Whether one of these keys made one of the signatures."""
        return any(
            (key.name, key.id) == (name, key_id) and key.signed(self.body, signature)
            for key in keys
            for name, key_id, signature in self.signatures
        )


def sign(checkpoint: Checkpoint, private: Ed25519PrivateKey) -> str:
    """The note: body, empty line, signature. The key bears the origin's name."""
    body = checkpoint.body()
    key = VerifierKey(checkpoint.origin, private.public_key().public_bytes_raw())
    signature = base64.b64encode(key.id + private.sign(body.encode())).decode()
    return f"{body}\n{DASH}{key.name} {signature}\n"


def read_note(text: str) -> Note:
    """Raises UnreadableNoteError unless the text is a checkpoint with at least one signature line."""
    body, empty, signatures = text.replace("\r\n", "\n").partition("\n\n")
    body += "\n"
    found = BODY.fullmatch(body)
    if found is None or not empty:
        raise UnreadableNoteError("not a checkpoint")
    root = _bytes(found["root"], 32)
    checkpoint = Checkpoint(found["origin"], int(found["size"]), root, found["head"], found["at"])
    made = tuple(_signature(line) for line in signatures.splitlines() if line.strip())
    if not made:
        raise UnreadableNoteError("a checkpoint without a signature")
    return Note(checkpoint, body, made)


def read_keys(text: str) -> tuple[VerifierKey, ...]:
    """One verifier key a line; several where a key was replaced. Raises UnreadableNoteError."""
    keys = tuple(_key(line.strip()) for line in text.splitlines() if line.strip() and not line.startswith("#"))
    if not keys:
        raise UnreadableNoteError("no key")
    return keys


def _key(line: str) -> VerifierKey:
    parts = line.split("+", 2)
    if len(parts) != 3 or len(raw := _bytes(parts[2], 33)) != 33 or raw[:1] != ED25519:
        raise UnreadableNoteError("not a verifier key")
    key = VerifierKey(parts[0], raw[1:])
    if key.id.hex() != parts[1]:
        raise UnreadableNoteError("a verifier key whose id does not fit")
    return key


def _signature(line: str) -> tuple[str, bytes, bytes]:
    name, _space, encoded = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not name:
        raise UnreadableNoteError("not a signature line")
    raw = _bytes(encoded.strip(), 68)
    return name, raw[:4], raw[4:]


def _bytes(encoded: str, length: int) -> bytes:
    try:
        raw = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise UnreadableNoteError("not base64") from None
    if len(raw) != length:
        raise UnreadableNoteError(f"{len(raw)} bytes where {length} belong")
    return raw
