"""From a request to a draft and to the quote that is issued. Amounts are those that the person saw, always."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jangbu.apps.work import problems
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.quoting import held
from jangbu.apps.work.quoting.materials import Basis, basis_of
from jangbu.apps.work.runs.models import Run
from jangbu.engines import quotes
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Problem

DRAFT = "초안"
PICTURES = 32  # drafts whose pages are kept in memory


def request_of(run: Run, papers: Sequence[Path], on: date) -> quotes.Request:
    """The request that came with a run: a file, a form, or the text of a mail. Raises those of quotes."""
    told = run.input
    if papers:
        asked = quotes.read_request(papers[0], on=on)
    elif "form" in told:
        asked = quotes.request_from_json(told["form"], place=run.title, on=on)
    else:
        asked = quotes.read_letter(str(told.get("text", "")), on=on, place=run.title)
    named = {name: value for name, value in told.get("customer", {}).items() if value}
    return replace(asked, customer=replace(asked.customer, **named)) if named else asked


def proposal_of(
    automation: Automation, asked: quotes.Request, on: date, pinned: dict[str, str] | None
) -> dict[str, Any]:
    """The draft as JSON: the request, the materials it was priced by, and the priced quote."""
    with basis_of(automation, pinned) as basis:
        made = quotes.price(asked, basis.prices, basis.rules, on=on, number=DRAFT)
        return {
            "request": held.as_json(asked),
            "materials": basis.ids,
            "on": on.isoformat(),
            "quote": {**made.as_json(), "party": asdict(made.customer), **_terms(made)},
            "template": basis.template.suffix.lower(),
        }


def _terms(made: quotes.Quote) -> dict[str, str]:
    return {"delivery": made.delivery, "payment": made.payment, "note": made.note}


def quote_of(told: Mapping[str, Any], basis: Basis, *, number: str = DRAFT, day: date | None = None) -> quotes.Quote:
    """The quote of a proposal, priced as on the day it was drafted. Issued later, only its dates move."""
    asked, on = held.from_json(told["request"]), date.fromisoformat(told["on"])
    made = quotes.price(asked, basis.prices, basis.rules, on=on, number=number)
    if day is None or day == on:
        return made
    until = made.valid_until if asked.valid_until else day + (made.valid_until - on)
    return replace(made, day=day, valid_until=until)


def open_points(quote: quotes.Quote) -> list[dict[str, str]]:
    """What keeps a quote from leaving: no customer, no line, a line without price or quantity, an end in the past."""
    found = []
    if not quote.customer.name:
        found.append({"ko": "받는 곳", "en": "the customer"})
    if not quote.lines:
        found.append({"ko": "품목", "en": "a line"})
    for line in quote.lines:
        if line.unit_price is None:
            found.append({"ko": f"{line.name or line.item}의 단가", "en": f"the price of {line.name or line.item}"})
        elif line.quantity is None:
            found.append({"ko": f"{line.name or line.item}의 수량", "en": f"the quantity of {line.name or line.item}"})
    if quote.valid_until < quote.day:
        found.append({"ko": "유효기한", "en": "the last day"})
    return found


def require_whole(quote: quotes.Quote) -> None:
    """Raises Problem work.still_open."""
    found = open_points(quote)
    if found:
        raise Problem(problems.STILL_OPEN, detail=", ".join(each["ko"] for each in found[:4]))


def files_of(quote: quotes.Quote, basis: Basis) -> list[tuple[str, bytes]]:
    """The PDF, and the firm's own form beside it where that is no Typst template."""
    name = "".join("-" if char in '/\\:*?"<>|' else char for char in quote.number)
    own = basis.template.suffix.lower() != ".typ"
    made = [(f"{name}.pdf", quotes.filled(quote, quotes.BUILT_IN if own else basis.template))]
    return [*made, (f"{name}{basis.template.suffix.lower()}", quotes.filled(quote, basis.template))] if own else made


def pictures_of(run: Run) -> tuple[bytes, ...]:
    """The pages of the draft as PNG."""
    if not (run.proposal or {}).get("quote"):
        return ()
    return _drawn(run.automation_id, json.dumps(run.proposal, sort_keys=True))


@lru_cache(maxsize=PICTURES)
def _drawn(automation_id: str, proposal: str) -> tuple[bytes, ...]:
    told = json.loads(proposal)
    with basis_of(Automation.objects.get(pk=automation_id), told["materials"]) as basis:
        template = basis.template if basis.template.suffix.lower() == ".typ" else quotes.BUILT_IN
        return quotes.pictures(quote_of(told, basis), template)


def today_of(now: datetime) -> date:
    return now.astimezone(SEOUL).date()
