"""What a view hands to a part that has many fields."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from jangbu.engines.checklist import Evidence
from jangbu.kernel.errors import Language

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: what it is, how it stands, its range and threshold, where it came from and who answers for it.

    Without a value the tile says so and what to do about it (`action`, `action_url`); `busy` while it is computed.
    """

    title: Text
    value: str | None = None  # as people read it, without its unit
    unit: Text = ""
    url: str = ""  # the evidence behind the value
    state: str = ""  # met, partly, unmet, claimed, unknown, na
    word: Text = ""  # the word beside the shape
    range: Text = ""  # interval, threshold, period
    about: str = ""  # which of the firm's own things, by its name; never translated
    spark: str = ""  # SVG
    trend: Text = ""
    owner: Text = ""
    owner_by: Text = ""  # in a word why they: the matrix, their role
    owner_why: Text = ""  # and in a sentence
    action: Text = ""
    action_url: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What an empty page asks for: one sentence, why it is worth it, and the button that does it."""

    sentence: Text
    detail: Text = ""
    button: Text = ""
    url: str = ""
    posts: bool = False  # the button acts at once (POST) instead of leading to a page


@dataclass(frozen=True, slots=True)
class Shown:
    """One record of evidence in the reader's language. `owned`: the firm's own words."""

    said: str
    url: str
    good: bool
    entry: int | None
    owned: bool


def shown(each: Evidence, said: Language) -> Shown:
    """Words that are the same in both languages are the firm's own."""
    return Shown(each.said.said(said), each.url, each.good, each.entry, each.said.ko == each.said.en)
