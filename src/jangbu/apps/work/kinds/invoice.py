"""Invoices: read, hold to the vendor's history, ask about what is not certain, put into the payment plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from jangbu.apps.work import problems
from jangbu.apps.work.kinds.kind import Outcome, Prepared, register
from jangbu.apps.work.kinds.second_reading import Second, read_again, show_both
from jangbu.apps.work.reading.papers import fields_of, lines_of, read_paper, way_now
from jangbu.apps.work.runs.models import Approval, Payable, Run
from jangbu.engines import documents
from jangbu.engines.documents import Document, Field
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import Money

AMOUNTS = ("net", "tax", "gross", "due")
DATES = ("date", "due_date")
NEEDED = ("seller", "gross", "date")  # without these a payable cannot be planned
PAST = 200  # payables of a vendor that are looked back on


class Invoice:
    """`settings`: straight_through (integer minor units up to which no person is asked; 0 asks always),
    business_numbers (our own, to open secure mail), endpoint and budget (a model for what is in doubt)."""

    def prepare(self, run: Run, papers: Sequence[Path], now: datetime) -> Prepared:
        if not papers:
            raise Problem(problems.FILE_MISSING)
        settings = run.version.settings
        known = history()
        reading = read_paper(papers[0], way_now(now), business_numbers=_own_numbers(settings), history=known)
        document = reading.document
        if document.error is not None and not document.fields:
            raise document.error
        # what an earlier release doubts is left to a person: asking a model again is a rule of today's
        second = read_again(run, document, papers[0], now) if reading.today else Second(document)
        document = documents.against_history(second.document, known) if reading.today else document
        proposal = {**document.as_json(), "path": papers[0].name, "lines": [line.as_json() for line in document.lines]}
        doubts = doubts_of(document)
        if second.failure:
            doubts.append({"ko": second.failure["ko"], "en": second.failure["en"]})
        if second.told:
            proposal["second"] = second.told
            show_both(proposal)
        gross = money_of(document.value("gross"), document.value("currency"))
        limit = int(settings.get("straight_through", 0))
        small = gross is not None and gross.minor <= limit
        return Prepared(
            proposal=proposal,
            title=document.value("seller") or run.title,
            about=said(gross) if gross else "",
            doubts=doubts,
            ask=bool(doubts) or not small,
            tokens=second.spent.tokens,
            cost_micros=second.spent.cost_micros,
            cost_currency=second.spent.currency,
            kept={
                "read": {name: round(field.confidence, 3) for name, field in document.fields.items()},
                "reader": dict(reading.used),
            },
        )

    def corrected(self, run: Run, edits: Mapping[str, Any]) -> dict[str, Any]:
        """The fields with a person's values, the checks done again. Raises work.not_a_value and work.still_wrong."""
        held = document_of(run)
        fields = dict(held.fields)
        for name, text in edits.items():
            before = fields.get(name)
            value = _value(name, str(text))
            page, box = (before.page, before.box) if before else (None, None)
            fields[name] = Field(value, 1.0, page, box, accepted=True)
        checked = documents.checked(replace(held, error=None).with_fields(fields))
        checked = documents.against_history(checked, history(besides=run.pk))
        broken = [check for check in checked.checks if check.passed is False and set(check.fields) & set(AMOUNTS)]
        if broken:
            raise Problem(problems.STILL_WRONG, detail=broken[0].detail.ko)
        kept = {name: (run.proposal or {}).get(name) for name in ("path", "profile", "pages", "notes", "second")}
        edited = {"edited": sorted({*(run.proposal or {}).get("edited", []), *edits})}
        return {**checked.as_json(), **kept, **edited}

    def carry_out(self, run: Run, approval: Approval | None, now: datetime) -> Outcome:
        fields = {name: each["value"] for name, each in (run.proposal or {}).get("fields", {}).items()}
        missing = [name for name in NEEDED if not fields.get(name)]
        gross = money_of(fields.get("gross"), fields.get("currency"))
        if missing or gross is None:
            raise Problem(
                problems.SETTING_MISSING, automation=run.automation.name, setting=", ".join(missing) or "gross"
            )
        due = _date(fields.get("due_date"))
        Payable.objects.create(
            run=run,
            seller=fields["seller"][:200],
            seller_tax_id=documents.tax_id(document_of(run))[:40],
            number=fields.get("number", "")[:80],
            approval_number=fields.get("approval_number", "")[:40],
            date=_date(fields.get("date")),
            due=due,
            gross=gross.minor,
            currency=gross.currency,
            bank_account=fields.get("bank_account", "")[:80],
            created_at=now,
        )
        when = f"{due:%Y-%m-%d}" if due else "–"
        return Outcome(
            f"지급 예정표에 {said(gross)}을 올렸어요 (지급일 {when})",
            f"put {said(gross)} into the payment plan (due {when})",
            {"gross": gross.minor, "currency": gross.currency, "due": when},
        )

    def deliver(self, run: Run, now: datetime) -> Outcome | None:
        return None  # nothing leaves the house: the plan is paid by people

    def take_back(self, run: Run, now: datetime) -> Outcome:
        Payable.objects.filter(run=run).update(state=Payable.State.WITHDRAWN)
        return Outcome("지급 예정표에서 뺐어요", "taken out of the payment plan")


