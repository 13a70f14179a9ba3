"""A page made easy for Tesseract: grey, large enough, without the rules of its tables, which it reads as letters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jangbu.engines.documents.ocr.pictures import Pixels, opencv

SMALL = 2_000  # pixels of the longer side: A4 at less than 170 dpi
LONGEST = 4_500
ACROSS, DOWN = 0.045, 0.03  # of the longer side: a dark run longer than this is a rule, not a letter

Mask = npt.NDArray[np.bool_]


def cleaned(pixels: Pixels) -> tuple[Pixels, float]:
    """The page for Tesseract, rows x columns of grey, and how many of its pixels one pixel of the original became."""
    grey = _grey(pixels)
    longer = max(grey.shape)
    if longer < SMALL:
        return _stretched(_doubled(without_rules(_smoothed(grey)))), 2.0
    if longer > LONGEST:
        step = -(-longer // LONGEST)
        height, width = (side - side % step for side in grey.shape)
        small = grey[:height, :width].reshape(height // step, step, width // step, step).mean(axis=(1, 3))
        return _stretched(without_rules(small.astype(np.uint8))), 1 / step
    return _stretched(without_rules(grey)), 1.0


def _stretched(grey: Pixels) -> Pixels:
    """Paper to white and ink to black, so that grain in the paper is no letter."""
    paper, ink = float(np.median(grey)), float(np.percentile(grey, 0.5))
    if paper - ink < 30:
        return grey
    wide: Pixels = np.clip((grey.astype(np.float32) - ink) / (0.9 * paper - ink) * 255, 0, 255).astype(np.uint8)
    return wide


def without_rules(grey: Pixels) -> Pixels:
    """Long straight dark runs painted over with the paper's brightness."""
    paper = int(np.median(grey))
    dark = grey < 0.85 * paper
    longer = max(grey.shape)
    rules = _runs(dark, max(40, int(ACROSS * longer))) | _runs(dark.T, max(30, int(DOWN * longer))).T
    if not rules.any():
        return grey
    clean = grey.copy()
    clean[_thicker(rules)] = paper
    return clean


def _smoothed(grey: Pixels) -> Pixels:
    """Each pixel with a half of its neighbours, which takes out the grain of a scanner."""
    soft = grey.astype(np.float32)
    for axis in (0, 1):
        soft = 0.5 * soft + 0.25 * np.roll(soft, 1, axis) + 0.25 * np.roll(soft, -1, axis)
    return soft.astype(np.uint8)


def _runs(dark: Mask, length: int) -> Mask:
    """Where a row is dark over `length` columns, but for one in twenty."""
    if dark.shape[1] <= length:
        return np.zeros_like(dark)
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    whole = (sums[:, length:] - sums[:, :-length]) >= 0.95 * length
    # a run that begins at c covers c .. c + length - 1
    opened = np.cumsum(np.pad(whole, ((0, 0), (length - 1, 0))), axis=1, dtype=np.int32)
    before = np.cumsum(np.pad(whole, ((0, 0), (0, length - 1))), axis=1, dtype=np.int32)
    kept: Mask = before - np.pad(opened[:, :-1], ((0, 0), (1, 0))) > 0
    return kept


def _thicker(rules: Mask) -> Mask:
    wide = rules.copy()
    for axis in (0, 1):
        for shift in (-1, 1):
            wide |= np.roll(rules, shift, axis)
    return wide


def _grey(pixels: Pixels) -> Pixels:
    if pixels.ndim == 2:
        return pixels
    weighed = pixels[:, :, 0] * 0.114 + pixels[:, :, 1] * 0.587 + pixels[:, :, 2] * 0.299
    grey: Pixels = weighed.astype(np.uint8)
    return grey


def _doubled(grey: Pixels) -> Pixels:
    """Twice as large: cubic where OpenCV is there, else with the new pixels half way between their neighbours."""
    cv2 = opencv()
    if cv2 is not None:
        large: Pixels = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        return large
    wide = np.repeat(grey.astype(np.float32), 2, axis=1)
    wide[:, 1:-1:2] = (wide[:, 1:-1:2] + wide[:, 2::2]) / 2
    tall = np.repeat(wide, 2, axis=0)
    tall[1:-1:2] = (tall[1:-1:2] + tall[2::2]) / 2
    return tall.astype(np.uint8)
