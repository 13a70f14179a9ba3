"""The error models that are averaged over, and how much each is believed before the data.

Calibrated, not assumed: on simulated pilots (no autocorrelation, some, much, a trend, a random walk, holidays, mean
durations; 28 to 120 days of baseline) the weights and the sharpness were turned until a nominal 90 % range held the
truth about as often in every one of them; other seeds, lengths and volumes then checked it (docs/dev/bench.md). A
likelihood sharpened to a power keeps days that do not depend on each other from paying for those that do; the theory of
such powers is in Grünwald and van Ommen, Bayesian Analysis 12 (2017).
"""

from __future__ import annotations

import numpy as np

from jangbu.engines.value.student import Floats

SHARPNESS = 3.5  # power of prior times likelihood
RHOS = {0.0: 0.4, 0.2: -1.0, 0.4: -1.0, 0.55: -0.6, 0.7: 0.0, 0.8: 0.6, 0.88: 0.4, 0.93: 0.8, 0.97: 0.85, 0.99: 0.3}
NUGGETS = {0.0: 0.0, 0.3: 1.5, 0.6: 0.0, 0.8: -0.5, 0.92: -0.5}
SLOPES = {0.08: -0.3, 0.15: 0.0, 0.25: 0.4, 0.4: 0.0}  # sd of the log slope over the window; log weight

RHO: Floats = np.repeat(np.array(list(RHOS)), len(NUGGETS))
NUGGET: Floats = np.tile(np.array(list(NUGGETS)), len(RHOS))
LOG_PRIOR: Floats = SHARPNESS * np.add.outer(list(RHOS.values()), list(NUGGETS.values())).ravel()
SLOPE: Floats = np.array(list(SLOPES))
SLOPE_LOG_PRIOR: Floats = SHARPNESS * np.array(list(SLOPES.values()))
SLOPE_SD = 0.25  # where one must do: planning
