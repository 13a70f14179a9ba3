"""Do the amounts agree with each other? Sums are exact: invoices are rounded before they are added."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jangbu.engines.documents.document import Check, Document, Sentence, TaxShare

CENT = Decimal("0.01")
WON = Decimal(1)


def net_plus_tax(document: Document) -> Check:
    """Net and tax make the gross amount."""
    net, tax, gross = (document.amount(name) for name in ("net", "tax", "gross"))
    touched = ("net", "tax", "gross")
    if net is None or tax is None or gross is None:
        return Check(
            "net_plus_tax", None, cannot("공급가액, 세액, 합계 가운데 없는 값이 있어요.", "net, tax or gross"), touched
        )
    if net + tax == gross:
        return Check(
            "net_plus_tax",
            True,
            Sentence(
                f"공급가액 {net:,} + 세액 {tax:,} = 합계 {gross:,}", f"Net {net:,} + tax {tax:,} = gross {gross:,}"
            ),
            touched,
        )
    return Check(
        "net_plus_tax",
        False,
        Sentence(
            f"공급가액 {net:,} + 세액 {tax:,} = {net + tax:,}인데 합계는 {gross:,}이에요.",
            f"Net {net:,} + tax {tax:,} = {net + tax:,}, but gross says {gross:,}.",
        ),
        touched,
    )


def line_sum(document: Document) -> Check:
    """The lines, with charges and less allowances, make the net amount; and the stated line total, if there is one."""
    said = [Decimal(line.amount) for line in document.lines if line.counts and line.amount is not None]
    net, totals = document.amount("net"), document.totals
    touched = ("net", "gross", "lines")
    if not said or net is None:
        return Check("line_sum", None, cannot("품목 줄이 없어요.", "lines"), touched)
    lines = sum(said, Decimal(0))
    sums = lines + number(totals.charges) - number(totals.allowances)
    stated = Decimal(totals.line_total) if totals.line_total is not None else lines
    if sums == net and stated == lines:
        return Check(
            "line_sum",
            True,
            Sentence(f"품목 {len(said)}줄의 합이 {net:,}과 같아요.", f"{len(said)} lines add up to {net:,}."),
            touched,
        )
    off = net if stated == lines else stated
    return Check(
        "line_sum",
        False,
        Sentence(
            f"품목 {len(said)}줄의 합은 {sums if stated == lines else lines:,}인데 {off:,}으로 적혀 있어요.",
            f"{len(said)} lines add up to {sums if stated == lines else lines:,}, but {off:,} is stated.",
        ),
        touched,
    )


def line_tax_sum(document: Document) -> Check:
    """The tax of each line makes the tax in all, where lines state it (KEC does)."""
    said = [Decimal(line.tax) for line in document.lines if line.counts and line.tax is not None]
    tax = document.amount("tax")
    touched = ("tax", "gross", "lines")
    if tax is None or not said or len(said) != sum(line.counts for line in document.lines):
        return Check("line_tax_sum", None, cannot("세액이 적힌 품목 줄이 없어요.", "tax by line"), touched)
    return sum_check("line_tax_sum", sum(said, Decimal(0)), tax, touched, ("품목 세액의 합", "The tax of the lines"))


def tax_breakdown(document: Document) -> Check:
    """The rows of the tax breakdown make net and tax."""
    shares = document.totals.shares
    net, tax = document.amount("net"), document.amount("tax")
    touched = ("net", "tax", "gross")
    taxes = _all(share.tax for share in shares)
    if not shares or taxes is None or tax is None:
        return Check("tax_breakdown", None, cannot("세액 내역이 없어요.", "a tax breakdown"), touched)
    if taxes != tax:
        return sum_check("tax_breakdown", taxes, tax, touched, ("세율별 세액의 합", "The tax by rate"))
    bases = _all(share.basis for share in shares)
    if bases is not None and net is not None:
        return sum_check("tax_breakdown", bases, net, touched, ("세율별 과세표준의 합", "The taxed amounts"))
    return sum_check("tax_breakdown", taxes, tax, touched, ("세율별 세액의 합", "The tax by rate"))


def tax_rate(document: Document) -> Check:
    """Korean won: 10 %, or 0 for zero-rated and exempt. Elsewhere: each row of the breakdown by its own rate."""
    touched = ("tax", "net")
    net, tax = document.amount("net"), document.amount("tax")
    if document.value("currency") == "KRW" and net is not None and tax is not None:
        return _korean_rate(document, net, tax)
    rated = [share for share in document.totals.shares if share.basis and share.tax and share.rate]
    if not rated:
        return Check("tax_rate", None, cannot("세율이 적혀 있지 않아요.", "a tax rate"), touched)
    wrong = [share for share in rated if not _by_rate(share)]
    if wrong:
        share = wrong[0]
        return Check(
            "tax_rate",
            False,
            Sentence(
                f"{share.basis}의 {share.rate}%는 {share.tax}이 아니에요.",
                f"{share.rate}% of {share.basis} is not {share.tax}.",
            ),
            touched,
        )
    return Check("tax_rate", True, Sentence("세율별 세액이 맞아요.", "The tax of each rate is right."), touched)


def _korean_rate(document: Document, net: Decimal, tax: Decimal) -> Check:
    kind = document.value("type") or ""
    free = kind[:2] in {"03", "04"} or kind[2:] in {"02", "05"}  # 계산서; 영세율, 영세율 위수탁
    tenth = net / 10
    slack = WON * max(1, len(document.lines))  # each line may have been rounded on its own
    right = tax == 0 if free else (abs(tax - tenth) <= slack or (not kind and tax == 0))
    percent = "0%" if tax == 0 else "10%"
    if right:
        return Check(
            "tax_rate",
            True,
            Sentence(f"세액이 공급가액의 {percent}예요.", f"The tax is {percent} of net."),
            ("tax", "net"),
        )
    return Check(
        "tax_rate",
        False,
        Sentence(
            f"세액 {tax:,}이 공급가액 {net:,}의 {'0' if free else '10'}%가 아니에요.",
            f"The tax {tax:,} is not {'0' if free else '10'}% of net {net:,}.",
        ),
        ("tax", "net"),
    )


def due_amount(document: Document) -> Check:
    """Gross, less what was paid before, is what is due (EN 16931 BR-CO-16)."""
    gross, due = document.amount("gross"), document.amount("due")
    touched = ("due", "gross")
    if gross is None or due is None:
        return Check("due_amount", None, cannot("지급할 금액이 적혀 있지 않아요.", "the amount due"), touched)
    left = gross - number(document.totals.prepaid) + number(document.totals.rounding)
    if gross < 0 and due == 0:
        return Check(
            "due_amount", None, cannot("돌려줄 금액을 어떻게 정산하는지 없어요.", "how a credit is settled"), touched
        )
    if document.source == "text" and left != due:
        return Check("due_amount", None, cannot("먼저 낸 금액을 찾지 못했어요.", "what was paid before"), touched)
    return sum_check("due_amount", left, due, touched, ("합계에서 먼저 낸 금액을 뺀 값", "Gross less prepayment"))


def sum_check(name: str, computed: Decimal, stated: Decimal, touched: tuple[str, ...], what: tuple[str, str]) -> Check:
    """Equal or not, with both figures in the sentence."""
    ko, en = what
    if computed == stated:
        return Check(name, True, Sentence(f"{ko}이 {stated:,}과 같아요.", f"{en} comes to {stated:,}."), touched)
    return Check(
        name,
        False,
        Sentence(
            f"{ko}은 {computed:,}인데 {stated:,}으로 적혀 있어요.",
            f"{en} comes to {computed:,}, but {stated:,} is stated.",
        ),
        touched,
    )


def cannot(ko: str, en: str) -> Sentence:
    return Sentence(f"{ko} 그래서 확인할 수 없어요.", f"Cannot tell: the document does not state {en}.")


def number(text: str | None) -> Decimal:
    return Decimal(text) if text is not None else Decimal(0)


def _all(parts: Iterable[str | None]) -> Decimal | None:
    """The sum, or None if one is missing."""
    known = list(parts)
    return None if None in known else sum((Decimal(part) for part in known if part is not None), Decimal(0))


def _by_rate(share: TaxShare) -> bool:
    return abs(number(share.basis) * number(share.rate) / 100 - number(share.tax)) <= CENT
