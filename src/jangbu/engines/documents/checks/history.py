"""Checks that need what the firm already knows of a vendor: seen before, known, the same account, a usual amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import exp, log
from statistics import median
from types import MappingProxyType

from jangbu.engines.documents.checks.acceptance import accepted
from jangbu.engines.documents.checks.arithmetic import cannot
from jangbu.engines.documents.document import Check, Document, Sentence
from jangbu.kernel.money import Money
from jangbu.kernel.text import number

FEWEST = 5  # past invoices of a vendor below which an amount cannot be called unusual
FAR = 5.0  # robust standard deviations of the logarithm; 1.4826 MAD estimates one (Hampel 1974)
NARROW = 0.05  # a vendor that always asks the same is allowed this much, as a share, before the amount is unusual


@dataclass(frozen=True, slots=True)
class History:
    """What is known from approved invoices, by the seller's tax id without hyphens or blanks.

    `amounts` are gross amounts in minor units; `numbers` pairs (tax id, invoice number). All is empty on a first day.
    """

    vendors: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    accounts: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    amounts: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    numbers: frozenset[tuple[str, str]] = frozenset()
    approval_numbers: frozenset[str] = frozenset()


def against_history(document: Document, history: History) -> Document:
    """The document with `seen_before`, `vendor_known`, `bank_account_changed` and `amount_unlike_vendor` among its
    checks, and its acceptances decided again."""
    more = tuple(check(document, history) for check in (_seen, _known, _account, _amount))
    names = {check.name for check in more}
    kept = tuple(check for check in document.checks if check.name not in names)
    return accepted(replace(document, checks=(*kept, *more)))


def tax_id(document: Document) -> str:
    """The seller's tax id as histories are keyed by it."""
    return "".join(sign for sign in document.value("seller_tax_id") or "" if sign.isalnum()).upper()


def _seen(document: Document, history: History) -> Check:
    touched = ("number", "approval_number")
    approval, own = document.value("approval_number"), document.value("number")
    seller = tax_id(document)
    if not approval and not (seller and own):
        return Check("seen_before", None, cannot("공급자나 번호가 없어요.", "seller and number"), touched)
    if (approval and approval in history.approval_numbers) or (own and (seller, own) in history.numbers):
        told = approval or own
        said = Sentence(f"이미 승인한 계산서예요 ({told}).", f"This invoice was approved before ({told}).")
        return Check("seen_before", False, said, touched)
    return Check("seen_before", True, Sentence("처음 온 계산서예요.", "This invoice has not come before."), touched)


def _known(document: Document, history: History) -> Check:
    seller, touched = tax_id(document), ("seller", "seller_tax_id")
    if not seller:
        return Check("vendor_known", None, cannot("공급자 번호가 없어요.", "seller's tax number"), touched)
    if seller in history.vendors:
        return Check("vendor_known", True, Sentence("거래한 적이 있는 곳이에요.", "The vendor is known."), touched)
    said = Sentence("처음 거래하는 곳이에요.", "This vendor is new.")
    return Check("vendor_known", False, said, touched)


def _account(document: Document, history: History) -> Check:
    seller, account = tax_id(document), document.value("bank_account")
    known = history.accounts.get(seller, ())
    if not account or not known:
        said = cannot("견줄 계좌가 없어요.", "account to compare with")
        return Check("bank_account_changed", None, said, ("bank_account",))
    if _bare(account) in {_bare(each) for each in known}:
        said = Sentence("계좌가 지난번과 같아요.", "The account is the one used before.")
        return Check("bank_account_changed", True, said, ("bank_account",))
    said = Sentence(
        f"계좌가 지난번과 달라요 (지난번 {known[-1]}). 전화로 확인한 뒤 승인해 주세요.",
        f"The account differs from the one before ({known[-1]}). Call the vendor before approving.",
    )
    return Check("bank_account_changed", False, said, ("bank_account",))


def _amount(document: Document, history: History) -> Check:
    gross, past = document.amount("gross"), [abs(each) for each in history.amounts.get(tax_id(document), ()) if each]
    if gross is None or not gross or len(past) < FEWEST:
        said = cannot("이 거래처의 지난 금액이 적어요.", f"{FEWEST} past amounts of the vendor")
        return Check("amount_unlike_vendor", None, said, ("gross",))
    now = abs(Money.of(gross, document.value("currency") or "KRW").minor)
    logs = [log(each) for each in past]
    middle = median(logs)
    spread = max(1.4826 * median(abs(each - middle) for each in logs), NARROW)
    if abs(log(max(1, now)) - middle) <= FAR * spread:
        said = Sentence("평소 금액과 비슷해요.", "The amount is like this vendor's others.")
        return Check("amount_unlike_vendor", True, said, ("gross",))
    times = now / exp(middle)
    ko, en = f"평소의 {number(times, 1)}배예요.", f"{number(times, 1)} times what this vendor usually asks."
    return Check("amount_unlike_vendor", False, Sentence(ko, en), ("gross",))


def _bare(account: str) -> str:
    return "".join(sign for sign in account if sign.isalnum()).upper()
