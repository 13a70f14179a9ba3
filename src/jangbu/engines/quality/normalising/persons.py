"""Names of persons: the name alone, titles and forms of address in the parts.

Parts: `surname`, `given`, `title` (대표이사, 과장, Dr …), `honorific` (님, 씨, 귀하), `latin` or `hanja` (a second
spelling in brackets), `core` (for comparing: no blanks, hyphens or case, Latin words in alphabetical order). Korean
names are written joined, surname first (홍길동). Latin names written in one case get capitals ("HONG GILDONG" -> "Hong
Gildong"); "Smith, John" becomes "John Smith", but with a Korean surname "Hong Gildong" (국어의 로마자 표기법, 제3장
제4항: surname first). Without a comma the order stays, for nobody knows it. Several people in one cell, a surname with
a title and no given name (김 과장), and words that are only a title are not parsed.
"""

from __future__ import annotations

import re

from jangbu.engines.quality import words
from jangbu.engines.quality.normalising.cleaning import clean_text
from jangbu.engines.quality.normalising.dictionaries import dictionary
from jangbu.engines.quality.normalising.result import Normalised, unparsed

PEOPLE = dictionary("people")
SURNAMES = words.surnames() | frozenset(PEOPLE["more_surnames"])
DOUBLE_SURNAMES = words.listed("double_surnames") | frozenset(PEOPLE["more_double_surnames"])
HONORIFICS = frozenset(PEOPLE["honorifics"])
TITLES = frozenset(PEOPLE["titles"])
TITLES |= {title + "님" for title in TITLES if not title.endswith("님")}
AROUND = TITLES | HONORIFICS
GLUED = tuple(sorted({*TITLES, *PEOPLE["glued_honorifics"]}, key=len, reverse=True))
LATIN_TITLES = frozenset(PEOPLE["latin_titles"])
LATIN_SURNAMES = frozenset(PEOPLE["latin_surnames"])

