"""Rules in words, Korean first. What breaks them, and why they are believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jangbu.engines.quality.formats import FORMATS
from jangbu.kernel.errors import Language
from jangbu.kernel.particles import fitted
from jangbu.kernel.text import number, percent

if TYPE_CHECKING:
    from jangbu.engines.quality.rules import Evidence, Rule

TYPES = {
    "integer": ("정수로", "a whole number"),
    "decimal": ("숫자로", "a number"),
    "date": ("날짜로", "a date"),
    "timestamp": ("날짜와 시각으로", "a date and time"),
    "boolean": ("예·아니요로", "a yes or no"),
}
VALUES_SHOWN = 6


def describe(rule: Rule, language: Language) -> str:
    """What breaks the rule."""
    return fitted(_described(rule, language))


def why(rule: Rule, language: Language) -> str:
    """What the rule was learned from."""
    return fitted(_believed(rule, language))


def _described(rule: Rule, language: Language) -> str:
    korean = language == "ko"
    a = f"'{rule.columns[0]}'"
    match rule.kind:
        case "required":
            return f"{a} 칸이 비어 있어요" if korean else f"{a} is empty"
        case "unique":
            names = ", ".join(f"'{name}'" for name in rule.columns)
            return f"{names} 값이 앞의 행과 겹쳐요" if korean else f"{names} repeats an earlier row"
        case "range":
            return _range(rule, a, korean)
        case "pattern":
            return _pattern(rule, a, korean)
        case "allowed":
            return (
                f"{a} 값이 정해진 {len(rule.allowed)}가지에 없어요"
                if korean
                else (f"{a} is none of the {len(rule.allowed)} allowed values")
            )
        case "order":
            b = f"'{rule.columns[1]}'"
            return f"{b}이(가) {a}보다 빨라요" if korean else f"{b} comes before {a}"
        case "dependency":
            *given, told = (f"'{name}'" for name in rule.columns)
            left = ", ".join(given)
            return (
                f"{left} 값이 같은 행들과 {told} 값이 달라요"
                if korean
                else f"{told} differs from other rows with the same {left}"
            )
        case "reference":
            return f"{a} 값이 {rule.target}에 없어요" if korean else f"{a} is not found in {rule.target}"


def _range(rule: Rule, a: str, korean: bool) -> str:
    low, high = rule.minimum, rule.maximum
    if low is not None and high is not None:
        return f"{a} 값이 {low}와(과) {high} 사이가 아니에요" if korean else f"{a} is not between {low} and {high}"
    if low is not None:
        if low == "0":
            return f"{a} 값이 0보다 작아요" if korean else f"{a} is below zero"
        return f"{a} 값이 {low}보다 작아요" if korean else f"{a} is below {low}"
    if rule.dimension == "timeliness":
        return f"{a} 날짜가 기준일({high})보다 뒤예요" if korean else f"{a} lies after {high}, the day of this look"
    return f"{a} 값이 {high}보다 커요" if korean else f"{a} is above {high}"


def _pattern(rule: Rule, a: str, korean: bool) -> str:
    if rule.format in TYPES:
        ko, en = TYPES[rule.format]
        return f"{a} 값을 {ko} 읽을 수 없어요" if korean else f"{a} cannot be read as {en}"
    if rule.format is not None:
        known = FORMATS[rule.format]
        if rule.format == "business_number":
            return f"{a}의 검증번호가 틀려요" if korean else f"{a} has a wrong check digit"
        return f"{a} 값이 {known.ko}에 맞지 않아요" if korean else f"{a} does not have {known.en}"
    if rule.shown:
        return f"{a} 모양이 {rule.shown} 꼴과 달라요" if korean else f"{a} is not written like {rule.shown}"
    return f"{a} 값이 정한 형식에 맞지 않아요" if korean else f"{a} does not match the agreed pattern"


def _believed(rule: Rule, language: Language) -> str:
    korean = language == "ko"
    if rule.evidence is None:
        return "계약에 적힌 규칙이에요." if korean else "The contract says so."
    share, of = _of(rule.evidence, korean)
    match rule.kind:
        case "required":
            return f"{of} {share}가 채워져 있어요." if korean else f"{share} of {of} are filled."
        case "unique":
            return f"{of} {share}가 서로 달라요." if korean else f"{share} of {of} differ from each other."
        case "range":
            bound = rule.minimum if rule.minimum is not None else rule.maximum
            side = ("이상", "at least") if rule.minimum is not None else ("이하", "at most")
            return f"{of} {share}가 {bound} {side[0]}이에요." if korean else f"{share} of {of} are {side[1]} {bound}."
        case "pattern":
            return f"{of} {_fitting(rule, share)}." if korean else f"{share} of {of} {_fitting_en(rule)}."
        case "allowed":
            values = ", ".join(rule.allowed[:VALUES_SHOWN]) + (" …" if len(rule.allowed) > VALUES_SHOWN else "")
            return f"{of} {share}가 이 값들이에요: {values}." if korean else f"{share} of {of} are one of: {values}."
        case "order":
            return (
                f"두 날짜가 다 있는 {of} {share}에서 '{rule.columns[0]}'이(가) 먼저거나 같아요."
                if korean
                else f"In {share} of {of} with both dates '{rule.columns[0]}' comes first or on the same day."
            )
        case "dependency":
            given = ", ".join(f"'{name}'" for name in rule.columns[:-1])
            told = f"'{rule.columns[-1]}'"
            return (
                f"{of} {share}에서 {given} 값이 같으면 {told} 값도 같아요."
                if korean
                else f"In {share} of {of}, rows with the same {given} have the same {told}."
            )
        case "reference":
            return (
                f"{of} {share}가 {rule.target}에 있어요." if korean else f"{share} of {of} are found in {rule.target}."
            )


def _of(evidence: Evidence, korean: bool) -> tuple[str, str]:
    share = percent(evidence.share)
    for digits in range(1, 7):  # as many as it takes not to call 4,999,999 of 5,000,000 all of them
        if evidence.holding == evidence.seen or (digits > 1 and not share.startswith("100")):
            break
        share = percent(evidence.share, digits)
    seen = number(evidence.seen)
    if evidence.sampled:
        return share, f"표본 {seen}개 가운데" if korean else f"{seen} sampled values"
    return share, f"값 {seen}개 가운데" if korean else f"{seen} values"


def _fitting(rule: Rule, share: str) -> str:
    if rule.format == "business_number":
        return f"{share}가 사업자등록번호 검증번호를 통과해요"
    if rule.format in TYPES:
        return f"{share}를 {TYPES[rule.format][0]} 읽을 수 있어요"
    if rule.format is not None:
        return f"{share}가 {FORMATS[rule.format].ko}에 맞아요"
    return f"{share}가 {rule.shown or rule.pattern} 모양이에요"


def _fitting_en(rule: Rule) -> str:
    if rule.format == "business_number":
        return "pass the check digit of business numbers"
    if rule.format in TYPES:
        return f"can be read as {TYPES[rule.format][1]}"
    if rule.format is not None:
        return f"have {FORMATS[rule.format].en}"
    return f"are written like {rule.shown or rule.pattern}"
