"""Secrets at rest: stored sealed, under keys derived from the site's own, one for each use."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _box(use: str) -> Fernet:
    """HKDF (RFC 5869) keeps the key of each use apart from every other use of SECRET_KEY."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=use.encode())
    return Fernet(urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def seal(text: str, *, use: str) -> str:
    """`use` names what the secret is for, such as "jangbu.gateway.key"; it opens under the same name only."""
    return _box(use).encrypt(text.encode()).decode()


def unseal(sealed: str, *, use: str) -> str:
    """Raises cryptography.fernet.InvalidToken when the site's key is not the one it was sealed under."""
    return _box(use).decrypt(sealed.encode()).decode()