KOREAN = re.compile("[가-힣]{2,5}")
LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*(?: [A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*){1,4}")
COMMA = re.compile(r"([^,]+), ?([^,]+)")
HANJA = re.compile("[\u3400-\u9fff]{2,5}")
BRACKETS = re.compile(r"(.*?) ?[(\[]([^()\[\]]+)[)\]] ?(.*)")
CAPITAL = re.compile(r"(^|['’])([^\W\d_])")
ROMAN = frozenset({"ii", "iii", "iv"})


def person(text: str) -> Normalised:
    """ "홍 길동 대표이사" -> "홍길동", title 대표이사."""
    if 2 <= len(text) <= 3 and text[-1] not in "님씨" and text[1:] not in AROUND and KOREAN.fullmatch(text):
        found = _split(text)
        if found is None or text in AROUND:
            return unparsed(text)
        parts = {"surname": found[0], "given": found[1], "core": text}
        return Normalised(text, parts, 1.0 if len(text) == 3 else 0.8, text)
    if (
        len(text) == 4
        and text[1] == " "
        and text[0] in SURNAMES
        and text[2:] not in AROUND
        and KOREAN.fullmatch(text, 2)
    ):
        name, given = text[0] + text[2:], text[2:]
        if name[:2] not in DOUBLE_SURNAMES and name not in AROUND:
            return Normalised(name, {"surname": text[0], "given": given, "core": name}, 1.0, text)
    return _other(text)


def _split(name: str) -> tuple[str, str] | None:
    """Surname and given name of two to five joined syllables."""
    if len(name) > 2 and name[:2] in DOUBLE_SURNAMES:
        return (name[:2], name[2:]) if len(name) <= 5 else None
    return (name[0], name[1:]) if name[0] in SURNAMES and 2 <= len(name) <= 4 else None


def _other(text: str) -> Normalised:
    cleaned, extra = clean_text(text), {}
    if (bracketed := BRACKETS.fullmatch(cleaned)) is not None:
        outside, inside = f"{bracketed[1]} {bracketed[3]}".strip(), bracketed[2].strip()
        if inside in AROUND:
            cleaned = f"{outside} {inside}"
        elif HANJA.fullmatch(inside):
            cleaned, extra["hanja"] = outside, inside
        elif not outside:
            cleaned = inside
        elif (second := _latin(inside)) is not None and not outside.isascii():
            cleaned, extra["latin"] = outside, second["value"]
        else:
            return unparsed(text)
    found = _korean(cleaned) or _latin(cleaned)
    if found is None:
        return unparsed(text)
    value, sure = found.pop("value"), float(found.pop("sure"))
    if value != text:
        again = person(value)
        if again.value != value or not again.parsed:  # 대표대표 is nobody's name
            return unparsed(text)
    return Normalised(value, {**found, **extra}, sure, text)


def _korean(text: str) -> dict[str, str] | None:
    """Value, parts and `sure` of a Hangul name with words around it."""
    pieces = text.replace(":", " ").replace("/", " / ").split()
    around: list[str] = []
    while len(pieces) > 1 and pieces[-1] in AROUND:
        around.insert(0, pieces.pop())
    before: list[str] = []
    while len(pieces) > 1 and pieces[0] in TITLES:
        before.append(pieces.pop(0))
    if not pieces:
        return None
    pieces[-1], glued = _unglued(pieces[-1], alone=len(pieces) == 1)
    around = glued + around
    name = "".join(pieces)
    if not KOREAN.fullmatch(name) or name in AROUND or not _reads_as_one(pieces):
        return None
    found = _split(name)
    if found is None or (len(found[1]) > 1 and found[1] in AROUND):
        return None
    read = {"surname": found[0], "given": found[1], "core": name}
    titles = [word for word in before + around if word not in HONORIFICS]
    honorifics = [word for word in around if word in HONORIFICS]
    if titles:
        read["title"] = " ".join(titles)
    if honorifics:
        read["honorific"] = " ".join(honorifics)
    sure = 1.0 if len(name) == 3 or found[0] in DOUBLE_SURNAMES else 0.8
    return {**read, "value": name, "sure": str(sure)}


def _unglued(piece: str, *, alone: bool) -> tuple[str, list[str]]:
    """ "홍길동님" -> ("홍길동", ["님"]). Three syllables stay whole with 님, which given names end in (이하님)."""
    if not piece.endswith(GLUED):
        return piece, []
    for ending in GLUED:
        name = piece.removesuffix(ending)
        if name == piece:
            continue
        least = 3 if len(ending) == 1 and ending != "씨" else 2
        if len(name) >= (least if alone else 1) and (not alone or _split(name) is not None):
            inner, more = _unglued(name, alone=alone)
            return inner, [*more, ending]
    return piece, []


def _reads_as_one(pieces: list[str]) -> bool:
    """Whether blanks only part surname and syllables: 홍 길동, 홍 길 동, 남궁 민수; not 김솔 이준, who are two."""
    if len(pieces) == 1:
        return True
    is_surname = pieces[0] in DOUBLE_SURNAMES or (len(pieces[0]) == 1 and pieces[0] in SURNAMES)
    return is_surname and (len(pieces) == 2 or all(len(piece) == 1 for piece in pieces[1:]))


def _latin(text: str) -> dict[str, str] | None:
    comma = COMMA.fullmatch(text)
    spelled = f"{comma[2]} {comma[1]}" if comma is not None else text
    if not LATIN.fullmatch(spelled):
        return None
    titles = []
    pieces = spelled.split()
    while pieces and pieces[0].lower().rstrip(".") in LATIN_TITLES:
        titles.append(pieces.pop(0))
    while pieces and pieces[-1].lower().rstrip(".") in LATIN_TITLES:
        titles.append(pieces.pop())
    if len(pieces) < 2:
        return None
    one_case = spelled.isupper() or spelled.islower()
    surname_count = len(comma[1].split()) if comma is not None else 0
    korean = any(piece.lower() in LATIN_SURNAMES for piece in (pieces[0], pieces[-1]))
    pieces = [_cased(piece, one_case=one_case, korean=korean) for piece in pieces]
    read = {"core": " ".join(sorted(re.sub(r"[.'’-]", "", piece).casefold() for piece in pieces))}
    if comma is not None and len(pieces) > surname_count:
        read["surname"] = " ".join(pieces[-surname_count:])
        read["given"] = " ".join(pieces[:-surname_count])
        if read["surname"].lower() in LATIN_SURNAMES:
            pieces = pieces[-surname_count:] + pieces[:-surname_count]
    elif len(pieces) == 2:
        ends = [piece.lower() in LATIN_SURNAMES for piece in pieces]
        if ends[0] != ends[1]:
            read["surname"], read["given"] = pieces if ends[0] else reversed(pieces)
    if titles:
        read["title"] = " ".join(titles)
    return {**read, "value": " ".join(pieces), "sure": "0.9" if "surname" in read else "0.7"}


def _cased(piece: str, *, one_case: bool, korean: bool) -> str:
    """Capitals for a word in one case; McDonald stays. Korean given names keep one capital: Gil-dong."""
    if piece.lower() in ROMAN:
        return piece.upper()
    if not (one_case or (piece.isupper() and len(piece.rstrip(".")) > 2)):
        return piece
    if korean:
        return piece[:1].upper() + piece[1:].lower()
    return "-".join(CAPITAL.sub(lambda m: m[1] + m[2].upper(), part.lower()) for part in piece.split("-"))
