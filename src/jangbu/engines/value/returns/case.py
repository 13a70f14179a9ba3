"""A case of returns as YAML: inputs with ranges, costs and benefits as products of them, each benefit on an axis.

The fields are documented in docs (Writing a case of returns) and in the examples beside this file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from jangbu.engines.value.classes import CLASSES, EvidenceClass
from jangbu.engines.value.returns import problems
from jangbu.engines.value.returns.points import Uncertain
from jangbu.engines.value.returns.reading import field_problem, number, ranged, read_yaml
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import MINOR_DIGITS

Axis = Literal["cost", "productivity", "revenue", "risk"]
Kind = Literal["cash", "capacity", "avoided", "risk"]
Per = Literal["once", "month", "quarter", "year"]
AXES: tuple[Axis, ...] = ("cost", "productivity", "revenue", "risk")
KINDS: tuple[Kind, ...] = ("cash", "capacity", "avoided", "risk")
PERS: tuple[Per, ...] = ("once", "month", "quarter", "year")
LONGEST = 240  # months
PROPOSED_SHARE = Uncertain("triangular", 0.3, 0.6, 0.9)  # of hours put to use: proposed, to be confirmed by a person
PROPOSED = "realised"  # the input's name that takes the proposal where the case is silent


@dataclass(frozen=True, slots=True)
class Input:
    """A number the case rests on, its range, and how well it is known. `ask` is the question it answers."""

    name: str
    value: Uncertain
    evidence: EvidenceClass = "E"
    confirmed: bool = True
    ask: tuple[str, str] = ("", "")
    source: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """factor times the product of named inputs, in major units, each `per` (once: in month `at`). `amounts` instead
    are fixed sums at the start (first) and at each year's end, as a TEI study states them."""

    name: str
    factor: float
    inputs: tuple[str, ...]
    per: Per = "month"
    at: int = 0
    kind: str = ""  # of a benefit: cash, capacity, avoided, risk; of a cost: its own word
    axis: Axis = "cost"
    work: str = ""  # the work whose hours it frees
    part: str = ""  # the part of that work
    amounts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class RoiCase:
    """months: length looked at; discount: a year (0.10); ramp: name of an input in months, or ""; works: hours a month
    spent on each work; links: (from, to) KPIs of which the second only shows what the first already counts."""

    name: str
    currency: str
    months: int
    discount: float
    inputs: Mapping[str, Input]
    costs: tuple[Term, ...]
    benefits: tuple[Term, ...]
    ramp: str = ""
    works: Mapping[str, Term] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()

    @property
    def uncertain(self) -> tuple[Input, ...]:
        return tuple(each for each in self.inputs.values() if each.value.shape != "sure")


def example(name: str) -> RoiCase:
    """The cases that ship with the product: case_a, tei, invoices."""
    return read_roi_case(Path(__file__).with_name("examples") / f"{name}.yaml")


def read_roi_case(path: Path | str) -> RoiCase:
    """A case from a YAML file. Raises Problem value.returns_unreadable and those of `parse_roi_case`."""
    return parse_roi_case(read_yaml(Path(path)), name=Path(path).stem)


def parse_roi_case(told: Any, *, name: str = "case") -> RoiCase:
    """A case from plain data. Raises Problem value.returns_field, .returns_unknown_input, .currencies_mixed."""
    if not isinstance(told, Mapping):
        raise field_problem("case", "a mapping of inputs, costs and benefits")
    currency = str(told.get("currency", "KRW"))
    if currency not in MINOR_DIGITS:
        raise field_problem("currency", ", ".join(MINOR_DIGITS))
    inputs = {str(key): _input(str(key), each) for key, each in _map(told, "inputs").items()}
    scope = _Scope(inputs, currency)
    costs = tuple(_term(scope, each, f"costs[{n}]") for n, each in enumerate(_list(told, "costs")))
    benefits = tuple(_benefit(scope, each, f"benefits[{n}]") for n, each in enumerate(_list(told, "benefits")))
    if not costs and not benefits:
        raise field_problem("costs, benefits", "at least one cost or benefit")
    months = number(told.get("months", 12), "months")
    if months != int(months) or not 1 <= months <= LONGEST:
        raise field_problem("months", f"whole months, 1 to {LONGEST}")
    discount = number(told.get("discount_per_year", 0.1), "discount_per_year")
    if not -0.5 < discount < 5:
        raise field_problem("discount_per_year", "a rate a year such as 0.10")
    return RoiCase(
        str(told.get("name", name)),
        currency,
        int(months),
        discount,
        scope.inputs,
        costs,
        benefits,
        _ramp(scope, told.get("ramp_months", 0)),
        {str(key): _term(scope, each, f"works.{key}") for key, each in _map(told, "works").items()},
        tuple((str(each.get("from")), str(each.get("to"))) for each in _list(told, "links")),
    )


