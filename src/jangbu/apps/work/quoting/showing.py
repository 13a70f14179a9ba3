"""A draft quote as the inbox and the page of a run show it: the filled form as pictures, its lines to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jangbu.apps.base.problems import language
from jangbu.apps.work.letters.models import Letter
from jangbu.apps.work.quoting import drafting
from jangbu.apps.work.quoting.materials import basis_of
from jangbu.apps.work.runs.models import Run
from jangbu.engines.quotes import percent_text, written_amount
from jangbu.kernel.errors import Problem

A4 = (595, 842)  # points


@dataclass(frozen=True, slots=True)
class Line:
    no: int
    name: str
    asked: str  # in the customer's words, where they differ
    quantity: str
    unit: str
    price: str
    discount: str
    net: str
    rule: str
    questions: tuple[str, ...]
    candidates: tuple[tuple[str, str], ...]  # (code, name): what the words might mean


def sheets(run: Run) -> list[dict[str, Any]]:
    """Pictures of the draft; none where its template or price list is gone."""
    try:
        pages = drafting.pictures_of(run)
    except Problem:
        return []
    return [
        {
            "number": number,
            "of": len(pages),
            "width": A4[0],
            "height": A4[1],
            "shown": A4[1],
            "boxes": [],
            "url": f"{reverse('quote-draft', args=[run.pk, number])}?v={abs(hash(page)):x}",
        }
        for number, page in enumerate(pages[:3], 1)
    ]


def shown(run: Run) -> dict[str, Any]:
    told: Mapping[str, Any] = (run.proposal or {}).get("quote") or {}
    if not told:
        return {}
    currency = told["currency"]
    lines = [_line(no, line, told["questions"], currency) for no, line in enumerate(told["lines"])]
    sums = [
        (_("공급가액"), written_amount(told["net"], currency), False),
        (_("부가세"), written_amount(told["tax"], currency), False),
        (_("합계"), f"{written_amount(told['gross'], currency)} {currency}", True),
    ]
    return {
        "quote": told,
        "quote_lines": lines,
        "sums": sums,
        "party": told["party"],
        "whole_questions": [each["says"][language()] for each in told["questions"] if each["line"] is None],
        "asked_lines": len(lines),
        "send": bool((run.proposal or {}).get("send")),
        "still_open": _open(run),
        "own_form": (run.proposal or {}).get("template", ".typ") != ".typ",
        "sheets": sheets(run),
        "materials_url": reverse("quote-materials", args=[run.automation_id]),
        "letters": list(Letter.objects.filter(run=run)),
    }


def _open(run: Run) -> list[str]:
    told = run.proposal or {}
    try:
        with basis_of(run.automation, told["materials"]) as basis:
            return [each[language()] for each in drafting.open_points(drafting.quote_of(told, basis))]
    except Problem as problem:
        return [problem.sentence(language())]


def _line(no: int, line: Mapping[str, Any], questions: list[Mapping[str, Any]], currency: str) -> Line:
    mine = [each for each in questions if each["line"] == no]
    near = {one["code"]: one["name"] for each in mine for one in each["candidates"]}
    name = f"{line['name']} {line['spec']}".strip()
    priced = line["unit_price"] is not None
    return Line(
        no=no,
        name=name or line["item"],
        asked="" if line["item"] in {line["name"], name, line["code"]} else line["item"],
        quantity=line["quantity"] or "",
        unit=line["unit"],
        price=written_amount(line["unit_price"], currency) if priced else "",
        discount=percent_text(line["discount_basis_points"]) if line["discount_basis_points"] else "",
        net=written_amount(line["net"], currency) if priced else "–",
        rule=line["rule"],
        questions=tuple(each["says"][language()] for each in mine),
        candidates=tuple(near.items()),
    )
