"""What signs people in, sealed at rest."""

from __future__ import annotations

from jangbu.apps.base import sealing

USE = "jangbu.people.second-factor"


def seal(text: str) -> str:
    return sealing.seal(text, use=USE)


def unseal(sealed: str) -> str:
    """Raises cryptography.fernet.InvalidToken when the site's key is not the one it was sealed under."""
    return sealing.unseal(sealed, use=USE)
