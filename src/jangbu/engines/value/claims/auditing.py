"""FOLLOWS, FOLLOWS ONLY IF with the smallest further assumption, or CONTRADICTS: each claim, and all together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from jangbu.engines.value.claims.case import Case, Claim, parse_case, read_case
from jangbu.engines.value.claims.distribution import Likelihood, likelihood
from jangbu.engines.value.claims.quantities import breakeven, pieces, unit_problems
from jangbu.engines.value.claims.readings import (
    Course,
    Reading,
    month_of,
    plain_readings,
    readings,
)
from jangbu.engines.value.claims.saying import Said, assumption, claim_sentence

Verdict = Literal["FOLLOWS", "FOLLOWS_ONLY_IF", "CONTRADICTS"]
NEAR = 0.005  # a stated amount is met within half a percent: it was rounded
SHOWN = 40  # readings of a claim that are listed, plain ones first


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table of readings."""

    reading: Reading
    money: float  # after the claim's months
    payback: float | None
    holds: bool
    plain: bool

    def as_json(self) -> dict[str, Any]:
        return {
            **self.reading.as_json(),
            "cumulative": round(self.money, 2),
            "payback": None if self.payback is None else round(self.payback, 2),
            "payback_month": month_of(self.payback),
            "holds": self.holds,
            "plain": self.plain,
        }


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim judged. `assumption` is empty where it follows or contradicts; `reading` is the one it then rests on."""

    claim: Claim
    verdict: Verdict
    assumption: Said | None
    reading: Reading | None
    lines: tuple[Line, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.claim.text,
            "texts": self.claim.texts,
            "kind": self.claim.kind,
            "months": self.claim.months,
            "amount": None if self.claim.amount is None else float(self.claim.amount),
            "verdict": self.verdict,
            "assumption": self.assumption.as_json() if self.assumption else None,
            "says": claim_sentence(self.claim, self.verdict, self.assumption).as_json(),
            "readings": [line.as_json() for line in self.lines[:SHOWN]],
            "readings_in_all": len(self.lines),
            "readings_that_hold": sum(line.holds for line in self.lines),
        }


@dataclass(frozen=True, slots=True)
class Audit:
    """`together` is what must be assumed for all claims to hold at once, None where they follow or nothing does it."""

    case: Case
    claims: tuple[Claimed, ...]
    together: Verdict
    together_if: Said | None
    problems: tuple[Said, ...]
    breakeven: dict[str, Any]
    likelihood: Likelihood | None

    def as_json(self) -> dict[str, Any]:
        return {
            "case": self.case.name,
            "names": self.case.names,
            "currency": self.case.currency,
            "claims": [claimed.as_json() for claimed in self.claims],
            "together": {
                "verdict": self.together,
                "assumption": self.together_if.as_json() if self.together_if else None,
            },
            "problems": [problem.as_json() for problem in self.problems],
            "breakeven": self.breakeven,
            "likelihood": self.likelihood.as_json() if self.likelihood else None,
        }


def audit_claims(case: Case | Mapping[str, Any] | Path | str) -> Audit:
    """Hold each stated figure to the case's own inputs, by enumeration of how they can be read.

    A claim FOLLOWS if it holds in every plain reading; FOLLOWS_ONLY_IF if it holds with one more assumption, the
    smallest of which is told: a way of paying, a share realised, a delay, or a benefit that is nowhere stated and not
    larger than all that are; else it CONTRADICTS its inputs. The case may be plain data or a YAML file.
    """
    if isinstance(case, (str, Path)):
        case = read_case(case)
    elif not isinstance(case, Case):
        case = parse_case(case)
    plain = plain_readings(case)
    every = list(dict.fromkeys([*plain, *readings(case)]))
    course = Course(case)
    judged = tuple(_judged(course, claim, plain, every) for claim in case.claims)
    together, reading = _all_at_once(course, plain, every)
    return Audit(
        case=case,
        claims=judged,
        together=together,
        together_if=assumption(case, reading, plain) if reading and together == "FOLLOWS_ONLY_IF" else None,
        problems=unit_problems(case),
        breakeven={**breakeven(case), **_pieces(case, judged)},
        likelihood=likelihood(case),
    )


def _pieces(case: Case, judged: Sequence[Claimed]) -> dict[str, Any]:
    extras = [claimed.reading.extra for claimed in judged if claimed.reading and claimed.reading.extra]
    found = pieces(case, extras[0]) if extras else {}
    return {"unstated": found} if found else {}


def holds(course: Course, claim: Claim, reading: Reading) -> bool:
    if claim.kind == "payback":
        found = course.payback(reading)
        return found is not None and found <= claim.months + NEAR
    money, wanted = course.after(reading, claim.months), float(claim.amount or 0)
    if claim.kind == "roi":
        paid = _paid(course.case, reading, claim.months)
        return bool(paid) and abs(money / paid - wanted) <= NEAR
    return abs(money - wanted) <= NEAR * max(1.0, abs(wanted))


def _paid(case: Case, reading: Reading, months: int) -> float:
    """Every cost paid in so many months."""
    return -Course(replace(case, benefits=())).after(replace(reading, basis="gross", extra=Fraction(0)), months)


def _judged(course: Course, claim: Claim, plain: Sequence[Reading], every: Sequence[Reading]) -> Claimed:
    lines = tuple(
        Line(
            reading=reading,
            money=course.after(reading, claim.months),
            payback=course.payback(reading),
            holds=holds(course, claim, reading),
            plain=reading in plain,
        )
        for reading in every
    )
    if all(line.holds for line in lines if line.plain):
        return Claimed(claim, "FOLLOWS", None, plain[0], lines)
    reading = _smallest(course, [claim], plain, every)
    if reading is None:
        return Claimed(claim, "CONTRADICTS", None, None, lines)
    return Claimed(claim, "FOLLOWS_ONLY_IF", _told(course, claim, reading, plain), reading, lines)


def _told(course: Course, claim: Claim, reading: Reading, plain: Sequence[Reading]) -> Said:
    """The assumption, without those parts that the claim does not need: it may hold whichever way they are read."""
    kept = list(plain)
    for name in ("first", "basis"):
        free = [replace(reading, **{name: getattr(each, name)}) for each in plain]
        if all(holds(course, claim, each) for each in free):
            kept = [replace(each, **{name: getattr(reading, name)}) for each in kept]
    return assumption(course.case, reading, kept)


def _all_at_once(course: Course, plain: Sequence[Reading], every: Sequence[Reading]) -> tuple[Verdict, Reading | None]:
    claims = course.case.claims
    if all(holds(course, claim, reading) for claim in claims for reading in plain):
        return "FOLLOWS", None
    reading = _smallest(course, claims, plain, every)
    return ("FOLLOWS_ONLY_IF", reading) if reading else ("CONTRADICTS", None)


def _smallest(
    course: Course, claims: Sequence[Claim], plain: Sequence[Reading], every: Sequence[Reading]
) -> Reading | None:
    """The reading nearest to the plain ones in which these claims hold; the case's other claims break ties."""
    solved = [found for claim in claims for reading in plain for found in _solved(course, claim, reading)]
    kept = [reading for reading in (*every, *solved) if all(holds(course, claim, reading) for claim in claims)]

    def rank(reading: Reading) -> tuple[int, int, int, float]:
        others = sum(not holds(course, claim, reading) for claim in course.case.claims)
        return (0 if reading in plain else 1, others, *_distance(reading, plain))

    return min(kept, key=rank, default=None)


