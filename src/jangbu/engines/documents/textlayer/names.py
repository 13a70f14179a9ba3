"""Whose name is it, where no label says so: who gives its capital, whose the web address is, who has a legal form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jangbu.engines.documents.document import Field
from jangbu.engines.documents.textlayer.labels import LEGAL_FORM, NOT_NAMES, TITLE
from jangbu.engines.documents.textlayer.layout import Row
from jangbu.engines.documents.textlayer.values import amounts, dates

CAPITAL = re.compile(
    r"\b(?:au|de) capital (?:social )?de\b|\bcapitale sociale\b|\bkapita[łl] zak[łl]adowy\b", re.IGNORECASE
)
DOMAIN = re.compile(r"(?:www\.|https?://(?:www\.)?|@)([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.[a-z]{2,}", re.IGNORECASE)
MAIL_HOSTS = {
    "gmail",
    "outlook",
    "hotmail",
    "yahoo",
    "naver",
    "daum",
    "hanmail",
    "nate",
    "kakao",
    "gmx",
    "web",
    "icloud",
}


def legal_form(rows: Sequence[Row], buyer: Field | None) -> Field | None:
    """The first name with a legal form that is not the buyer's; a guess, and its confidence says so."""
    for row in rows:
        for cell in row.cells:
            text = cell.text.split(":", 1)[-1].strip()
            if not LEGAL_FORM.search(text) or TITLE.search(text) or len(text) > 60 or not is_name(text):
                continue
            if buyer is not None and buyer.value.casefold() in text.casefold():
                continue
            return Field(cleaned(text), 0.6, cell.page, cell.box)
    return None


def capital(rows: Sequence[Row]) -> Field | None:
    """ "Free SAS au capital de ..." names the firm that sends the paper: French and Italian law asks for it."""
    for row in rows:
        match = CAPITAL.search(row.text)
        if match is None:
            continue
        before = row.text[: match.start()].strip(" ,-–")
        if is_name(before) and len(before) <= 60 and before.casefold() not in {"sarl", "sas", "sa"}:
            return Field(cleaned(before), 0.7, row.page, row.box)
    return None


def by_domain(rows: Sequence[Row]) -> Field | None:
    """The first cell that is the name in the paper's own web or mail address: "Azure Interior", azure-interior.com."""
    domains = set(_domains(rows))
    for row in rows:
        for cell in row.cells:
            bare = "".join(sign for sign in cell.text.casefold() if sign.isalnum())
            if bare in domains and "." not in cell.text.strip(".") and is_name(cell.text):
                return Field(cleaned(cell.text), 0.65, cell.page, cell.box)
    return None


def _domains(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        for match in DOMAIN.finditer(row.text):
            label = match[1].rpartition(".")[2].casefold().replace("-", "")
            if len(label) >= 4 and label not in MAIL_HOSTS:
                yield label


def first_name(rows: Sequence[Row], buyer: Field | None) -> Field | None:
    """The first name on the first page; a guess, and its confidence says so."""
    for row in rows[:6]:
        if row.page != 1:
            return None
        for cell in row.cells:
            named = is_name(cell.text) and not TITLE.search(cell.text) and len(cell.text) <= 40
            if named and (buyer is None or buyer.value.casefold() not in cell.text.casefold()):
                return Field(cleaned(cell.text), 0.35, cell.page, cell.box)
    return None


def is_name(text: str) -> bool:
    compact = "".join(text.split()).casefold()
    letters = sum(char.isalpha() for char in text)
    if letters < 2 or letters < 0.5 * len(compact) or len(text) > 80:
        return False
    if NOT_NAMES.match(compact) or text.rstrip().endswith(":") or "@" in text:
        return False
    if ":" in text and not LEGAL_FORM.search(text):
        return False
    return not dates(text) and not any(typed.sure == 1.0 for typed in amounts(text))


def cleaned(text: str) -> str:
    return text.strip(" :,;·●•|")
