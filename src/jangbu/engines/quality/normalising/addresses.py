"""Korean addresses in the spelling of the road-name address act.

Order and marks follow 행정안전부 「도로명주소 표기법」 (도로명주소법 시행령): 시·도, 시·군·구, 읍·면, 도로명, 건물번호,
then behind a comma 상세주소 (동, 층, 호), then in brackets 참고항목 (법정동, building):

    충청남도 천안시 서북구 세종길 15, 101동 10층 1003호 (두정동, 한빛빌딩)
    서울특별시 강남구 역삼동 산 12-3, 2층

Road names are written joined (시청로12번길), 번지 is left out, 4F and B1 become 4층 and 지하1층, provinces get their
full name of today. The same place written in different ways gets the same `core`; `value` is the core and, where they
were written, the reference items. A province and a city that contradict each other both stay, with less confidence.

Parts: `province` `city` `district` `town` (읍·면; in a lot address also 동·리) `road` `number` (건물번호) `lot` (지번,
"산 12-3") `block` (101동) `floor` `unit` `building` `village` (법정동 in brackets) `detail` (words behind the number
that have no name, as written) `zip` (left out of the value) `core`. An address of which only the region is known keeps
the rest as it is, at 0.5. Foreign word order ("152, Teheran-ro, ...") is not parsed.
"""

from __future__ import annotations

import re

from jangbu.engines.quality.normalising.cleaning import clean_text, plain_dashes
from jangbu.engines.quality.normalising.details import DETAILS, Detail, bracketed
from jangbu.engines.quality.normalising.regions import NO_PROVINCE, REGIONS, Region, read_region
from jangbu.engines.quality.normalising.result import Normalised, unparsed

NUMBER = r"([0-9]{1,5}(?:-[0-9]{1,4})?)"
END = r"(?![^ ,(])(.*)"
BRANCH = r"( ?[0-9]+[가-하]?(?:번[안가]?)?길)?"
ROAD = re.compile(rf"(?:([^0-9(,]*) )?([가-힣]+[로길]){BRANCH} ?(지하 ?)?{NUMBER}{END}")
LOT = re.compile(rf"(?:([^0-9(,]*) )?([가-힣]+[동리]) (산 ?)?{NUMBER}{END}")
ANY_ROAD = re.compile(
    r"(?:([^(,]*?) )??([가-힣A-Za-z0-9·.]*[로길]"
    rf"(?: ?[0-9]+ ?[가-하]? ?(?:번[안가]?)? ?길)?)() ?(지하 ?)?{NUMBER}{END}"
)
ANY_LOT = re.compile(
    r"(?:([^(,]*?) )??([가-힣]+[0-9]{0,2}[동리가]|[가-힣]+동 ?[0-9]가|[가-힣]+로 ?[0-9]가"
    rf"|[가-힣]+로(?= ?[0-9-]+ ?번지)) ?(산 ?)?{NUMBER} ?(?:번지(?: ?([0-9]{{1,4}})호)?)?{END}"
)
PARTED_ROAD = re.compile(r"(?<=[가-힣0-9]) (대로|로|길)(?=[ 0-9])")
ZIP = re.compile(r"(?:[(\[]? ?(?:우편번호|우|〒)? ?[).:]? ?)([0-9]{5}|[0-9]{3}-[0-9]{3})[)\]]?,? (?=[가-힣])")
PARTIAL = 0.5
LONGEST_REGION = 6  # words


def address(text: str) -> Normalised:
    """Any spelling of a Korean address; see the module for the form and the parts."""
    found = ROAD.match(text)
    if found is not None:
        front, name, branch, basement, number, tail = found.groups()
        region, detail = REGIONS[front or ""], DETAILS[tail]
        if region is not None and detail is not None and region.complete:
            if branch:
                name += branch.replace(" ", "")
            return _road(region, name, f"지하 {number}" if basement else number, detail, text)
    else:
        found = LOT.match(text)
        if found is not None:
            front, village, mountain, number, tail = found.groups()
            region, detail = REGIONS[front or ""], DETAILS[tail]
            if region is not None and detail is not None and region.complete:
                return _lot(region, village, f"산 {number}" if mountain else number, detail, text)
    return _other(text)


