"""Are names, numbers, dates and the currency what they must be?"""

from __future__ import annotations

import re
from datetime import date

from jangbu.engines.documents.checks.arithmetic import cannot
from jangbu.engines.documents.checks.business_number import business_number_is_valid
from jangbu.engines.documents.checks.currencies import CODES
from jangbu.engines.documents.document import Check, Document, Sentence

REQUIRED = {
    "number": ("번호", "number"),
    "date": ("날짜", "date"),
    "seller": ("공급자", "seller"),
    "gross": ("합계금액", "gross amount"),
}
REQUIRED_OF_KEC = {
    **REQUIRED,
    "buyer": ("공급받는자", "buyer"),
    "seller_tax_id": ("공급자 등록번호", "seller's business number"),
    "buyer_tax_id": ("공급받는자 등록번호", "buyer's business number"),
    "net": ("공급가액", "net amount"),
}
APPROVAL = re.compile(r"20\d{6}[0-9A-Za-z]{16}\Z")
LANGUAGES = {
    "ko": ("한국어", "Korean"),
    "en": ("영어", "English"),
    "de": ("독일어", "German"),
    "fr": ("프랑스어", "French"),
    "nl": ("네덜란드어", "Dutch"),
    "pl": ("폴란드어", "Polish"),
    "it": ("이탈리아어", "Italian"),
    "es": ("스페인어", "Spanish"),
}
COMPANY = "01"  # KEC BusinessTypeCode: a business number; 02 is a resident number, 03 a foreigner's


def missing(document: Document) -> dict[str, tuple[str, str]]:
    """Required fields that were not found, with their names in both languages."""
    required = REQUIRED_OF_KEC if document.source == "kec" else REQUIRED
    return {name: names for name, names in required.items() if name not in document.fields}


def required_fields(document: Document) -> Check:
    absent = missing(document)
    required = REQUIRED_OF_KEC if document.source == "kec" else REQUIRED
    if not absent:
        said = Sentence("꼭 있어야 할 항목이 모두 있어요.", "Every required field is there.")
        return Check("required_fields", True, said, tuple(required))
    ko, en = (", ".join(names[index] for names in absent.values()) for index in (0, 1))
    return Check("required_fields", False, Sentence(f"{ko} 항목이 없어요.", f"Missing: {en}."), tuple(absent))


def is_korean(document: Document) -> bool:
    return document.source == "kec" or document.value("currency") == "KRW"


def business_numbers(document: Document) -> Check:
    """The check digit of the seller's and the buyer's number, on Korean documents."""
    checked = ["seller_tax_id"]
    if document.value("buyer_id_kind") in {None, COMPANY}:
        checked.append("buyer_tax_id")
    said = {name: value for name in checked if (value := document.value(name))}
    if not said or not is_korean(document):
        return Check(
            "business_number", None, cannot("사업자등록번호가 없어요.", "a Korean business number"), tuple(checked)
        )
    wrong = {name: value for name, value in said.items() if not business_number_is_valid(value)}
    if wrong:
        numbers = ", ".join(wrong.values())
        said_wrong = Sentence(
            f"사업자등록번호 {numbers}의 검증 숫자가 맞지 않아요.",
            f"The check digit of business number {numbers} is wrong.",
        )
        return Check("business_number", False, said_wrong, tuple(wrong))
    return Check(
        "business_number",
        True,
        Sentence("사업자등록번호의 검증 숫자가 맞아요.", "The check digits of the business numbers are right."),
        tuple(said),
    )


def approval_number_form(document: Document) -> Check:
    """24 characters that begin with a day."""
    value = document.value("approval_number")
    touched = ("approval_number", "number") if document.source == "kec" else ("approval_number",)
    if value is None:
        return Check("approval_number_form", None, cannot("승인번호가 없어요.", "an approval number"), touched)
    good = bool(APPROVAL.match(value)) and is_day(f"{value[:4]}-{value[4:6]}-{value[6:8]}")
    said = (
        Sentence("승인번호가 24자리 형식에 맞아요.", "The approval number has the form of 24 characters.")
        if good
        else Sentence(
            f"승인번호 {value}가 날짜로 시작하는 24자리 형식이 아니에요.",
            f"The approval number {value} is not 24 characters that begin with a day.",
        )
    )
    return Check("approval_number_form", good, said, touched)


def date_order(document: Document) -> Check:
    """Due no earlier than issued."""
    issued, due = document.value("date"), document.value("due_date")
    if not (issued and due and is_day(issued) and is_day(due)):
        return Check("date_order", None, cannot("지급 기한이 적혀 있지 않아요.", "a due date"), ("date", "due_date"))
    if due >= issued:
        said = Sentence(
            f"지급 기한 {due}이 작성일 {issued}보다 빠르지 않아요.", f"Due {due}, not before issued {issued}."
        )
        return Check("date_order", True, said, ("date", "due_date"))
    said = Sentence(f"지급 기한 {due}이 작성일 {issued}보다 빨라요.", f"Due {due} is before issued {issued}.")
    return Check("date_order", False, said, ("date", "due_date"))


def currency_known(document: Document) -> Check:
    """An ISO 4217 code."""
    code = document.value("currency")
    if code is None:
        said = Sentence("통화가 적혀 있지 않아요.", "No currency is stated.")
        return Check("currency_known", False, said, ("currency",))
    if code in CODES:
        said = Sentence(f"통화는 {code}예요.", f"The currency is {code}.")
        return Check("currency_known", True, said, ("currency",))
    said = Sentence(f"{code}는 없는 통화 부호예요.", f"{code} is no currency code.")
    return Check("currency_known", False, said, ("currency",))


def language(document: Document) -> Check:
    """A text speaks a language whose labels we know; in another one a label may have been taken for a different one."""
    touched = ("number", "date", "due_date", "net", "tax", "gross", "due", "seller", "buyer")
    if document.source not in {"text", "scan"}:
        return Check("language", None, cannot("데이터로 온 문서예요.", "a language, being data"), touched)
    if document.language is None:
        said = Sentence("아는 언어로 쓴 문서가 아니에요.", "The document is not in a language we know.")
        return Check("language", False, said, touched)
    ko, en = LANGUAGES[document.language]
    return Check("language", True, Sentence(f"{ko}로 쓴 문서예요.", f"The document is in {en}."), touched)


def not_future(document: Document, today: date) -> Check:
    """Not dated after `today`."""
    issued = document.value("date")
    if not issued or not is_day(issued):
        return Check("not_future", None, cannot("날짜가 없어요.", "a date"), ("date",))
    if issued <= today.isoformat():
        said = Sentence(f"작성일 {issued}은 오늘이거나 지난 날이에요.", f"{issued} is not in the future.")
        return Check("not_future", True, said, ("date",))
    said = Sentence(f"작성일 {issued}이 오늘 {today}보다 뒤예요.", f"{issued} is after today, {today}.")
    return Check("not_future", False, said, ("date",))


def is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
