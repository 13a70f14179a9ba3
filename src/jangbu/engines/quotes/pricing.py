"""A request, a price list and rules make a quote. Integers only; what no rule decides becomes a question.

VAT per quote: the tax of all taxable lines together, rounded once, and shared out line by line so that the lines still
sum to it (each line gets the rounded tax up to it, less the rounded tax before it). VAT per line: each line rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from jangbu.engines.quotes.matching import Match, Matcher
from jangbu.engines.quotes.model import (
    Discount,
    Party,
    Price,
    PricedLine,
    PriceList,
    Question,
    Quote,
    Request,
    RequestLine,
    Rounding,
    Rules,
    percent_text,
    plain,
)
from jangbu.engines.quotes.words import amount_words
from jangbu.kernel.errors import Language

SAME_UNITS = (
    {"개", "ea", "pcs", "pc", "piece", "pieces", "each", "unit", "units"},
    {"장", "매", "sheet", "sheets"},
    {"세트", "set", "sets", "조"},
    {"박스", "box", "boxes", "상자"},
    {"롤", "roll", "rolls"},
    {"m", "미터"},
    {"l", "리터", "ℓ"},
    {"kg", "킬로그램", "키로"},
    {"톤", "ton", "tons"},
    {"본", "가닥"},
)


def quote_number(scheme: str, on: date, sequence: int) -> str:
    """ "Q{date}-{seq:03d}" -> "Q20261124-007"; {year}, {month} and {date} too. Raises KeyError for another name."""
    return scheme.format(date=f"{on:%Y%m%d}", year=on.year, month=f"{on.month:02d}", seq=sequence)


def price(
    request: Request, prices: PriceList, rules: Rules, *, on: date, number: str, language: Language = "ko"
) -> Quote:
    """Price every line on the day `on`. net + tax = gross and the lines sum to them, whatever is asked."""
    matcher, questions = _matcher(prices, on), list[Question]()
    customer = _graded(request.customer, rules)
    if request.currency != prices.currency and prices.prices:
        questions.append(_currency_differs(request.currency, prices.currency))
    found = [_matched(place, line, matcher, on, questions) for place, line in enumerate(request.lines)]
    first = [
        _priced(place, line, match, on, questions)
        for place, (line, match) in enumerate(zip(request.lines, found, strict=True))
    ]
    listed = sum(_amount(line.unit_price, line.quantity, rules.rounding) for line in first)
    lines = [
        _discounted(line, asked, match.price, rules, customer.grade, listed)
        for line, asked, match in zip(first, request.lines, found, strict=True)
    ]
    lines = _taxed(lines, rules)
    net, tax = sum(line.net for line in lines), sum(line.tax for line in lines)
    _limits(request, lines, found, rules, net + tax, questions)
    _mentioned(request.unread, matcher, questions)
    until = _until(request, rules, on, questions)
    return Quote(
        number=number,
        day=on,
        valid_until=until,
        supplier=request.supplier or rules.supplier,
        customer=customer,
        lines=tuple(lines),
        currency=request.currency,
        net=net,
        tax=tax,
        gross=net + tax,
        words=amount_words(net + tax, request.currency, style=rules.words, language=language),
        vat_basis_points=rules.vat_basis_points,
        delivery=request.delivery or (request.wanted.isoformat() if request.wanted else rules.delivery),
        payment=request.payment or rules.payment,
        note=request.note or rules.note,
        questions=tuple(sorted(questions, key=lambda one: (one.line is None, one.line or 0))),
        language=language,
    )


@lru_cache(maxsize=8)
def _matcher(prices: PriceList, on: date) -> Matcher:
    """One for a price list and a day: many quotes are made from one list."""
    return Matcher(in_force(prices, on))


def in_force(prices: PriceList, on: date) -> PriceList:
    """Of several rows with one code those that hold on the day, so that a new price can stand beside the old one. A
    code of which none holds keeps its last row, which is then asked about."""
    by_code: dict[str, list[Price]] = {}
    for one in prices.prices:
        by_code.setdefault(one.code, []).append(one)
    kept: list[Price] = []
    for rows in by_code.values():
        kept += [one for one in rows if not _outdated(one, on)] or rows[-1:]
    return replace(prices, prices=tuple(kept))


def _until(request: Request, rules: Rules, on: date, questions: list[Question]) -> date:
    """The last day it holds; asks where that or the customer makes no sense."""
    if not request.customer.name:
        questions.append(Question("customer_unknown", "누구에게 보내는 견적인지 정해 주세요.", "Who is the quote for?"))
    until = request.valid_until or on + timedelta(days=_days(request, rules))
    if until < on:
        questions.append(Question("validity_past", "유효기한이 견적일보다 앞서요.", "The quote ends before it starts."))
    return until


def _days(request: Request, rules: Rules) -> int:
    return rules.validity_days if request.validity_days is None else request.validity_days


def _graded(customer: Party, rules: Rules) -> Party:
    grades = dict(rules.grades)
    return customer if customer.grade or customer.name not in grades else replace(customer, grade=grades[customer.name])


def _matched(place: int, line: RequestLine, matcher: Matcher, on: date, questions: list[Question]) -> Match:
    match = matcher.find(line.item, line.code, line.spec)
    if match.price is not None or line.unit_price is not None:
        return match
    said = line.item or line.code
    kind = "item_doubtful" if match.candidates else "item_unknown"
    near = ", ".join(one.name for one in match.candidates)
    ko = f"단가표의 어느 품목인가요: '{said}'?" + (f" 가까운 품목: {near}" if near else " 비슷한 품목이 없어요.")
    en = f"Which item of the price list is '{said}'?" + (f" Nearest: {near}" if near else " Nothing is like it.")
    questions.append(Question(kind, ko, en, place, match.candidates))
    return match


def _priced(place: int, line: RequestLine, match: Match, on: date, questions: list[Question]) -> PricedLine:
    """The line at its list price before discounts; not priced where a question stands in the way."""
    listed = match.price
    _ask_quantity(place, line, listed, questions)
    unit_price, rule = _unit_price(line, listed)
    if listed is not None and line.unit_price is None:
        if _outdated(listed, on):
            ko, en = (
                f"{listed.name}의 단가는 {on} 기준으로 유효하지 않아요.",
                f"The price of {listed.name} is not valid on {on}.",
            )
            questions.append(Question("price_outdated", ko, en, place))
            unit_price = None
        elif not _same_unit(line.unit, listed.unit):
            ko = f"{listed.name}의 단위가 달라요: 요청 {line.unit}, 단가표 {listed.unit}."
            en = f"The unit of {listed.name} differs: asked {line.unit}, listed {listed.unit}."
            questions.append(Question("unit_differs", ko, en, place))
            unit_price = None
    right = line.quantity is not None and line.quantity > 0
    return PricedLine(
        item=line.item,
        code=listed.code if listed else line.code,
        name=listed.name if listed and line.unit_price is None else line.item or (listed.name if listed else line.code),
        spec=line.spec or (listed.spec if listed else ""),
        unit=line.unit or (listed.unit if listed else ""),
        quantity=line.quantity,
        unit_price=unit_price if right else None,
        discount=0,
        net=0,
        tax=0,
        tax_kind=line.tax_kind or (listed.tax_kind if listed else "taxable"),
        rule=rule if right and unit_price is not None else "",
        note=line.note,
    )


def _ask_quantity(place: int, line: RequestLine, listed: Price | None, questions: list[Question]) -> None:
    name = line.item or line.code
    if line.quantity is None:
        questions.append(Question("quantity_missing", f"몇 개인가요: '{name}'?", f"How many of '{name}'?", place))
    elif line.quantity <= 0:
        ko, en = (
            f"'{name}'의 수량은 0보다 커야 해요 (지금 {line.quantity}).",
            f"The quantity of '{name}' must be above 0.",
        )
        questions.append(Question("quantity_not_positive", ko, en, place))
    elif listed is not None and listed.minimum is not None and line.quantity < listed.minimum:
        least = plain(listed.minimum)
        ko = f"{listed.name}의 최소 주문은 {least}인데 요청은 {plain(line.quantity)}예요."
        en = f"The minimum of {listed.name} is {least}; {plain(line.quantity)} were asked for."
        questions.append(Question("below_minimum", ko, en, place))


def _unit_price(line: RequestLine, listed: Price | None) -> tuple[int | None, str]:
    if line.unit_price is not None:
        return line.unit_price, "요청에 적힌 단가"
    if listed is None:
        return None, ""
    chosen, rule = listed.unit_price, f"단가표 {listed.code}"
    for start, amount in listed.breaks:
        if line.quantity is not None and line.quantity >= start:
            chosen, rule = amount, f"단가표 {listed.code}, {plain(start)}부터"
    return chosen, rule


def _outdated(listed: Price, on: date) -> bool:
    return bool((listed.valid_from and on < listed.valid_from) or (listed.valid_until and on > listed.valid_until))


def _same_unit(asked: str, listed: str) -> bool:
    left, right = asked.strip().rstrip(".").lower(), listed.strip().rstrip(".").lower()
    return not left or not right or left == right or any({left, right} <= group for group in SAME_UNITS)


def _round(numerator: int, denominator: int, how: Rounding) -> int:
    """Towards zero, or halves away from zero; integers throughout."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    top, bottom = abs(numerator), abs(denominator)
    return sign * ((2 * top + bottom) // (2 * bottom) if how == "half_up" else top // bottom)


def _amount(unit_price: int | None, quantity: Decimal | None, how: Rounding, off: int = 0, unit: int = 1) -> int:
    if unit_price is None or quantity is None:
        return 0
    top, bottom = quantity.as_integer_ratio()
    return unit * _round(unit_price * top * (10_000 - off), bottom * 10_000 * unit, how)


def _discounted(
    line: PricedLine, asked: RequestLine, listed: Price | None, rules: Rules, grade: str, total: int
) -> PricedLine:
    """A price that the request states is final: no discount is taken from it."""
    applying = [] if asked.unit_price is not None else _applying(rules.discounts, line, listed, grade, total)
    if rules.combine == "best" and applying:
        applying = [max(applying, key=lambda one: one.basis_points)]
    off = min(10_000, sum(one.basis_points for one in applying)) if line.unit_price is not None else 0
    net = _amount(line.unit_price, line.quantity, rules.rounding, off, rules.line_unit)
    rule = "; ".join([line.rule, *(one.name() for one in applying)]) if off else line.rule
    return replace(line, discount=off, net=net, rule=rule)


def _applying(
    discounts: Sequence[Discount], line: PricedLine, listed: Price | None, grade: str, total: int
) -> list[Discount]:
    names = {line.code, line.name, listed.code if listed else ""} - {""}
    return [
        one
        for one in discounts
        if (not one.grade or one.grade == grade)
        and (not one.item or one.item in names)
        and (one.quantity_from is None or (line.quantity is not None and line.quantity >= one.quantity_from))
        and (one.total_from is None or total >= one.total_from)
    ]


def _taxed(lines: Sequence[PricedLine], rules: Rules) -> list[PricedLine]:
    taxed, before, base = [], 0, 0
    for line in lines:
        tax = 0
        if line.tax_kind == "taxable":
            if rules.vat_per == "line":
                tax = _round(line.net * rules.vat_basis_points, 10_000, rules.vat_rounding)
            else:
                base += line.net
                until = _round(base * rules.vat_basis_points, 10_000, rules.vat_rounding)
                tax, before = until - before, until
        taxed.append(replace(line, tax=tax))
    return taxed


def _limits(
    request: Request,
    lines: Sequence[PricedLine],
    found: Sequence[Match],
    rules: Rules,
    gross: int,
    questions: list[Question],
) -> None:
    for place, (line, match) in enumerate(zip(lines, found, strict=True)):
        off = line.discount
        listed = match.price
        if request.lines[place].unit_price is not None and listed is not None and listed.unit_price > 0:
            off = (listed.unit_price - (line.unit_price or 0)) * 10_000 // listed.unit_price
        if rules.discount_over is not None and off > rules.discount_over:
            said, limit = percent_text(off), percent_text(rules.discount_over)
            ko = f"{line.name}의 할인이 한도 {limit}를 넘어요: {said}. 승인할까요?"
            en = f"The discount of {said} on {line.name} is over the limit of {limit}. Approve it?"
            questions.append(Question("discount_over", ko, en, place))
        if line.unit_price is not None and line.unit_price < 0:
            ko, en = (
                f"{line.name}의 단가가 0보다 작아요. 맞나요?",
                f"The price of {line.name} is below 0. Is that right?",
            )
            questions.append(Question("price_negative", ko, en, place))
    if rules.total_over is not None and gross > rules.total_over:
        ko = f"합계가 한도 {rules.total_over:,}를 넘어요: {gross:,}. 승인할까요?"
        en = f"The total of {gross:,} is over the limit of {rules.total_over:,}. Approve it?"
        questions.append(Question("total_over", ko, en))


def _mentioned(unread: Sequence[str], matcher: Matcher, questions: list[Question]) -> None:
    for text in unread:
        for listed in matcher.mentioned(text):
            ko = f"'{text[:60]}'에 나온 {listed.name}의 수량을 읽지 못했어요. 견적에 넣을까요?"
            en = f"'{text[:60]}' mentions {listed.name} without a quantity. Should it be quoted?"
            questions.append(Question("mentioned_only", ko, en))


def _currency_differs(asked: str, listed: str) -> Question:
    ko = f"요청은 {asked}, 단가표는 {listed}예요. 단가를 {asked}로 정해 주세요."
    return Question("currency_differs", ko, f"Asked in {asked}, listed in {listed}. State the prices in {asked}.")
