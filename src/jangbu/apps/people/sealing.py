"""Secrets at rest: what signs people in is stored sealed, under a key derived from the site's own."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _box() -> Fernet:
    """HKDF (RFC 5869) keeps this key apart from every other use of SECRET_KEY."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"jangbu.people.second-factor")
    return Fernet(urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises cryptography.fernet.InvalidToken when the site's key is not the one it was sealed under."""
    return _box().decrypt(sealed.encode()).decode()