def _road(region: Region, name: str, number: str, detail: Detail, text: str) -> Normalised:
    core = f"{region.value} {name} {number}{detail.exact}" if region.value else f"{name} {number}{detail.exact}"
    parts = region.parts.copy()
    sure = region.sure if detail.sure == 1.0 else round(region.sure * detail.sure, 2)
    parts["road"] = name
    parts["number"] = number
    parts["core"] = core
    if detail.parts:
        parts |= detail.parts
    if region.villages:
        references = tuple(dict.fromkeys(region.villages + detail.references))
        parts["village"] = ", ".join(region.villages)
        return Normalised(core + bracketed(references), parts, sure, text)
    value = core + bracketed(detail.references) if detail.references else core
    return Normalised(value, parts, sure, text)


def _lot(region: Region, village: str, number: str, detail: Detail, text: str) -> Normalised:
    parts = region.parts.copy()
    parts["town"] = " ".join([each for each in (region.parts.get("town"), *region.villages, village) if each])
    above = " ".join([each for each in (region.value, *region.villages, village) if each])
    core = f"{above} {number}{detail.exact}"
    sure = region.sure if detail.sure == 1.0 else round(region.sure * detail.sure, 2)
    parts["lot"] = number
    parts["core"] = core
    if detail.parts:
        parts |= detail.parts
    value = core + bracketed(detail.references) if detail.references else core
    return Normalised(value, parts, sure, text)


def _other(text: str) -> Normalised:
    cleaned = plain_dashes(clean_text(text))
    zipped = ZIP.match(cleaned)
    if zipped is not None:
        cleaned = cleaned[zipped.end() :]
    for spelled in dict.fromkeys((cleaned, PARTED_ROAD.sub(r"\1", cleaned))):
        answer = _any_road(spelled, text) or _any_lot(spelled, text)
        if answer is not None:
            break
    else:
        answer = _partial(cleaned, text)
    if answer is None:
        return unparsed(text)
    if zipped is not None:
        answer = answer._replace(parts={**answer.parts, "zip": zipped[1]})
    # What is read again from its own form must stay: otherwise it was misread.
    if answer.value != text and address(answer.value).value != answer.value:
        return unparsed(text)
    return answer


def _any_road(cleaned: str, text: str) -> Normalised | None:
    found = ANY_ROAD.match(cleaned)
    if found is None:
        return None
    front, name, _branch, basement, number, tail = found.groups()
    name = name.replace(" ", "")
    region, detail = REGIONS[front or ""], DETAILS[tail]
    if detail is None:
        return None
    if region is None or not region.complete:
        region, name = _peeled(front or "", name) or (region, name)
    if region is None or len(name) < 2:
        return None
    return _road(region, name, f"지하 {number}" if basement else number, detail, text)


def _peeled(front: str, name: str) -> tuple[Region, str] | None:
    """Part a road name from the region glued before it: 서울특별시강남구테헤란로. The longest region that is known."""
    for cut in range(len(name) - 2, 1, -1):
        region = read_region(f"{front} {name[:cut]}".strip())
        if region is not None and region.complete and region.sure >= NO_PROVINCE:
            return region, name[cut:]
    return None


def _any_lot(cleaned: str, text: str) -> Normalised | None:
    found = ANY_LOT.match(cleaned)
    if found is None:
        return None
    front, village, mountain, number, sub, tail = found.groups()
    region, detail = REGIONS[front or ""], DETAILS[tail]
    if detail is None:
        return None
    if region is None or not region.complete:
        glued = read_region(f"{front or ''} {village}".strip())
        if glued is None or not glued.complete or not glued.villages:
            return None
        village = glued.villages[-1]
        region = glued._replace(villages=glued.villages[:-1])
    if sub:
        if "-" in number:
            return None
        number = f"{number}-{sub}"
    return _lot(region, village.replace(" ", ""), f"산 {number}" if mountain else number, detail, text)


def _partial(cleaned: str, text: str) -> Normalised | None:
    """Only the region in its one form, and what follows as it was."""
    words = cleaned.split(" ")
    for count in range(min(LONGEST_REGION, len(words)), 0, -1):
        region = REGIONS[" ".join(words[:count])]
        if region is not None and region.complete and region.sure >= NO_PROVINCE:
            rest = " ".join(words[count:])
            value = " ".join(each for each in (region.value, *region.villages, rest) if each)
            parts = {**region.parts, "core": value}
            if region.villages:
                parts["village"] = ", ".join(region.villages)
            if rest:
                parts["detail"] = rest
            return Normalised(value, parts, PARTIAL, text)
    return None
