"""How a message is written for each kind of receiver: what they would read as an order is made plain, links are theirs.

Slack (docs.slack.dev, "Formatting message text", read 2026-11): <!channel> rings everybody, <address|words> is a link.
Apprise escapes &, < and > but for those, so every < and > that is not ours becomes ‹ or ›.
Teams (adaptivecards.io, TextBlock, read 2026-11): Markdown, an empty line between lines, and a button. A message holds
28 KB, in which Apprise writes a Hangul syllable in six bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

CARDS = {True: Path(__file__).with_name("card.json"), False: Path(__file__).with_name("card_without_link.json")}
MOST = {"slack": 30_000, "teams": 20_000, "webhook": 30_000}  # bytes of the text as it goes out
MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]"})
ANGLES = str.maketrans("<>", "‹›")


@dataclass(frozen=True, slots=True)
class Text:
    """A title, lines, and where they lead: the words of the link and its http(s) address. Where there is no address the
    words stand alone."""

    title: str
    lines: tuple[str, ...]
    link: tuple[str, str]


def written(kind: str, text: Text) -> tuple[str, str]:
    """(title, body) as Apprise is given them. Lines that do not fit are left out from the end; the link says more."""
    lines = list(text.lines)
    while lines and _size(title_and_body := _written(kind, text, lines)) > MOST[kind]:
        lines = [*lines[: max(0, len(lines) - 2)], "…"] if len(lines) > 1 else []
    return title_and_body if lines else _written(kind, text, lines)


def _size(told: tuple[str, str]) -> int:
    return len(json.dumps(told))


def _written(kind: str, text: Text, lines: list[str]) -> tuple[str, str]:
    words, address = text.link
    if kind == "teams":
        shown = lines if address else [*lines, words]
        return text.title.translate(MARKS), "\n\n".join(line.translate(MARKS) for line in shown if line)
    body, last = "\n".join(lines), ": ".join(part for part in text.link if part)
    if kind == "slack":
        last = f"<{address}|{words}>" if address else words
        return text.title.translate(ANGLES), f"{body.translate(ANGLES)}\n\n{last}"
    return text.title, f"{body}\n\n{last}"


def card_of(text: Text) -> dict[str, str]:
    """What Apprise is told beside the address of a Teams workflow: the card that it fills in, and the card's button."""
    words, address = text.link
    more = {":link_words": words, ":link_address": address} if address else {}
    return {"template": str(CARDS[bool(address)]), **more}
