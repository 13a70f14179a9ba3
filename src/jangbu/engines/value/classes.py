"""Evidence classes: A at random or switchback, B with a control, C before and after, D a benchmark, E a self-report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

EvidenceClass = Literal["A", "B", "C", "D", "E"]
CLASSES: tuple[EvidenceClass, ...] = ("A", "B", "C", "D", "E")
REALISED: tuple[EvidenceClass, ...] = ("A", "B", "C")  # what may become realised money
MEANINGS: dict[EvidenceClass, tuple[str, str]] = {
    "A": ("무작위로 나눠 견줬어요", "assigned at random"),
    "B": ("바뀌지 않은 업무와 견줬어요", "compared with a control"),
    "C": ("시작 전과 견줬어요", "before and after, no control"),
    "D": ("밖의 연구나 흠 있는 기록이에요", "a benchmark, or a record with faults"),
    "E": ("느낌이나 말로 들은 값이에요", "a self-report"),
}


def lowered(evidence: EvidenceClass, findings: int) -> EvidenceClass:
    """So many classes lower, D at the lowest: what was measured is never mere hearsay."""
    place = CLASSES.index(evidence)
    return CLASSES[max(place, min(place + findings, CLASSES.index("D")))]


def weakest(classes: Iterable[EvidenceClass]) -> EvidenceClass:
    """The class of a conclusion that rests on all of these."""
    return max(classes, key=CLASSES.index, default="E")
