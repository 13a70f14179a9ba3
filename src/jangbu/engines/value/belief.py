"""Everything a measured series lets one say about a number: ratio, difference or level, now and after more days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from jangbu.engines.value import gls
from jangbu.engines.value.design import residual_variance
from jangbu.engines.value.gls import Ints
from jangbu.engines.value.mixture import Mixture
from jangbu.engines.value.outlook import Outlook
from jangbu.engines.value.posterior import Posterior, Reading, StepPosterior
from jangbu.engines.value.student import Floats


@dataclass(frozen=True)
class LevelPosterior:
    """The mean after the start, with the same error models and no step to find: its own series' level."""

    mixture: Mixture
    offset: float

    def cdf(self, x: float) -> float:
        return self.mixture.cdf(x - self.offset)

    def quantile(self, p: float) -> float:
        return self.mixture.quantile(p) + self.offset


@dataclass(frozen=True)
class Belief:
    """The posterior of the step on its scale, what turns it into units, and the outlook on further days.

    mean: of the used values after the start; base: what one unit of a linear step is worth; without: the mean after
    the start had nothing changed; after (m,): the used values after the start; ordinals (m,): their days.
    """

    step: Mixture
    logarithmic: bool
    mean: float
    base: float
    without: float
    after: Floats
    ordinals: Ints
    outlook: Outlook

    def of(self, reading: Literal["ratio", "difference"]) -> StepPosterior:
        return StepPosterior(self.step, reading, self.logarithmic, self.mean, self.base, self.without)

    def level(self) -> Posterior | None:
        """None where the values after the start do not vary."""
        ones = np.ones((len(self.after), 1))
        rest = self.after - self.mean
        if residual_variance(ones, rest) <= 1e-18 * max(1.0, self.mean**2):
            return None
        crossed = gls.gram(self.ordinals, np.column_stack([ones, rest]))
        return LevelPosterior(gls.fit(crossed, [], [0], 1, shrunk=None).mixture(), self.mean)

    def needed(self, reading: Reading, threshold: float, certainty: float) -> int | None:
        """Further working days until P(beyond threshold) leaves (1 - certainty, certainty), the median unmoved."""
        if reading == "level":
            posterior = self.level()
            if posterior is None:
                return None
            median, edge = posterior.quantile(0.5), threshold
            far = posterior.quantile(certainty if edge > median else 1 - certainty)
            # The pilot's own mean sharpens with its length alone.
            return self._by_length(abs(far - median), abs(edge - median))
        median, edge = self.step.quantile(0.5), self.of(reading).step(threshold)
        far = self.step.quantile(certainty if edge > median else 1 - certainty)
        return self.outlook.fewest(abs(far - median), abs(edge - median))

    def _by_length(self, distance: float, gap: float) -> int | None:
        days, longest = len(self.after), len(self.outlook.further)
        if gap <= 0:
            return None
        more = int(np.ceil(days * ((distance / gap) ** 2 - 1)))
        return max(1, more) if more <= longest else None
