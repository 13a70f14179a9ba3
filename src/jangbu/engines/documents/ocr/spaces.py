"""Where words begin in a line whose letters are known but whose spaces were lost: the white between is measured."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from jangbu.engines.documents.ocr.pictures import Pixels

NUMERIC = frozenset("0123456789./:-,")
THIN = frozenset("iIl1tjrfJ!|'")

Ink = npt.NDArray[np.bool_]


def starts(crop: Pixels, text: str, middles: Sequence[float]) -> list[int]:
    """The letters of `text` before which the line has a word's space. `middles` are the letters' middles in pixels."""
    gaps, height = gaps_of(crop, middles), crop.shape[0]
    usual = float(np.median(gaps)) if gaps else 0.0
    found = []
    for index, gap in enumerate(gaps, start=1):
        left, right = text[index - 1], text[index]
        of_height, of_usual = _least(text[max(0, index - 2)], left, right)
        wide = right != " " and gap > max(of_height * height, of_usual * usual)
        if wide or (left == " " and right != " "):  # some spaces it does see
            found.append(index)
    return found


def _least(before: str, left: str, right: str) -> tuple[float, float]:
    """How wide the white must be to be a space, in heights of the line and in gaps as they are usual in it. Figures of
    a number stand apart, and so do thin letters; a comma is seldom without a space."""
    if left in ".," and right.isdigit() and before.isdigit():
        return 0.5, 3.0
    if left in ".," and before.isalpha():
        return (0.13, 1.3) if left == "," else (0.2, 1.7)
    if left in NUMERIC and right in NUMERIC:
        return 0.33, 2.2
    if right in ".,:)!" or left == "(":
        return 0.33, 2.4
    if left in ",)" or right == "(":
        return 0.13, 1.3
    if left in THIN or right in THIN:
        return 0.25, 2.0
    return 0.2, 1.7


def gaps_of(crop: Pixels, middles: Sequence[float]) -> list[float]:
    """The widest white between each pair of neighbours, in pixels."""
    empty = np.asarray(~ink(crop).any(axis=0))
    reach = 0.12 * crop.shape[0]
    return [
        float(_longest_run(empty[max(0, int(left - reach)) : int(right + reach) + 1]))
        for left, right in pairwise(middles)
    ]


def ink(crop: Pixels) -> Ink:
    """Dark on light by Otsu's threshold (1979), without rules that run through the whole line."""
    grey = crop.mean(axis=2) if crop.ndim == 3 else crop.astype(float)
    counts = np.bincount(grey.astype(np.uint8).ravel(), minlength=256).astype(float)
    below, levels = np.cumsum(counts), np.arange(256.0)
    weighed = np.cumsum(counts * levels)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (weighed / below - (weighed[-1] - weighed) / above) ** 2
    dark = grey <= float(np.nan_to_num(apart).argmax())
    if dark.mean() > 0.5:
        dark = ~dark
    dark[dark.mean(axis=1) > 0.85] = False
    edge = int(0.1 * dark.shape[0])
    dark[:edge] = False
    dark[dark.shape[0] - edge :] = False
    return dark


def _longest_run(empty: npt.NDArray[np.bool_]) -> int:
    longest = run = 0
    for blank in empty:
        run = run + 1 if blank else 0
        longest = max(longest, run)
    return longest
