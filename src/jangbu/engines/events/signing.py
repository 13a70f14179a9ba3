"""Who sent a delivery: Standard Webhooks 1.0, HMAC-SHA256 in one header (UiPath's among them), or a shared secret.

Comparisons take the same time whatever differs. Several secrets may hold at once, so that one can be changed while the
tool still sends with the one before.
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes
from typing import Literal

from jangbu.engines.events import problems
from jangbu.kernel.errors import Problem

Proof = Literal["standard", "hmac", "secret"]
PREFIX = "whsec_"
KEY_BYTES = 32
TOLERANCE = timedelta(minutes=5)
MOST_SIGNATURES = 20  # of one delivery; more is somebody guessing
SECRET_HEADER = "x-jangbu-secret"  # noqa: S105  # the name of a header
SIGNATURE_HEADERS = ("x-jangbu-signature", "x-uipath-signature", "x-hub-signature-256")


def new_secret() -> str:
    """A secret as Standard Webhooks writes it: whsec_ and 32 random bytes in base64. Every proof takes the same."""
    return PREFIX + b64encode(token_bytes(KEY_BYTES)).decode()


def sign(secret: str, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of Standard Webhooks for a body that we send."""
    seconds = int(at.timestamp())
    made = b64encode(_standard(secret, message_id, str(seconds), body)).decode()
    return {"webhook-id": message_id, "webhook-timestamp": str(seconds), "webhook-signature": f"v1,{made}"}


def verify(body: bytes, headers: Mapping[str, str], *, proof: Proof, secrets: Sequence[str], now: datetime) -> None:
    """Raises Problem UNSIGNED, BAD_SIGNATURE, OLD_TIMESTAMP unless one of `secrets` vouches for the body.

    `headers` have lower-case names. A source that signs cannot fall back to the bare secret; one that only knows the
    secret may sign all the same.
    """
    if "webhook-signature" in headers:
        _verify_standard(body, headers, secrets, now)
    elif proof == "standard":
        raise Problem(problems.UNSIGNED, wanted="webhook-signature")
    elif (name := next((name for name in SIGNATURE_HEADERS if name in headers), "")) != "":
        _verify_hmac(body, headers[name], secrets)
    elif proof == "hmac":
        raise Problem(problems.UNSIGNED, wanted="X-Jangbu-Signature")
    else:
        _verify_secret(headers, secrets)


def _verify_standard(body: bytes, headers: Mapping[str, str], secrets: Sequence[str], now: datetime) -> None:
    for name in ("webhook-id", "webhook-timestamp"):
        if not headers.get(name):
            raise Problem(problems.UNSIGNED, wanted=name)
    stamp, message_id = headers["webhook-timestamp"], headers["webhook-id"]
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 13):
        raise Problem(problems.UNSIGNED, wanted="webhook-timestamp")
    said = headers["webhook-signature"].split(" ")[:MOST_SIGNATURES]
    given = [value for version, _, value in (each.partition(",") for each in said) if version == "v1"]
    made = [b64encode(_standard(secret, message_id, stamp, body)).decode() for secret in secrets]
    if not _any_same(given, made):
        raise Problem(problems.BAD_SIGNATURE)
    apart = abs(now.timestamp() - int(stamp))  # after the signature: nobody learns our clock by guessing
    if apart > TOLERANCE.total_seconds():
        raise Problem(problems.OLD_TIMESTAMP, minutes=f"{apart / 60:,.0f}")


def _verify_hmac(body: bytes, header: str, secrets: Sequence[str]) -> None:
    """UiPath sends base64; GitHub and most others sha256= and hex. The key is the secret's own text."""
    given = header.strip().removeprefix("sha256=")
    digests = [hmac.new(secret.encode(), body, sha256).digest() for secret in secrets]
    made = [b64encode(digest).decode() for digest in digests]
    if not _any_same([given], made) and not _any_same([given.lower()], [digest.hex() for digest in digests]):
        raise Problem(problems.BAD_SIGNATURE)


def _verify_secret(headers: Mapping[str, str], secrets: Sequence[str]) -> None:
    given = headers.get(SECRET_HEADER, "") or headers.get("authorization", "").removeprefix("Bearer ").strip()
    if not given:
        raise Problem(problems.UNSIGNED, wanted="X-Jangbu-Secret")
    if not _any_same([given], secrets):
        raise Problem(problems.BAD_SIGNATURE)


def _standard(secret: str, message_id: str, stamp: str, body: bytes) -> bytes:
    return hmac.new(_key(secret), f"{message_id}.{stamp}.".encode() + body, sha256).digest()


def _key(secret: str) -> bytes:
    """The bytes behind whsec_; a secret that is written otherwise is its own text."""
    if not secret.startswith(PREFIX):
        return secret.encode()
    return b64decode(secret.removeprefix(PREFIX))


def _any_same(given: Sequence[str], wanted: Sequence[str]) -> bool:
    found = False
    for one in given:
        for other in wanted:
            found |= hmac.compare_digest(one.encode(), other.encode())
    return found
