"""What signs people in, sealed at rest."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.mfa.models import Authenticator

from jangbu.apps.base import sealing

USE = "jangbu.people.second-factor"


def _seeds() -> Iterator[str]:
    """Seeds of authenticators and of recovery codes; a passkey's public key is no secret."""
    for data in Authenticator.objects.values_list("data", flat=True):
        yield from (str(data[name]) for name in ("secret", "seed") if name in data)


sealing.holds("2단계 인증의 씨앗", "seeds of second factors", use=USE, values=_seeds)


def seal(text: str) -> str:
    return sealing.seal(text, use=USE)


def unseal(sealed: str) -> str:
    """Raises cryptography.fernet.InvalidToken when the site's key is not the one it was sealed under."""
    return sealing.unseal(sealed, use=USE)
