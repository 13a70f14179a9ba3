"""How a vendor stands today: its newest answers under the weights in force, with its certificates as of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F

from jangbu.apps.vendors.assessments.criteria import catalogue
from jangbu.apps.vendors.assessments.models import Assessment, WeightSet
from jangbu.apps.vendors.assessments.scoring import Part, Score, score
from jangbu.apps.vendors.certificates.standing import standing_of as certificates_on
from jangbu.apps.vendors.contracts.gaps import checklist
from jangbu.apps.vendors.models import Certificate, Contract, Use, Vendor

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


@dataclass(frozen=True, slots=True)
class Known:
    """What the standings of many vendors are made from, read in a fixed number of queries however many there are."""

    today: date
    weights: Mapping[str, int]
    assessments: Mapping[str, Assessment]  # the newest, by vendor
    certificates: Mapping[str, list[Certificate]]
    contracts: Mapping[str, Contract]  # the newest in force, by vendor
    uses: Mapping[str, int]

    def standing(self, vendor: Vendor) -> Standing:
        newest = self.assessments.get(vendor.pk)
        if newest is None:
            return Standing(vendor, None, None)
        shown = certificates_on(self.certificates.get(vendor.pk, []), self.today)
        answers = {**newest.answers, "certificates": shown}
        return Standing(vendor, newest, score(catalogue(), self.weights, answers))

    def exposure(self, vendor: Vendor) -> tuple[str, ...]:
        """What would be hurt: each word adds one to the size of the risk."""
        leaning = self.uses.get(vendor.pk, 0)
        facts = {
            "personal": vendor.handles_personal is not False,
            "grave": bool(GRAVE_DATA & set(vendor.data)),
            "overseas": vendor.country not in ("", "KR"),
            "sub_processors": bool(vendor.sub_processors),
            "used": leaning > 0,
            "used_widely": leaning > 2,
        }
        return tuple(name for name, holds in facts.items() if holds)

    def size(self, vendor: Vendor) -> int:
        found = self.standing(vendor)
        return (1 + len(self.exposure(vendor))) * (100 - (found.score.low if found.score else 0))

    def risk(self, vendor: Vendor) -> Risk:
        found = self.standing(vendor)
        part = found.score.weakest[0] if found.score and found.score.weakest else None
        contract = self.contracts.get(vendor.pk)
        wanted = part.criterion.clauses if part else ()
        there = _present(contract) if contract else frozenset()
        covered = tuple(each for each in wanted if each in there)
        uncovered = tuple(each for each in wanted if each not in there)
        return Risk(found, self.size(vendor), self.exposure(vendor), part, covered, uncovered, contract)


def known(today: date, vendor: Vendor | None = None) -> Known:
    """For all vendors, or for one."""
    only = {"vendor": vendor} if vendor is not None else {}
    assessments = {each.vendor_id: each for each in Assessment.objects.filter(**only).order_by("number")}
    certificates: dict[str, list[Certificate]] = {}
    for each in Certificate.objects.filter(archived_at=None, **only):
        certificates.setdefault(each.vendor_id, []).append(each)
    held = Contract.objects.filter(state="in_force", archived_at=None, **only).select_related("vendor")
    ordered = held.prefetch_related("findings").order_by(F("signed_on").asc(nulls_first=True), "pk")
    contracts = {each.vendor_id: each for each in ordered}
    counted = Use.objects.filter(**only).order_by().values_list("vendor_id").annotate(Count("pk"))
    return Known(today, weights_now()[1], assessments, certificates, contracts, dict(counted))


def standing(vendor: Vendor, today: date) -> Standing:
    return known(today, vendor).standing(vendor)


def risk(vendor: Vendor, today: date) -> Risk:
    return known(today, vendor).risk(vendor)


def biggest(vendors: Iterable[Vendor], today: date) -> Risk | None:
    """The largest; of equals the first by name."""
    facts = known(today)
    worst = min(vendors, key=lambda each: (-facts.size(each), each.name), default=None)
    return facts.risk(worst) if worst is not None else None


def _present(contract: Contract) -> frozenset[str]:
    return frozenset(line.clause.id for line in checklist(contract).present)