def _own_numbers(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The setting is a list, or one text with commas or blanks between the numbers."""
    said = settings.get("business_numbers") or ()
    return tuple(re.findall(r"[\d-]+", said)) if isinstance(said, str) else tuple(str(each) for each in said)


def history(besides: str = "") -> documents.History:
    """What we know of vendors from approved invoices, and every number seen."""
    planned = Payable.objects.filter(state=Payable.State.PLANNED).exclude(run=besides or None)
    return documents.History(
        vendors=dict(planned.exclude(seller_tax_id="").values_list("seller_tax_id", "seller")),
        accounts=_grouped(planned.exclude(bank_account="").values_list("seller_tax_id", "bank_account")),
        amounts=_grouped(planned.order_by("-pk").values_list("seller_tax_id", "gross")[: PAST * 10]),
        numbers=frozenset(planned.exclude(number="").values_list("seller_tax_id", "number")),
        approval_numbers=frozenset(planned.exclude(approval_number="").values_list("approval_number", flat=True)),
    )


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def doubts_of(document: Document) -> list[dict[str, str]]:
    """Why a person should look: failed checks in their own words, then values that are not certain."""
    doubts = [{"ko": check.detail.ko, "en": check.detail.en} for check in document.checks if check.passed is False]
    unsure = [name for name, field in document.fields.items() if not field.accepted]
    if unsure:
        doubts.append({"ko": f"확실하지 않은 칸 {len(unsure)}개", "en": f"{len(unsure)} values are not certain"})
    if document.error is not None:
        doubts.append({"ko": document.error.what("ko"), "en": document.error.what("en")})
    return doubts


def document_of(run: Run) -> Document:
    """The document as it was proposed, from its JSON."""
    held = run.proposal or {}
    source, language = held.get("source", "text"), held.get("language")
    made = Document(held.get("path", run.title), source, lines=lines_of(held.get("lines", [])), language=language)
    return made.with_fields(fields_of(held.get("fields", {})))


def money_of(text: str | None, currency: str | None) -> Money | None:
    try:
        return Money.of(text, currency or "KRW") if text else None
    except InvalidOperation:
        return None


def _value(name: str, text: str) -> str:
    text = text.strip()
    if name in AMOUNTS:
        bare = re.sub(r"[,\s₩원]", "", text)
        try:
            return str(Decimal(bare))
        except InvalidOperation as error:
            raise Problem(problems.NOT_A_VALUE, field=name, value=text) from error
    if name in DATES and _date(text) is None:
        raise Problem(problems.NOT_A_VALUE, field=name, value=text)
    return text


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip().replace(".", "-"))
    except ValueError:
        return None


def said(money: Money) -> str:
    """An amount that reads the same in both languages: ₩4,873,000 or 1,250.00 EUR."""
    return f"₩{money.amount():,}" if money.currency == "KRW" else f"{money.amount():,} {money.currency}"


register("invoice", Invoice())
