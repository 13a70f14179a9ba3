"""Company names: one legal form in one spelling, branches kept.

The value writes the form as a registered name and a tax invoice spell it: "주식회사 시큐센" for (주)시큐센, ㈜ 시큐센,
시큐센㈜ and 시큐센 주식회사; Latin forms stay behind, "Hanbit Co., Ltd.". A branch follows: "주식회사 한빛 부산지점".
Names without a form stay without.

Parts: `core` (for comparing: the name without form, branch, blanks and punctuation, in lower case), `name` (as shown),
`form`, `branch`, `unit` (other words behind a form in the middle: 건설부문), `alias` or `former` (in brackets, kept in
the value), `addressed` (귀중, left out of the value). A text with no name in it ("주식회사", "(주)", "123") is not
parsed.
"""

from __future__ import annotations

import re

from jangbu.engines.quality.normalising import company_forms as forms
from jangbu.engines.quality.normalising.cleaning import clean_text
from jangbu.engines.quality.normalising.result import Normalised, unparsed

MARKED = r"\(주\)|㈜|（주）|주식회사|\(유\)|유한회사"
QUICK = re.compile(rf"(?:({MARKED}) ?)?([가-힣A-Za-z0-9&]+?(?: [가-힣A-Za-z0-9&]+?)*?)(?: ?({MARKED}))?")
STOCK = "주식회사"
SLOW_WORDS = re.compile("법인|조합|회사|귀중|귀하|앞$| [A-Za-z.]+$")
SYMBOLS = str.maketrans({"㈜": "(주)", "㈱": "(株)", "㈲": "(有)", "（": "(", "）": ")"})
OUTSIDE_WORDS = re.compile(r"[\W_]+")
BRACKETED = re.compile(r" ?\(([^()]+)\)(?= |$)")
FORMER = re.compile(r"^(?:구|전|舊|前|구상호|옛)[ .:,)]+(.+)$")


def comparable(name: str) -> str:
    """The name as it is compared: letters and digits, in lower case."""
    kept = name if name.isalnum() else OUTSIDE_WORDS.sub("", name)
    return kept.casefold()


def company(text: str) -> Normalised:
    """ "(주)시큐센" -> "주식회사 시큐센"."""
    answer = _quick(text)
    if answer is not None:
        return answer
    answer = _read(text)
    # What is read again from its own form must stay: otherwise it was misread.
    again = (_quick(answer.value) or _read(answer.value)) if answer.value != text else answer
    return answer if again.value == answer.value and again.parsed else unparsed(text)


def _quick(text: str) -> Normalised | None:
    """The plain cases, which are most: a clean name with at most one of the two commonest forms."""
    found = QUICK.fullmatch(text)
    if found is None:
        return None
    front, name, back = found.groups()
    if (
        len(name) < 2
        or name.endswith(forms.GLUED_BRANCHES)
        or SLOW_WORDS.search(name)
        or name.isdecimal()
        or (front and back)
    ):
        return None
    core = name.casefold()
    if " " in name:
        if forms.may_be_branch(name):
            return None
        core = core.replace(" ", "")
    if "&" in core:
        core = core.replace("&", "")
    if front or back:
        form = forms.KOREAN.get(front or back, STOCK)
        return Normalised(f"{form} {name}", {"core": core, "name": name, "form": form}, 1.0, text)
    return Normalised(name, {"core": core, "name": name}, 0.9, text)


def _read(text: str) -> Normalised:
    cleaned, addressed = forms.without_address(clean_text(clean_text(text).translate(SYMBOLS)))
    cut = forms.cut_korean(cleaned)
    parts: dict[str, str] = {}
    body, asides, branch = _asides(cut.name, parts)
    if cut.tail:
        parts["branch" if forms.is_branch(cut.tail, formed=True) else "unit"] = cut.tail
    else:
        body, cut_off = forms.cut_branch(body, formed=bool(cut.forms))
        branch = branch or cut_off
    if branch:
        parts["branch"] = branch
    body, latin = forms.cut_latin(body)
    body = body.strip(" ,")
    core = comparable(body)
    if not core or core.isdecimal() or body.count("(") != body.count(")"):
        return unparsed(text)
    found = [*cut.forms, latin] if latin else cut.forms
    parts |= {"core": core, "name": body}
    if found:
        parts["form"] = " ".join(found)
    if addressed:
        parts["addressed"] = addressed
    pieces = (forms.written(body, cut.forms, latin), *asides, cut.tail or branch)
    sure = round((1.0 if found else 0.9) * (0.8 if "unit" in parts else 1.0), 2)
    return Normalised(" ".join(piece for piece in pieces if piece), parts, sure, text)


def _asides(name: str, parts: dict[str, str]) -> tuple[str, list[str], str]:
    """The name without brackets behind it, those brackets (another name, or a former one), and a branch from them."""
    asides: list[str] = []
    branch = ""

    def take(aside: re.Match[str]) -> str:
        nonlocal branch
        if aside.start() == 0:
            return aside[0]
        if not branch and forms.is_branch(aside[1], formed=True):
            branch = forms.joined(aside[1])
            return ""
        former = FORMER.match(aside[1])
        parts["former" if former else "alias"] = former[1] if former else aside[1]
        asides.append(aside[0].strip())
        return ""

    return BRACKETED.sub(take, name), asides, branch
