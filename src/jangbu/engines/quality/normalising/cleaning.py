"""Text as people meant to type it: one Unicode form, no invisible characters, single blanks.

Policy. Canonical composition (NFC, Unicode Annex 15), so that the conjoining jamo of macOS file names become syllables.
Full-width and half-width forms (U+FF01 to U+FFEE) become ordinary ones; other compatibility characters (² ㎡ ½ ①) stay,
because folding them changes what is said: 10² is not 102. Every kind of blank, also U+3164, becomes one space. Control
characters, zero-width characters, soft hyphens, marks of direction, variation selectors and tags go; a zero-width
joiner stays only behind a symbol, where it holds an emoji together.
"""

from __future__ import annotations

import re
from unicodedata import normalize

UNUSUAL = re.compile(r"[^ -~가-힣]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
    "|(?<![\u2190-\u2bff\U0001f000-\U0001ffff])\u200d"
)
WIDTH_FORMS = re.compile("[\uff01-\uffdc\uffe0-\uffe2\uffe4-\uffee]+")
FILLERS = re.compile("[\u3164\u2800]")
DASHES = re.compile("[\u2010-\u2015\u2043\u2212\u2500\u3161\u30fc\ufe58\ufe63]")  # ㅡ and ー are typed for hyphens


def is_clean(text: str) -> bool:
    """Whether nothing needs doing, for the ASCII and Hangul that most values are made of."""
    return UNUSUAL.search(text) is None and "  " not in text and (not text or (text[0] != " " and text[-1] != " "))


def clean_text(text: str) -> str:
    """`text` by the policy above. Never raises; cleaning twice changes nothing more."""
    if is_clean(text):
        return text
    if WIDTH_FORMS.search(text):
        text = WIDTH_FORMS.sub(lambda run: normalize("NFKC", run[0]), text)
    text = normalize("NFC", INVISIBLE.sub("", FILLERS.sub(" ", text)))
    return " ".join(text.split())


def plain_dashes(text: str) -> str:
    """Every dash as a hyphen, for values of digits."""
    return text if text.isascii() else DASHES.sub("-", text)
