"""The key that signs checkpoints, in the home beside the database.

Whoever holds the machine holds this key. So a signature proves nothing to somebody who reads the public key from the
same machine: checkers keep the public key, like the anchors, elsewhere.
"""

from __future__ import annotations

import os
import secrets
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.utils.translation import gettext_noop as noop

from jangbu.apps.ledger import actions
from jangbu.apps.ledger.problems import KEY_UNREADABLE
from jangbu.apps.ledger.services import record
from jangbu.kernel.checkpoint import VerifierKey
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem


def key_path() -> Path:
    return Path(settings.HOME) / "ledger.key"


def public_path() -> Path:
    """One verifier key a line, the newest last."""
    return Path(settings.HOME) / "ledger.pub"


def signing_key(origin: str, actor: Actor) -> Ed25519PrivateKey:
    """The key, made on first use and closed to others. Call inside a transaction: a key new to the ledger is recorded,
    so one that was exchanged shows there as well."""
    path = key_path()
    if not path.exists():
        _make(path)
    private = _read(path)
    key = VerifierKey(origin, private.public_key().public_bytes_raw())
    if not public_path().exists() or key.line() not in public_path().read_text(encoding="utf-8").splitlines():
        with public_path().open("a", encoding="utf-8") as file:
            file.write(key.line() + "\n")
    fingerprint = sha256(key.public).hexdigest()  # not the key itself: nobody should take it from what it proves
    record(
        actions.KEY_MADE,
        actor=actor,
        where="장부",
        why=noop("확인점에 서명하려고"),
        subject=Subject("ledger", origin),
        after={"key": fingerprint},
        dedupe_key=f"ledger.key:{fingerprint}",
    )
    return private


def _make(path: Path) -> None:
    """All of the file or nothing: a crash leaves no half key, and of two makers the first wins."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _read(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError):
        raise Problem(KEY_UNREADABLE, path=path) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Problem(KEY_UNREADABLE, path=path)
    return key
