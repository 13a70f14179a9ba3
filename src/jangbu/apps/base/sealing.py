"""Secrets at rest: stored sealed, under keys derived from the site's own, one for each use."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
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


@dataclass(frozen=True, slots=True)
class Holding:
    """Sealed values of one kind: what they are, what they open under, and where they are read."""

    ko: str
    en: str
    use: str
    values: Callable[[], Iterable[str]]

    def count(self) -> tuple[int, int]:
        """(how many there are, how many of them open under the site's key)."""
        held = [each for each in self.values() if each]
        return len(held), sum(_opens(each, self.use) for each in held)


_holdings: dict[str, Holding] = {}


def holds(ko: str, en: str, *, use: str, values: Callable[[], Iterable[str]]) -> None:
    """Declare a column of sealed values, once, beside the code that seals them."""
    _holdings[f"{use} {en}"] = Holding(ko, en, use, values)


def holdings() -> list[Holding]:
    return list(_holdings.values())


def _opens(sealed: str, use: str) -> bool:
    try:
        unseal(sealed, use=use)
    except InvalidToken:
        return False
    return True
