"""The chain: each entry's hash covers all of it and the hash before it.

An entry is hashed as one canonical JSON object. The firm, the number and the previous hash are inside, so an entry can
neither move to another place nor to another firm's ledger. Nothing is stored twice: the object is put together from the
very columns that pages show, so a column cannot say something else than what was hashed.

The hash is the leaf hash of RFC 6962 (SHA-256 over a zero byte and the object), so that one hash serves chain and tree.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from json.encoder import encode_basestring as _quote
from typing import Any

from jangbu.kernel.canonical import canonical, clean
from jangbu.kernel.merkle import leaf_hash

SCHEMA = 1
GENESIS = "0" * 64  # what the first entry follows
PERSONAL = "$personal"  # {"$personal": commitment} stands where a personal value was
SALT_BYTES = 16

# number, action, actor kind, actor id, subject kind, subject id, when, dedupe key, content, hash (hex)
Row = tuple[int, str, str, str, str, str, str, str | None, str, str]
StoredRow = tuple[int, str, str, str, str, str, str, str | None, bytes, str]  # the content as UTF-8, for speed


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it was recorded. `when` is ISO 8601 in UTC with microseconds; `content` is the canonical JSON of
    {after, before, name, where, why}, personal values replaced by commitments; `hash` is hex."""

    firm: str
    number: int
    action: str
    actor_kind: str
    actor_id: str
    subject_kind: str
    subject_id: str
    when: str
    dedupe_key: str | None
    content: str
    hash: str

    def told(self) -> dict[str, Any]:
        """{after, before, name, where, why}, parsed."""
        parsed: dict[str, Any] = json.loads(self.content)
        return parsed


def entry_text(firm: str, row: Row, previous: str) -> str:
    """What is hashed, and what an export holds as one line. The last member of `row`, the hash, is not used."""
    before, after = _around(firm, row, previous)
    return f"{before}{row[8]}{after}"


def _around(firm: str, row: Row | StoredRow, previous: str) -> tuple[str, str]:
    """The canonical JSON before and after the content."""
    number, action, actor_kind, actor_id, subject_kind, subject_id, when, key, _content, _hash = row
    dedupe, subject = "null" if key is None else _quote(key), (_bare(subject_id), _bare(subject_kind))
    before = _before(_bare(action), _bare(actor_id), _bare(actor_kind))
    return before, _after(dedupe, _bare(firm), number, previous, *subject, _bare(when))


def _before(action: str, actor_id: str, actor_kind: str) -> str:
    """Takes strings without their quotation marks, escaped where they must be; so does `_after`, but for the key."""
    return f'{{"action":"{action}","actor":{{"id":"{actor_id}","kind":"{actor_kind}"}},"content":'


def _after(key: str, firm: str, number: int, previous: str, subject_id: str, subject_kind: str, when: str) -> str:
    return (
        f',"dedupe_key":{key},"firm":"{firm}","number":{number},"previous":"{previous}",'
        f'"subject":{{"id":"{subject_id}","kind":"{subject_kind}"}},"version":{SCHEMA},"when":"{when}"}}'
    )


def _bare(text: str) -> str:
    return _quote(text)[1:-1]


def entry_hash(firm: str, row: Row, previous: str) -> str:
    """The entry's hash, hex."""
    return leaf_hash(entry_text(firm, row, previous).encode()).hex()


def commit(value: str, salt: bytes) -> str:
    """A salted commitment, hex: SHA-256(salt || value). Without the salt it says nothing about the value."""
    return sha256(salt + clean(value).encode()).hexdigest()


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def told_text(told: dict[str, Any]) -> str:
    """The content column for {after, before, name, where, why}."""
    return canonical(told)


@dataclass(slots=True)
class Walk:
    """How far a recomputation came. `digests` gathers entry hashes (32 bytes) until the caller takes them."""

    firm: str
    number: int = 0
    head: str = GENESIS
    last_when: str = ""
    broken_at: int | None = None
    clock_back: list[int] = field(
        default_factory=list
    )  # numbers of entries that say an earlier time than the one before
    digests: list[bytes] = field(default_factory=list)

    def check(self, rows: Iterable[StoredRow]) -> bool:
        """Recompute every hash from content, each on the recomputed hash before it. False at the first that differs.

        Where nothing needs escaping, as nearly always, one look at all strings together costs half of quoting each.
        """
        firm, number, previous, last = _bare(self.firm), self.number, self.head, self.last_when
        add = self.digests.append
        try:
            for row in rows:
                number += 1
                stored, action, actor_kind, actor_id, subject_kind, subject_id, when, key, content, told = row
                strings = f"{action}{actor_kind}{actor_id}{subject_kind}{subject_id}{when}"
                if key is None and strings.isprintable() and '"' not in strings and "\\" not in strings:
                    before = _before(action, actor_id, actor_kind)
                    after = _after("null", firm, stored, previous, subject_id, subject_kind, when)
                else:
                    before, after = _around(self.firm, row, previous)
                digest = sha256(b"\0%b%b%b" % (before.encode(), content, after.encode())).digest()
                previous = digest.hex()
                if previous != told or stored != number:
                    self.broken_at = number
                    return False
                add(digest)
                if when < last:
                    self.clock_back.append(number)
                last = when
        except (TypeError, ValueError):  # a column of another type than was written
            self.broken_at = number
            return False
        self.number, self.head, self.last_when = number, previous, last
        return True
