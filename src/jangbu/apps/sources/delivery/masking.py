"""Personal values as they are shown to those who may not see them: enough to tell rows apart, not enough to know."""

from __future__ import annotations


def mask(value: str) -> str:
    """김민지 -> 김••, 010-1234-5678 -> 010-••••-••••, a@b.kr -> a•••@••••."""
    if not value:
        return ""
    if "@" in value:
        name, _, host = value.partition("@")
        return f"{name[:1]}{'•' * max(1, len(name) - 1)}@{'•' * max(1, min(len(host), 6))}"
    kept = 3 if sum(character.isdigit() for character in value) >= 8 else 1
    return value[:kept] + "".join("•" if character.isalnum() else character for character in value[kept:])
