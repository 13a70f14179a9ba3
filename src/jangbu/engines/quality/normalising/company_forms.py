"""Finding legal forms and branches in company names; the words are in company_forms.yaml."""

from __future__ import annotations

import re
from typing import NamedTuple

from jangbu.engines.quality.normalising.dictionaries import dictionary

WORDS = dictionary("company_forms")
KOREAN: dict[str, str] = {spelling: entry["form"] for entry in WORDS["korean"] for spelling in entry["spelled"]}
RANK: dict[str, int] = {entry["form"]: place for place, entry in enumerate(WORDS["korean"])}
AT_BACK = frozenset(entry["form"] for entry in WORDS["korean"] if entry["at"] == "back")
NOT_BEHIND: dict[str, tuple[str, ...]] = {
    e["form"]: tuple(e["not_behind"]) for e in WORDS["korean"] if "not_behind" in e
}
SPELLINGS = tuple(KOREAN)
SPELLED = "|".join(map(re.escape, sorted(KOREAN, key=len, reverse=True)))
HINT = re.compile(r"[()<\[]|법인|조합|회사|會社")  # every spelling holds one of these
FRONT = re.compile(rf"(?:{SPELLED}) ?")
BACK = re.compile(rf"(.*?)( ?)({SPELLED})")
INSIDE = re.compile(rf"(.+?) ?({SPELLED})( ?)(.+)")
LATIN: dict[str, str] = {spelling: form for form, spelled in WORDS["latin"].items() for spelling in spelled}
CAPITALS: dict[str, str] = {spelling: form for form, spelled in WORDS["capitals"].items() for spelling in spelled}
LATIN_START = re.compile(r"(?:[ ,]+|(?<=[가-힣)]))(?=[A-Za-z(])")
LATIN_END = re.compile(r"[A-Za-z][.,) ]*$")
LATIN_LENGTH = 24
NOT_NAME_END = ("&", " and", "-", "/")
BRANCHES = tuple(WORDS["branches"])
FORMED_BRANCHES = tuple(WORDS["formed_branches"])
ALONE = frozenset(WORDS["alone"])
NOT_BRANCHES = tuple(WORDS["not_branches"])
LATIN_BRANCH = re.compile(rf"(.+?),? ([A-Za-z]+ (?:{'|'.join(WORDS['latin_branches'])}))", re.IGNORECASE)
PLACES = {place for entry in dictionary("regions")["provinces"].values() for place in entry["spelled"]}
PLACES |= {city[:-1] for entry in dictionary("regions")["provinces"].values() for city in entry["cities"]}
GLUED_BRANCHES = tuple(WORDS["glued_branches"])
GLUED = re.compile(
    rf"(.{{2,}}?)((?:{'|'.join(sorted((each for each in PLACES if len(each) > 1), key=len, reverse=True))})"
    rf"제?[0-9]?(?:{'|'.join(GLUED_BRANCHES)}))"
)
ADDRESSED = re.compile(rf"(.+?) +({'|'.join(WORDS['addressed'])})")


class Cut(NamedTuple):
    """A name, what stood behind a form in its middle, and the forms in their order of rank."""

    name: str
    tail: str
    forms: list[str]


def without_address(text: str) -> tuple[str, str]:
    """ "한빛 귀중" -> ("한빛", "귀중")."""
    found = ADDRESSED.fullmatch(text)
    return (found[1], found[2]) if found is not None else (text, "")


def cut_korean(text: str) -> Cut:
    """Take the Korean forms off both ends, and one out of the middle: 한빛(주) 부산지점."""
    found: list[str] = []
    if not HINT.search(text):
        return Cut(text, "", found)
    text, tail = _ends(text.strip(), found), ""
    inside = INSIDE.fullmatch(text)
    if inside is not None:
        name, spelling, gap, rest = inside.groups()
        bracketed = not spelling[-1].isalpha()
        if not _belongs(name, KOREAN[spelling]) and (gap or bracketed or is_branch(rest, formed=True)):
            found.append(KOREAN[spelling])
            text, tail = _ends(name, found), joined(_ends(rest, found))
            if not any(letter.isalnum() for letter in tail):
                tail = ""
    return Cut(text.strip(), tail, sorted(set(found), key=RANK.__getitem__))


