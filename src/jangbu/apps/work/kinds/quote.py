"""Quotes: priced by the firm's list and rules, shown in its own form, issued under the next number once approved."""

from __future__ import annotations

import email.policy
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from jangbu.apps.work import problems
from jangbu.apps.work.kinds.invoice import said
from jangbu.apps.work.kinds.kind import Outcome, Prepared, register
from jangbu.apps.work.letters.models import Letter
from jangbu.apps.work.letters.services import WORDS, post, write_letter
from jangbu.apps.work.quoting import drafting, held
from jangbu.apps.work.quoting.materials import basis_of
from jangbu.apps.work.quoting.models import Quotation
from jangbu.apps.work.quoting.numbers import take_number
from jangbu.apps.work.runs.models import Approval, Paper, Run
from jangbu.apps.work.runs.papers import bytes_of
from jangbu.engines import quotes
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import Money

TEXT = """{contact} 안녕하세요.

요청하신 견적을 보내 드려요.
견적번호 {number}, 합계 {gross} (부가세 포함), {until}까지 유효해요.
붙인 파일을 봐 주세요.

{supplier}
"""


class QuoteKind:
    """`settings`: straight_through (integer minor units up to which no person is asked; 0 asks always), send (whether
    an approved quote goes to the customer by mail unless the person says otherwise)."""

    def prepare(self, run: Run, papers: Sequence[Path], now: datetime) -> Prepared:
        on = drafting.today_of(now)
        asked = drafting.request_of(run, papers, on)
        proposal = {**drafting.proposal_of(run.automation, asked, on, None), "send": _sends(run, asked.customer.email)}
        return self._prepared(run, proposal)

    def _prepared(self, run: Run, proposal: dict[str, Any]) -> Prepared:
        told = proposal["quote"]
        limit = int(run.version.settings.get("straight_through", 0) or 0)
        doubts = [each["says"] for each in told["questions"]]
        return Prepared(
            proposal=proposal,
            title=told["customer"] or run.title,
            about=said(Money(told["gross"], told["currency"])),
            doubts=doubts,
            ask=bool(doubts) or limit == 0 or told["gross"] > limit,
        )

    def corrected(self, run: Run, edits: Mapping[str, Any]) -> dict[str, Any]:
        """The request with a person's values, priced again by the same list and rules."""
        before = run.proposal or {}
        asked = held.changed(held.from_json(before["request"]), edits)
        made = drafting.proposal_of(run.automation, asked, date.fromisoformat(before["on"]), before["materials"])
        send = edits["send"] == "yes" if "send" in edits else before.get("send", False)
        edited = sorted({*before.get("edited", []), *edits})
        prepared = self._prepared(run, {**made, "send": send, "edited": edited})
        run.doubts, run.about, run.title = [dict(each) for each in prepared.doubts], prepared.about, prepared.title
        return prepared.proposal

    def carry_out(self, run: Run, approval: Approval | None, now: datetime) -> Outcome:
        """Takes the next number, fills the papers and writes the quote down, all in the caller's transaction."""
        told, today = run.proposal or {}, drafting.today_of(now)
        with basis_of(run.automation, told["materials"]) as basis:
            drafting.require_whole(drafting.quote_of(told, basis, day=today))
            taken = take_number(basis.rules.number, today)
            quote = drafting.quote_of(told, basis, number=taken.number, day=today)
            files = drafting.files_of(quote, basis)
        Quotation.objects.create(
            run=run,
            number=taken.number,
            scope=taken.scope,
            sequence=taken.sequence,
            customer=quote.customer.name[:200],
            email=quote.customer.email[:200],
            day=quote.day,
            valid_until=quote.valid_until,
            net=quote.net,
            tax=quote.tax,
            gross=quote.gross,
            currency=quote.currency,
            line_count=len(quote.lines),
            created_at=now,
        )
        sum_said = said(Money(quote.gross, quote.currency))
        return Outcome(
            f"견적서 {taken.number}, {sum_said}을 만들었어요",
            f"issued quote {taken.number} over {sum_said}",
            {"number": taken.number, "gross": quote.gross, "currency": quote.currency},
            files,
        )

    def deliver(self, run: Run, now: datetime) -> Outcome | None:
        issued = Quotation.objects.get(run=run)
        if not (run.proposal or {}).get("send") or not issued.email:
            return None
        letter = write_letter(run, letter_of(run, issued, now), clock=lambda: now)
        state = Letter.State(post(letter.pk, clock=lambda: now))
        ko, en = WORDS.get(state, ("보내는 중이에요", "is being sent"))
        return Outcome(f"{issued.email}: {ko}", f"{issued.email}: {en}", {"letter": state.value})

    def take_back(self, run: Run, now: datetime) -> Outcome:
        Quotation.objects.filter(run=run).update(state=Quotation.State.WITHDRAWN, withdrawn_at=now)
        gone = Letter.objects.filter(run=run, state__in=(Letter.State.SENT, Letter.State.UNCERTAIN)).exists()
        if gone:
            ko, en = (
                "견적을 거둬들였어요. 이미 보낸 메일은 따로 알려야 해요",
                "withdrew the quote; the mail that went out needs a word",
            )
            return Outcome(ko, en)
        return Outcome(
            "견적을 거둬들였어요. 번호는 다시 쓰지 않아요", "withdrew the quote; its number is not used again"
        )


def _sends(run: Run, address: str) -> bool:
    return bool(run.version.settings.get("send")) and bool(address)


def letter_of(run: Run, issued: Quotation, now: datetime) -> EmailMessage:
    """The mail to the customer with the papers of the run. Its Message-ID is the run's, so a second copy is known."""
    supplier = _supplier(run)
    message = EmailMessage(policy=email.policy.SMTP)
    try:
        message["To"] = Address(addr_spec=issued.email)
        message["From"] = settings.DEFAULT_FROM_EMAIL
        if supplier.email:
            message["Reply-To"] = Address(_line(supplier.name), addr_spec=supplier.email)
    except (ValueError, IndexError) as error:
        raise Problem(problems.NOT_A_VALUE, field="email", value=issued.email[:60]) from error
    message["Subject"] = _line(
        f"[{supplier.name}] 견적서 {issued.number}" if supplier.name else f"견적서 {issued.number}"
    )
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{run.pk}.quote@jangbu.invalid>"
    text = TEXT.format(
        contact=f"{issued.customer} 담당자님,",
        number=issued.number,
        gross=said(Money(issued.gross, issued.currency)),
        until=issued.valid_until.isoformat(),
        supplier=supplier.name,
    )
    message.set_content(text, cte="base64")
    for paper in run.papers.filter(role=Paper.Role.OUT):
        kind = "pdf" if paper.file_name.endswith(".pdf") else "octet-stream"
        message.add_attachment(bytes_of(paper), maintype="application", subtype=kind, filename=paper.file_name)
    return message


def _supplier(run: Run) -> quotes.Party:
    told = run.proposal or {}
    with basis_of(run.automation, told["materials"]) as basis:
        return drafting.quote_of(told, basis).supplier


def _line(text: str) -> str:
    return " ".join(text.split())[:200]


def ready(run: Run, now: datetime) -> None:
    """Before an approval: nothing may be open. Raises Problem work.still_open."""
    told = run.proposal or {}
    with basis_of(run.automation, told["materials"]) as basis:
        drafting.require_whole(drafting.quote_of(told, basis, day=drafting.today_of(now)))


register("quote", QuoteKind(), ready=ready)
