"""An encrypted stream that shows every cut and change: AES-256-GCM in chunks, the last one marked.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance", CRYPTO 2015): the nonce holds a random prefix, the chunk's number and whether it is the last, so
that chunks cannot be dropped, doubled, swapped or cut off unnoticed. The header is authenticated with every chunk.
"""

from __future__ import annotations

import base64
import io
import json
import os
import secrets
import struct
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jangbu.apps.backups.problems import DAMAGED, KEY_MISSING, KEY_UNREADABLE, NOT_A_BACKUP, WRONG_KEY
from jangbu.kernel.errors import Problem

MAGIC = b"JANGBU-BACKUP 1\n"
CHUNK = 1 << 20  # bytes of plain text
TAG = 16
HEADER_LIMIT = 65_536
KEY_BYTES = 32


def make_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def key_id(key: bytes) -> str:
    """What tells keys apart without giving anything away."""
    return sha256(b"jangbu.backup.key" + key).hexdigest()[:12]


def spoken(key: bytes) -> str:
    """The key as people write it down: base32 in groups of four."""
    text = base64.b32encode(key).decode().rstrip("=")
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def read_key(text: str, place: str) -> bytes:
    """The key from what was written down; blanks, dashes and small letters do not matter. Raises Problem."""
    bare = "".join(text.split()).replace("-", "").upper()
    try:
        key = base64.b32decode(bare + "=" * (-len(bare) % 8))
    except ValueError as error:
        raise Problem(KEY_UNREADABLE, place=place) from error
    if len(key) != KEY_BYTES:
        raise Problem(KEY_UNREADABLE, place=place)
    return key


def key_from(file: Path | None, fallback: Path) -> bytes:
    """From the file named, else JANGBU_BACKUP_KEY, else the home's own. Raises Problem where there is none."""
    if file is None and (said := os.environ.get("JANGBU_BACKUP_KEY")):
        return read_key(said, "JANGBU_BACKUP_KEY")
    place = file or fallback
    if not place.exists():
        raise Problem(KEY_MISSING)
    try:
        return read_key(place.read_text(encoding="ascii"), place.name)
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(KEY_UNREADABLE, place=place.name) from error


class SealedWriter(io.RawIOBase):
    """Write plain bytes; `close` writes the last chunk. A file without it never opens again."""

    def __init__(self, file: BinaryIO, key: bytes, header: Mapping[str, Any]) -> None:
        super().__init__()
        self._file, self._box = file, AESGCM(key)
        self._prefix = secrets.token_bytes(7)
        told = {**header, "key_id": key_id(key), "prefix": self._prefix.hex()}
        self._header = json.dumps(told, ensure_ascii=False, sort_keys=True).encode() + b"\n"
        self._held, self._number = bytearray(), 0
        file.write(MAGIC + self._header)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        while len(self._held) > CHUNK:
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self._held), last=True)
            self._held.clear()
        super().close()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        self._file.write(self._box.encrypt(_nonce(self._prefix, self._number, last), plain, self._header))
        self._number += 1


class SealedReader(io.RawIOBase):
    """The plain bytes of a sealed file. Raises Problem for another key and, on its chunk, for any cut or change;
    nothing that was read counts before the end has been reached."""

    def __init__(self, file: BinaryIO, key: bytes, name: str) -> None:
        super().__init__()
        self._file, self._name = file, name
        self._raw, self.header = read_header(file, name)
        if self.header.get("key_id") != key_id(key):
            raise Problem(WRONG_KEY, file=name, wanted=str(self.header.get("key_id", "?"))[:12])
        self._box = AESGCM(key)
        try:
            self._prefix = bytes.fromhex(str(self.header["prefix"]))
        except (KeyError, ValueError) as error:
            raise Problem(NOT_A_BACKUP, file=name) from error
        self._number, self._held, self._ended = 0, b"", False
        self._next = file.read(CHUNK + TAG)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._held and not self._ended:
            self._open_chunk()
        count = min(len(buffer), len(self._held))
        buffer[:count], self._held = self._held[:count], self._held[count:]
        return count

    def _open_chunk(self) -> None:
        sealed, self._next = self._next, self._file.read(CHUNK + TAG)
        last = not self._next
        try:
            self._held = self._box.decrypt(_nonce(self._prefix, self._number, last), sealed, self._raw)
        except InvalidTag as error:
            raise Problem(DAMAGED, file=self._name, detail=f"{self._number * CHUNK // 1_000_000} MB") from error
        self._number += 1
        self._ended = last


def read_header(file: BinaryIO, name: str) -> tuple[bytes, dict[str, Any]]:
    """The header's bytes and what they say. Not yet to be believed: the chunks authenticate it."""
    if file.read(len(MAGIC)) != MAGIC:
        raise Problem(NOT_A_BACKUP, file=name)
    raw = file.readline(HEADER_LIMIT)
    try:
        header = json.loads(raw)
    except ValueError as error:
        raise Problem(NOT_A_BACKUP, file=name) from error
    if not isinstance(header, dict):
        raise Problem(NOT_A_BACKUP, file=name)
    return raw, header


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)
