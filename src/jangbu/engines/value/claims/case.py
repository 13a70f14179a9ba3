"""A case as somebody states it: costs, benefits, quantities of the work, and the figures that are claimed of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import yaml

from jangbu.engines.value.claims import problems
from jangbu.engines.value.returns.points import Uncertain
from jangbu.engines.value.returns.reading import uncertain
from jangbu.kernel.errors import Problem

Basis = Literal["gross", "net", "unsaid"]
Kind = Literal["payback", "cumulative", "roi"]
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}
RANGES = ("wage", "realised", "first", "running", "ramp_months")
LARGEST = 1_000_000  # bytes of a case file


@dataclass(frozen=True, slots=True)
class Flow:
    """Money that comes or goes again: `amount` in major units each `per`. A yearly cost is paid in advance."""

    name: str
    amount: Fraction
    per: str  # month, quarter or year
    kind: str = "unsaid"  # of a benefit: cash, capacity, avoided, risk, indirect, or unsaid

    @property
    def monthly(self) -> Fraction:
        return self.amount / MONTHS[self.per]


@dataclass(frozen=True, slots=True)
class Claim:
    """A stated figure, `text` in Korean and `text_en` in English, equal where it was stated once. payback: `months`
    within which it is said to pay back; cumulative: `amount` after `months`; roi: `amount` as net over cost after
    `months` (0.5 is 50 %)."""

    text: str
    kind: Kind
    months: int
    amount: Fraction | None = None
    text_en: str = ""

    @property
    def texts(self) -> dict[str, str]:
        return {"ko": self.text, "en": self.text_en or self.text}


@dataclass(frozen=True, slots=True)
class Case:
    """`first` is the first cost; `first_per` is empty when it is plainly paid once, else the unit it was stated in."""

    name: str
    currency: str
    first: Fraction
    first_per: str
    running: tuple[Flow, ...]
    benefits: tuple[Flow, ...]
    basis: Basis  # whether the benefits are said to be before or after the running cost
    claims: tuple[Claim, ...]
    work: Mapping[str, Fraction] = field(default_factory=dict)  # quantities of the work, see `quantities`
    unclear: tuple[tuple[str, str], ...] = ()  # (what was said, what is missing) as the case itself notes
    ranges: Mapping[str, Uncertain] = field(default_factory=dict)  # of what is not sure, by the names of RANGES
    wages: tuple[Fraction, ...] = ()  # per hour, at which the hours are valued for comparison
    name_en: str = ""

    @property
    def names(self) -> dict[str, str]:
        return {"ko": self.name, "en": self.name_en or self.name}

    @property
    def running_monthly(self) -> Fraction:
        return sum((flow.monthly for flow in self.running), Fraction(0))

    @property
    def benefit_monthly(self) -> Fraction:
        return sum((flow.monthly for flow in self.benefits), Fraction(0))

    @property
    def yearly(self) -> bool:
        """Whether the running cost is paid by the year."""
        return any(flow.per == "year" for flow in self.running)


def read_case(path: Path | str) -> Case:
    """A case from a YAML file. Raises Problem value.case_unreadable and those of `parse_case`."""
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST:
            raise Problem(problems.CASE_UNREADABLE, file=path.name, detail="> 1 MB")
        told = yaml.safe_load(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        detail = str(error).splitlines()[0][:120]
        raise Problem(problems.CASE_UNREADABLE, file=path.name, detail=detail) from error
    return parse_case(told, name=path.stem)


def example(name: Literal["case_a", "case_b", "case_c", "case_d"]) -> Case:
    """The worked cases that ship with the product."""
    return read_case(Path(__file__).with_name("examples") / f"{name}.yaml")


def parse_case(told: Any, *, name: str = "case") -> Case:
    """A case from plain data. Raises Problem value.case_field, naming the place, for what is missing or no number."""
    if not isinstance(told, Mapping):
        raise Problem(problems.CASE_FIELD, place=name, detail="a mapping of costs, benefits and claims")
    costs, first = _map(told, "costs"), _map(told, "costs").get("initial", 0)
    amount, per = (first.get("amount", 0), first.get("per", "")) if isinstance(first, Mapping) else (first, "")
    claims = tuple(_claim(each, f"claims[{place}]") for place, each in enumerate(_list(told, "claims")))
    if not claims:
        raise Problem(problems.CASE_FIELD, place="claims", detail="at least one stated figure")
    named = _both(told.get("name", name))
    return Case(
        name=named[0],
        name_en=named[1],
        currency=str(told.get("currency", "KRW")),
        first=_number(amount, "costs.initial"),
        first_per="" if str(per) in ("", "once") else _per(per, "costs.initial"),
        running=tuple(_flow(each, f"costs.running[{n}]") for n, each in enumerate(_list(costs, "running"))),
        benefits=tuple(_flow(each, f"benefits[{n}]") for n, each in enumerate(_list(told, "benefits"))),
        basis=_basis(told.get("basis", "unsaid")),
        claims=claims,
        work={str(key): _number(value, f"work.{key}") for key, value in _map(told, "work").items()},
        ranges={key: _range(key, value) for key, value in _map(told, "ranges").items()},
        wages=tuple(_number(each, "wages") for each in _list(told, "wages")),
        unclear=tuple((str(each["said"]), str(each["missing"])) for each in _list(told, "unclear")),
    )


def _range(name: str, told: Any) -> Uncertain:
    if name not in RANGES:
        raise Problem(problems.CASE_FIELD, place=f"ranges.{name}", detail=", ".join(RANGES))
    try:
        return uncertain(told, f"ranges.{name}")
    except Problem as problem:
        place, wanted = problem.values["place"], problem.values["wanted"]
        raise Problem(problems.CASE_FIELD, place=place, detail=wanted) from problem


def _claim(told: Any, place: str) -> Claim:
    if not isinstance(told, Mapping) or told.get("kind") not in ("payback", "cumulative", "roi"):
        raise Problem(problems.CASE_FIELD, place=place, detail="kind: payback, cumulative or roi")
    months = told.get("months", told.get("within_months", told.get("at_month")))
    amount = None if told["kind"] == "payback" else _number(told.get("amount", told.get("value")), f"{place}.amount")
    whole = _number(months, f"{place}.months")
    if whole.denominator != 1 or not 0 < whole <= 600:
        raise Problem(problems.CASE_FIELD, place=f"{place}.months", detail="whole months, 1 to 600")
    ko, en = _both(told.get("text", told["kind"]))
    return Claim(ko, told["kind"], int(whole), amount, en)


def _both(told: Any) -> tuple[str, str]:
    """A text as stated, or {ko, en} where it was stated in both languages."""
    if not isinstance(told, Mapping):
        return str(told), str(told)
    ko, en = str(told.get("ko", "")), str(told.get("en", ""))
    return ko or en, en or ko


def _flow(told: Any, place: str) -> Flow:
    if not isinstance(told, Mapping):
        raise Problem(problems.CASE_FIELD, place=place, detail="name, amount and per")
    amount = _number(told.get("amount"), f"{place}.amount")
    return Flow(str(told.get("name", place)), amount, _per(told.get("per"), place), str(told.get("kind", "unsaid")))


def _per(told: Any, place: str) -> str:
    if str(told) not in MONTHS:
        raise Problem(problems.CASE_FIELD, place=f"{place}.per", detail="month, quarter or year")
    return str(told)


def _basis(told: Any) -> Basis:
    if told not in ("gross", "net", "unsaid"):
        raise Problem(problems.CASE_FIELD, place="basis", detail="gross, net or unsaid")
    basis: Basis = told
    return basis


def _map(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = told.get(name) or {}
    if not isinstance(found, Mapping):
        raise Problem(problems.CASE_FIELD, place=name, detail="names and values")
    return found


def _list(told: Mapping[str, Any], name: str) -> list[Any]:
    found = told.get(name) or []
    return [found] if isinstance(found, Mapping) else list(found)


def _number(told: Any, place: str) -> Fraction:
    try:
        if isinstance(told, bool) or told is None:
            raise ValueError(told)
        return Fraction(str(told).replace(",", ""))
    except (ValueError, ZeroDivisionError) as error:
        raise Problem(problems.CASE_FIELD, place=place, detail=f"a number, not {told!r}") from error
