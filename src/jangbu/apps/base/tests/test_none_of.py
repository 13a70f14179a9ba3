"""A count of none is said the way people say it, for every count that any app declares."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import jangbu.apps
from jangbu.apps.base.evidence import Evidence, Words, counted
from jangbu.apps.base.none_of import none_of

SAID = re.compile(r'"([^"]*[가-힣][^"]* 가운데 \{\{?bad\}[^"]*)"')


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("업체 {total}곳 가운데 {bad}곳을 평가하지 않았어요.", "업체 {total}곳 가운데 평가하지 않은 곳은 없어요."),
        ("켜야 하는 {total}명 가운데 {bad}명이 켜지 않았어요.", "켜야 하는 {total}명 가운데 켜지 않은 사람은 없어요."),
        ("인증서 {total}장 가운데 {bad}장이 끝났어요.", "인증서 {total}장 가운데 끝난 것은 없어요."),
        (
            "계약 {total}개 가운데 {bad}개에 이 조항이 없거나 모자라요.",
            "계약 {total}개 가운데 이 조항이 없거나 모자란 것은 없어요.",
        ),
        ("지울 날이 지난 것이 {bad}개예요.", "지울 날이 지난 것이 없어요."),
        ("다른 말이에요.", "다른 말이에요."),
    ],
)
def test_the_sentence_is_turned_round(said: str, turned: str):
    assert none_of(Words(said, "")).ko == turned


def test_english_says_none():
    assert (
        none_of(Words("", "{bad} of {total} vendors are unassessed.")).en == "None of {total} vendors are unassessed."
    )


def test_every_count_of_every_app_can_be_turned_round():
    files = [each for each in Path(jangbu.apps.__path__[0]).rglob("*.py") if "tests" not in each.parts]
    found = [said for each in files for said in SAID.findall(each.read_text(encoding="utf-8"))]
    assert len(found) > 80
    stiff = [said for said in found if "bad" in none_of(Words(said.replace("{{", "{").replace("}}", "}"), "")).ko]
    assert stiff == []


def test_a_count_without_anything_bad_does_not_say_nought():
    answer = counted(
        [Evidence("1", Words("가", "a"), "/", good=True)],
        Words("일 {total}건 가운데 {bad}건이 늦었어요.", "{bad} of {total} late."),
        Words("", ""),
    )
    assert answer.said == Words("일 1건 가운데 늦은 것은 없어요.", "None of 1 late.")