@dataclass(slots=True)
class _Scope:
    inputs: dict[str, Input]
    currency: str

    def known(self, name: str, place: str) -> str:
        if name == PROPOSED and name not in self.inputs:
            ask = ("줄어든 시간 가운데 실제로 쓰이는 몫은 얼마인가요?", "What share of the hours saved is put to use?")
            self.inputs[name] = Input(name, PROPOSED_SHARE, "E", confirmed=False, ask=ask)
        if name not in self.inputs:
            raise Problem(problems.UNKNOWN_INPUT, place=place, name=name, known=", ".join(self.inputs) or "—")
        return name


def _ramp(scope: _Scope, told: Any) -> str:
    if isinstance(told, str):
        return scope.known(told, "ramp_months")
    if told in (0, None):
        return ""
    scope.inputs["ramp_months"] = _input("ramp_months", told)
    return "ramp_months"


def _input(name: str, told: Any) -> Input:
    place = f"inputs.{name}"
    if not isinstance(told, Mapping):
        return Input(name, Uncertain.sure(number(told, place)))
    evidence = str(told.get("evidence", "E"))
    if evidence not in CLASSES:
        raise field_problem(f"{place}.evidence", "A, B, C, D or E")
    ask = told.get("ask", "")
    both = (str(ask.get("ko", "")), str(ask.get("en", ""))) if isinstance(ask, Mapping) else (str(ask), str(ask))
    value = ranged(told, place)
    return Input(name, value, evidence, bool(told.get("confirmed", True)), both, str(told.get("source", "")))


def _benefit(scope: _Scope, told: Any, place: str) -> Term:
    term = _term(scope, told, place)
    if term.kind not in KINDS:
        raise field_problem(f"{place}.kind", ", ".join(KINDS))
    return term


def _term(scope: _Scope, told: Any, place: str) -> Term:
    if not isinstance(told, Mapping):
        raise field_problem(place, "name, amount or product, and per")
    if str(told.get("currency", scope.currency)) != scope.currency:
        raise Problem(problems.CURRENCIES, place=place, found=told["currency"], wanted=scope.currency)
    per, axis = str(told.get("per", "month")), str(told.get("axis", "cost"))
    if per not in PERS:
        raise field_problem(f"{place}.per", ", ".join(PERS))
    if axis not in AXES:
        raise field_problem(f"{place}.axis", ", ".join(AXES))
    amounts = tuple(number(each, f"{place}.amounts") for each in _list(told, "amounts"))
    product = told.get("product", told.get("amount", 0 if amounts else None))
    factor, inputs = _product(scope, product, place)
    return Term(
        str(told.get("name", place)),
        factor,
        inputs,
        per,
        int(number(told.get("at", 0), f"{place}.at")),
        str(told.get("kind", "")),
        axis,
        str(told.get("work", "")),
        str(told.get("part", "")),
        amounts,
    )


def _product(scope: _Scope, told: Any, place: str) -> tuple[float, tuple[str, ...]]:
    factor, names = 1.0, []
    for each in told if isinstance(told, list) else [told]:
        if isinstance(each, str) and not _looks_numeric(each):
            names.append(scope.known(each, place))
        else:
            factor *= number(each, place)
    return factor, tuple(names)


def _looks_numeric(told: str) -> bool:
    return bool(told) and (told[0].isdigit() or told[0] in "-+.")


def _map(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = told.get(name) or {}
    if not isinstance(found, Mapping):
        raise field_problem(name, "names and values")
    return found


def _list(told: Mapping[str, Any], name: str) -> Sequence[Any]:
    found = told.get(name) or []
    if not isinstance(found, (list, tuple, Mapping)):
        raise field_problem(name, "a list")
    return [found] if isinstance(found, Mapping) else found
