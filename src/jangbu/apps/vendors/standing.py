"""How a vendor stands today: its newest answers under the weights in force, with its certificates as of the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jangbu.apps.vendors.assessments.criteria import catalogue
from jangbu.apps.vendors.assessments.models import Assessment, WeightSet
from jangbu.apps.vendors.assessments.scoring import Part, Score, score
from jangbu.apps.vendors.certificates.standing import standing as certificates_today
from jangbu.apps.vendors.contracts.gaps import checklist
from jangbu.apps.vendors.models import Contract, Vendor

GRAVE_DATA = {"unique", "sensitive", "payment"}


@dataclass(frozen=True, slots=True)
class Standing:
    """`score` is None before the first assessment."""

    vendor: Vendor
    assessment: Assessment | None
    score: Score | None

    @property
    def verdict(self) -> str:
        return self.score.verdict if self.score else "unknown"

    @property
    def changed(self) -> bool:
        """The score is no longer what it was when it was made: certificates ran out, or weights or criteria changed."""
        return bool(self.assessment and self.score and self.score.middle != self.assessment.score)


@dataclass(frozen=True, slots=True)
class Risk:
    """The vendor whose failing would hurt most, why, and whether a contract in force covers it."""

    standing: Standing
    size: int  # 0 to 700: exposure (1 to 7) times the points that are not sure
    exposure: tuple[str, ...]  # words of EXPOSURES
    part: Part | None  # the criterion that costs most; None without an assessment
    covered: tuple[str, ...]  # clauses that are there and cover it
    uncovered: tuple[str, ...]  # clauses that would, and are not there
    contract: Contract | None

    @property
    def is_covered(self) -> bool:
        return self.part is not None and bool(self.covered) and not self.uncovered


def weights_now() -> tuple[int, dict[str, int]]:
    """The version and the weights in force: the firm's newest, for criteria that it did not weigh the file's."""
    usual = catalogue().usual_weights()
    newest = WeightSet.objects.first()
    if newest is None:
        return 0, usual
    return newest.number, {**usual, **{name: each for name, each in newest.weights.items() if name in usual}}


def standing(vendor: Vendor, today: date) -> Standing:
    newest = vendor.assessments.first()
    if newest is None:
        return Standing(vendor, None, None)
    answers = {**newest.answers, "certificates": certificates_today(vendor, today)}
    return Standing(vendor, newest, score(catalogue(), weights_now()[1], answers))


def exposure(vendor: Vendor) -> tuple[str, ...]:
    """What would be hurt: each word adds one to the size of the risk."""
    found = []
    if vendor.handles_personal is not False:
        found.append("personal")
    if GRAVE_DATA & set(vendor.data):
        found.append("grave")
    if vendor.country and vendor.country != "KR":
        found.append("overseas")
    if vendor.sub_processors:
        found.append("sub_processors")
    leaning = vendor.uses.count()
    if leaning:
        found.append("used")
    if leaning > 2:
        found.append("used_widely")
    return tuple(found)


def risk(vendor: Vendor, today: date) -> Risk:
    found = standing(vendor, today)
    sure = found.score.low if found.score else 0
    exposed = exposure(vendor)
    part = found.score.weakest[0] if found.score and found.score.weakest else None
    contract = vendor.contracts.filter(state="in_force", archived_at=None).order_by("-signed_on").first()
    wanted = part.criterion.clauses if part else ()
    there = _present(contract) if contract else frozenset()
    covered = tuple(each for each in wanted if each in there)
    uncovered = tuple(each for each in wanted if each not in there)
    return Risk(found, (1 + len(exposed)) * (100 - sure), exposed, part, covered, uncovered, contract)


def biggest(vendors: Iterable[Vendor], today: date) -> Risk | None:
    """The largest; of equals the first by name."""
    risks = [risk(vendor, today) for vendor in vendors]
    return min(risks, key=lambda each: (-each.size, each.standing.vendor.name), default=None)


def _present(contract: Contract) -> frozenset[str]:
    return frozenset(line.clause.id for line in checklist(contract).present)
