"""Who gave the receipt and where: the heading's lines, told apart by what companies and addresses look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jangbu.engines.documents.receipts.lines import Line

HEADING = 16  # lines of a receipt that can be its heading
LEGAL = re.compile(
    r"\bS[DO0]N\.?\s*B[HN]?D|\bBHD\b|\bPLT\b|\bENTERPRISE\b|\bPTE\b|\bLTD\b|\bLIMITED\b|\bINC\b|\bLLC\b|\bCORP\b|\bCO\.(?!\s*(?:REG|NO|RFG))|\bGMBH\b|"
    r"\(주\)|㈜|주식회사|유한회사"
)
SDN = re.compile(r"\bS[DO0]N\.?\s*B[HN]?D|\bBHD\b|\bLTD\b|\bINC\b|\bLLC\b")
TRADE = re.compile(
    r"RESTA?U?RAN|RESTORAN|TRADING|MART\b|MARKET|SHOP|STORE|CAFE|COFFEE|HARDWARE|KEDAI|PERNIAGAAN|PASARAYA|HOTEL|BAKERY|BAKER|PHARMACY|FARMASI|"
    r"CENTRE|CENTER|STATIONERY|BOOK|MACHINERY|MOTOR|AUTO|SERVICE|STATION|PETROL|KITCHEN|BISTRO|FOOD|GROUP|INDUSTR|MANUFACTUR|ELECTRIC|"
    r"HOUSE|HOME|GIFT|DECO|GALLERY|PRINT|OPTIC|CLINIC|KLINIK|HOLDINGS?|RETAIL|FASHION|GARDEN|GRILL|NOODLE|SEAFOOD|SUPPL(?:Y|IES)|"
    r"마트|편의점|식당|카페|커피|약국|상회|유통|문구|주유소|베이커리|치킨|점\b"
)
STOP = re.compile(
    r"\bTEL\b|\bTEL[.:]|\bPHONE|\bFAX|GST\b|\bSST\b|REG\.?\s*NO|\bREG(?:ISTRATION)?\b|\bROC\b|CO\.?\s*(?:REG|RFG|NO)|COMPANY\s*(?:NO|REG)|"
    r"INVO[IL]CE|RECEIPT|\bDATE\b|\bTIME\b|E-?MAIL|@|WWW\.|HTTP|CASHIER|TAX\s*ID|\bTABLE\b|\bBILL\b|WELCOME|THANK|GOODS\s*SOLD|\bVISIT\b|\bDOC(?:UMENT)?\b|"
    r"CUSTOMER|OWNED|\bH/?P\b|\bCASH\b(?!\s*&)|\bMEMBER|\bID\s*:|HOT\s?LINE|WEBSITE|FACEBOOK|"
    r"사업자|대표|전화|영수증|일시|거래|주문|계산|번호"
)
REGISTERED = re.compile(
    r"[(\[]?\s*(?:CO\.?\s*(?:REG)?\.?\s*(?:NO)?\.?\s*[:.]?\s*)?[A-Z]{0,3}\d{5,}\s*-?\s*[A-Z0-9]{0,2}\s*[)\]]?\s*\Z"
)
NOISY = re.compile(  # the same, with letters where digits were misread
    r"(?i)\s*[(\[]\s*(?=(?:[^()]*\d){3})[\dA-Z\s.:-]+[)\]]?\s*\Z|\s*\(\s*co\.?\s*(?:reg|no)\b.*\Z"
)
STREET = re.compile(
    r"\bJA?LA?N\b|\bJLN\b|\bLOT\b|\bNO\.?\s?\d|^\d+[A-Z]?\s*[,.-]|\bTAMAN\b|\bTMN\b|\bLORONG\b|\bLRG\b|\bBANDAR\b|\bKAMPUNG\b|\bKG\.?\b|\bPERSIARAN\b|"
    r"\bLEBUH\b|\bSEKSYEN\b|\bSECTION\b|\bBLOCK\b|\bBLK\b|\bBATU\b|\bPUSAT\b|\bKAWASAN\b|\bPLAZA\b|\bMALL\b|\bTINGKAT\b|"
    r"\bLEVEL\b|\bFLOOR\b|\bUNIT\b|\bSTREET\b|\bST\.|\bROAD\b|\bRD\b|\bAVE(?:NUE)?\b|\bGROUND\b|\bWISMA\b|\bMENARA\b|\bDESA\b|\bSUITE\b|"
    r"\bGF\b|\bP\.?O\.?\s?BOX\b|\bFASA\b|\bSS\s?\d|\bPJS|[A-Z]{1,3}\d*/\d+|\b\d{5}\b|"
    r"[가-힣]+(?:특별시|광역시|시|도)\s|[가-힣]+[구군읍면동]\s|[가-힣0-9]+(?:로|길)\s?\d"
)
LABEL = re.compile(r"(?i)\A\W*(?:hq\s*)?add(?:ress)?\b\s*[:.]*\s*|\A주소\s*:?\s*")
BRACKETED = re.compile(r"\([A-Z][A-Z ,.&'-]{3,}\)")
POSTCODE = re.compile(r"(?<![\d-])\d{5}(?![\d-])")
REGION = re.compile(
    r"\bSELANGOR\b|\bJOHOR\b|\bKUALA\s*LUMPUR\b|\bPENANG\b|\bPULAU\s*PINANG\b|\bPERAK\b|\bKEDAH\b|\bMELAKA\b|\bNEGERI\b|\bPAHANG\b|"
    r"\bSABAH\b|\bSARAWAK\b|\bTERENGGANU\b|\bKELANTAN\b|\bPERLIS\b|\bMALAYSIA\b|\bSINGAPORE\b|\bPUTRAJAYA\b|\bW\.?P\b|\bDARUL\b|\bK\.?L\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A text made of neighbouring lines, and how sure it is, in [0, 1]."""

    text: str
    lines: tuple[Line, ...]
    sure: float