def _distance(reading: Reading, plain: Sequence[Reading]) -> tuple[int, float]:
    """How many things are assumed, and how far the continuous ones are from nothing."""
    nearest = min(
        (reading.first != each.first) + (reading.basis != each.basis) + (reading.running != each.running)
        for each in plain
    )
    changes = nearest + (reading.delay > 0) + (reading.share != 1) + 2 * (reading.extra > 0)
    return changes, float(1 - reading.share) + float(reading.delay) / 12


def _solved(course: Course, claim: Claim, plain: Reading) -> Iterator[Reading]:
    """From a plain reading: the share, the delay, or the unstated benefit that makes the claim exact."""
    benefit = course.case.benefit_monthly
    if claim.amount is None or not benefit:
        return
    if claim.kind == "roi":
        paid = _paid(course.case, plain, claim.months)
        come = course.after(plain, claim.months) + paid
        share = Fraction((float(claim.amount) + 1) * paid / come).limit_denominator(10**6) if come > 0 else Fraction(0)
        if 0 < share < 1:
            yield replace(plain, share=share)
        return
    gap = Fraction(course.after(plain, claim.months)).limit_denominator(10**6) - claim.amount
    share = 1 - gap / (benefit * claim.months)
    if 0 < share < 1:
        yield replace(plain, share=share)
    if 0 < gap / benefit < claim.months:
        yield replace(plain, delay=gap / benefit)
    extra = -gap / claim.months
    if 0 < extra <= benefit:
        yield replace(plain, extra=extra)
