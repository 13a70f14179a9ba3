"""How "three of nine lack it" is said where none does: nobody says "0개는 …않았어요"."""

from __future__ import annotations

import re

from jangbu.engines.checklist import Words

COUNTED = re.compile(r"(?P<of>.*?) 가운데 \{bad\}(?P<unit>[가-힣]+?)(?:에는|은|는|이|가|을|를|에|의) (?P<rest>.+)\.")
ONE = {"명": "사람은", "곳": "곳은", "주": "주는", "줄": "줄은", "일": "날은"}  # what one of them is called
# The end of the sentence as it stands before a noun, the longest first.
ENDS = {
    "않았어요": "않은",
    "않아요": "않는",
    "못했어요": "못한",
    "없어요": "없는",
    "있어요": "있는",
    "지났어요": "지난",
    "끝났어요": "끝난",
    "어긋나요": "어긋나는",
    "벗어나요": "벗어나는",
    "모자라요": "모자란",
    "몰라요": "모르는",
    "넘쳐요": "넘치는",
    "넘어요": "넘는",
    "비어요": "비는",
    "미쳐요": "미치는",
    "바꿨어요": "바꾼",
    "늦었어요": "늦은",
    "낡았어요": "낡은",
    "썼어요": "쓴",
    "돼요": "되는",
    "했어요": "한",
    "해요": "하는",
    "아니에요": "아닌",
    "이에요": "인",
    "예요": "인",
}


def none_of(said: Words) -> Words:
    """The sentence of a count for a count of none; {total} stays open. What is not such a sentence stays as it is."""
    return Words(_ko(said.ko), re.sub(r"\{bad\} of", lambda at: "None of" if at.start() == 0 else "none of", said.en))


def _ko(said: str) -> str:
    if "이 {bad}개예요" in said:
        return said.replace("이 {bad}개예요", "이 없어요")
    found = COUNTED.fullmatch(said)
    end = next((each for each in ENDS if found and found["rest"].endswith(each)), "")
    if not found or not end:
        return said
    rest = found["rest"].removesuffix(end) + ENDS[end]
    return f"{found['of']} 가운데 {rest} {ONE.get(found['unit'], '것은')} 없어요."