def company(lines: Sequence[Line]) -> Found | None:
    """The name in the heading: with a legal form if there is one, else the first line that can be a name."""
    heading = lines[:HEADING]
    end = next((line.index for line in heading if _is_street(line.upper)), len(heading))
    best: tuple[float, Line] | None = None
    for line in heading:
        if not _can_be_name(line.upper):
            continue
        score = 1.0 - 0.25 * line.index - (1.5 if line.index > end else 0.0)
        score += 0.2 if line.text.isupper() else 0.0
        score += 3.0 if LEGAL.search(line.upper) else 1.2 if TRADE.search(line.upper) else 0.0
        if best is None or score > best[0]:
            best = (score, line)
    if best is None:
        return None
    chosen = _whole_name(lines, best[1])
    text = " ".join(_name(line.text) for line in chosen)
    sure = 0.9 if LEGAL.search(text.upper()) else 0.75 if TRADE.search(text.upper()) else 0.6
    return Found(text, chosen, sure)


def _whole_name(lines: Sequence[Line], line: Line) -> tuple[Line, ...]:
    """With the line before, where this one has only words that many firms have, and the line after, where this one
    breaks off."""
    chosen = [line]
    if line.index > 0 and _only_common(line.upper):
        before = lines[line.index - 1]
        if _can_be_name(before.upper) and not LEGAL.search(before.upper):
            chosen.insert(0, before)
    while line.index + 1 < len(lines) and len(chosen) < 4:
        after = lines[line.index + 1]
        if not _can_be_name(after.upper) or _is_street(after.upper) or not _breaks_off(chosen, after):
            break
        chosen.append(after)
        line = after
    return tuple(chosen)


def _breaks_off(chosen: Sequence[Line], after: Line) -> bool:
    text = " ".join(line.upper for line in chosen)
    if text.count("(") > text.count(")") or text.rstrip().endswith(("&", " AND", "-")):
        return True
    if after.upper.startswith("&"):
        return True
    return not SDN.search(text) and _only_common(after.upper) and bool(LEGAL.search(after.upper))


def _only_common(text: str) -> bool:
    """Legal forms, trades and places in brackets, and no name."""
    bare = re.sub(r"\([^)]*(?:\)|\Z)|\bAND\b|\bTHE\b", "", TRADE.sub("", LEGAL.sub("", text)))
    return bool(LEGAL.search(text) or TRADE.search(text)) and sum(char.isalpha() for char in bare) <= 3


def _can_be_name(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    if letters < 3 or letters < 0.4 * len(text.replace(" ", "")):
        return False
    return not (STOP.search(text) and not LEGAL.search(text)) and not POSTCODE.search(text)


def _name(text: str) -> str:
    """Without the registration number behind it."""
    spaced = re.sub(r"\)(?=[A-Za-z])", ") ", re.sub(r"(?<=[A-Za-z])\((?=[A-Za-z])", " (", text))
    spaced = re.sub(r"(?i)(?<=[a-z]{2})(?=sdn\.?\s*bhd)", " ", spaced)
    stripped = REGISTERED.sub("", NOISY.sub("", spaced)).strip(" :-*,")
    return stripped if sum(char.isalpha() for char in stripped) >= 3 else text.strip()


def _is_street(text: str) -> bool:
    if STOP.search(text) or LEGAL.search(text) or REGISTERED.fullmatch(text) or text.startswith("("):
        return False
    return bool(STREET.search(text))


def address(lines: Sequence[Line], name: Found | None) -> Found | None:
    """The first lines under the name that are an address, up to what cannot be one."""
    start = max((line.index for line in name.lines), default=-1) + 1 if name is not None else 0
    taken: list[Line] = []
    heading = lines[start : start + HEADING]
    for place, line in enumerate(heading):
        if not taken:
            if _is_street(line.upper):
                taken.append(line)
            continue
        if not _goes_on(taken, line, heading[place + 1 : place + 3]):
            break
        taken.append(line)
    if not taken:
        return None
    text = " ".join(_address_text(line.text) for line in taken)
    sure = 0.85 if any(POSTCODE.search(line.upper) for line in taken) else 0.6
    return Found(LABEL.sub("", text).strip(" :;-,"), tuple(taken), sure)


def _goes_on(taken: Sequence[Line], line: Line, following: Sequence[Line]) -> bool:
    text, last = line.upper, taken[-1].upper
    if STOP.search(text) or REGISTERED.fullmatch(text) or LEGAL.search(text):
        return False
    if sum(char.isalpha() for char in text) < 3:
        return False
    if STREET.search(text) or REGION.search(text) or BRACKETED.fullmatch(text):
        return True
    closed = any(POSTCODE.search(one.upper) for one in taken)
    if last.rstrip().endswith(",") or (not closed and text.rstrip().endswith((",", "."))):
        return True
    return not closed and any(POSTCODE.search(one.upper) and not STOP.search(one.upper) for one in following)


def _address_text(text: str) -> str:
    cut = re.split(r"(?i)\s*\b(?:tel|fax|gst|phone)\b", text)[0]
    return re.sub(r"\s+([,.])(?=\s|\Z|\d)", r"\1", cut.strip())
