"""On which side of a comparison a value lies: before and after, or without and with the change, as lots were drawn.

Values are taken as drawn even where something else was done: that keeps the comparison fair, at the price of a smaller
effect. Where much else was done, the evidence is weaker and the reader is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from jangbu.engines.value import EvidenceClass, Warned
from jangbu.engines.value.classes import lowered

MUCH = 0.1  # share of lots not followed above which the class is one lower


@dataclass(frozen=True, slots=True)
class Arms:
    """days: of a switchback, whether the change is on. cases: drawn for, by their number. strayed: lots not followed,
    of `drawn` whose day has come."""

    days: Mapping[date, bool] = field(default_factory=dict)
    cases: Mapping[str, bool] = field(default_factory=dict)
    strayed: int = 0
    drawn: int = 0

    def __bool__(self) -> bool:
        return bool(self.days or self.cases)

    def side(self, day: date | None, case: str = "") -> str:
        """treated, control, or "" for what no lot was drawn for."""
        by_day = self.days.get(day) if day else None
        on = self.cases.get(case.strip()) if self.cases else by_day
        return "" if on is None else "treated" if on else "control"

    def weighed(self, found: EvidenceClass) -> EvidenceClass:
        """A class lower where more than a tenth of the lots were not followed."""
        return lowered(found, 1 if self.drawn and self.strayed / self.drawn > MUCH else 0)

    def warning(self) -> Warned | None:
        if not self.strayed:
            return None
        ko = f"제비 {self.drawn}번 가운데 {self.strayed}번은 그대로 하지 않았어요. 뽑은 대로 견줘서 효과는 작게 나와요."
        en = (
            f"{self.strayed} of {self.drawn} lots were not followed. They are compared as drawn, so the effect shows "
            "smaller than it is."
        )
        return Warned("strayed", ko, en)