def _ends(text: str, found: list[str]) -> str:
    while (front := FRONT.match(text)) is not None:
        found.append(KOREAN[front[0].rstrip()])
        text = text[front.end() :]
    while text.endswith(SPELLINGS) and (back := BACK.fullmatch(text)) is not None:
        form = KOREAN[back[3]]
        if not back[2] and _belongs(back[1], form):
            break
        found.append(form)
        text = back[1]
    return text


def _belongs(name: str, form: str) -> bool:
    """Whether a form is a part of the name before it, as in 농업협동조합."""
    return form in NOT_BEHIND and name.endswith(NOT_BEHIND[form])


def cut_latin(name: str) -> tuple[str, str]:
    """ "Hanbit Co.,Ltd" -> ("Hanbit", "Co., Ltd."); the longest form that leaves a name."""
    if not LATIN_END.search(name):
        return name, ""
    for start in LATIN_START.finditer(name, max(1, len(name) - LATIN_LENGTH)):
        before, written = name[: start.start()], name[start.end() :]
        if before.rstrip(" ,").endswith(NOT_NAME_END):
            continue
        form = CAPITALS.get(written.strip(" ,.")) or CAPITALS.get(written) or LATIN.get(_letters(written))
        if form is not None:
            return before.rstrip(" ,"), form
    return name, ""


def _letters(written: str) -> str:
    return re.sub(r"[ .,()]", "", written).lower()


def is_branch(text: str, *, formed: bool) -> bool:
    """Whether the words name a branch: 부산지점, 제2공장, 서울 본사, 강남점."""
    last = text.rpartition(" ")[2]
    if last.endswith(NOT_BRANCHES):
        return False
    endings = BRANCHES + FORMED_BRANCHES if formed else BRANCHES
    if last.endswith(endings):
        return last != text or last in ALONE or last not in endings
    return len(last) >= 3 and last.endswith(WORDS["shop"])


BRANCH_ENDS = tuple({word[-1] for word in (*BRANCHES, *FORMED_BRANCHES, WORDS["shop"])})


def may_be_branch(name: str) -> bool:
    """Whether the last syllable allows one: much quicker than asking `is_branch`."""
    return name.endswith(BRANCH_ENDS)


def cut_branch(name: str, *, formed: bool) -> tuple[str, str]:
    """ "한빛정밀 부산지점" -> ("한빛정밀", "부산지점"); joined only behind a place, for 한국화학연구소 is a name."""
    latin = LATIN_BRANCH.fullmatch(name) if name[-1:].isascii() else None
    if latin is not None:
        return latin[1], latin[2]
    if name.endswith(GLUED_BRANCHES) and (glued := GLUED.fullmatch(name)) is not None and glued[1][-1] != " ":
        return glued[1], glued[2]
    words = name.split(" ")
    last = words[-1]
    if len(words) < 2 or not is_branch(last, formed=formed):
        return name, ""
    if last in BRANCHES + FORMED_BRANCHES and len(words) > 2:
        return " ".join(words[:-2]), words[-2] + last
    return " ".join(words[:-1]), last


def joined(branch: str) -> str:
    """부산 지점 -> 부산지점."""
    before, _blank, last = branch.strip().rpartition(" ")
    return before + last if before and last in BRANCHES + FORMED_BRANCHES else branch.strip()


def written(name: str, found: list[str], latin: str) -> str:
    """The name with its forms where the one spelling has them."""
    front = [form for form in found if form not in AT_BACK]
    back = "".join(form for form in found if form in AT_BACK)
    return " ".join([*front, f"{name}{back}", *([latin] if latin else [])])
