"""Names of persons in running text."""

from __future__ import annotations

import json

import pytest

from jangbu.engines.privacy import find_names
from tests.shared_data import DATA, needs_shared_data


def names(text, **more):
    return [text[span.start : span.end] for span in find_names(text, **more)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("한지우 과장이 요청해서 보냈어요", ["한지우"]),
        ("담당자: 오세훈, 예금주 남궁민수님", ["오세훈", "남궁민수"]),
        ("어제 김도윤에게 전화했어요", ["김도윤"]),
        ("정상철 부장님께 고지영 대표님을 소개했어요", ["정상철", "고지영"]),
        ("허민 팀장이 휴가예요", ["허민"]),
        ("Mr. Smith and Kim Minji came", ["Smith", "Kim Minji"]),
        ("정상 처리했고 이상한 점은 없어요. 고객 문의에 답하고 설정은 그대로예요", []),
        ("정당한 대리인인지 확인하고 손해 배상 책임을 적어요", []),
        ("대표 이사가 참석했고 담당자 이름은 적지 않아요", []),
        ("부처님오신날 대체공휴일에는 쉬어요", []),
        ("", []),
    ],
)
def test_a_name_is_told_from_a_word(text, found):
    assert names(text) == found


def test_names_that_the_firm_knows_are_found_as_they_stand():
    assert names("내일 탁재이가 와요", known={"탁재이"}) == ["탁재이"]
    assert names("가나다", known={"가"}) == []  # one letter would tear words apart


def test_spans_do_not_overlap_and_stand_in_the_order_of_the_text():
    spans = find_names("대표 김도윤 과장님과 담당자: 김도윤", known={"김도윤"})
    assert [(span.start, span.end) for span in spans] == [(3, 6), (17, 20)]


@needs_shared_data("personal-data", "synth_ko_2000.jsonl")
def test_most_names_of_labelled_texts_are_found_and_little_else():
    total = hit = wrong = 0
    for line in (DATA / "personal-data" / "synth_ko_2000.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        gold = [(start, end) for kind, start, end, _said in told["spans"] if kind == "NAME"]
        found = [(span.start, span.end) for span in find_names(told["text"])]
        total += len(gold)
        hit += sum(any(a < end and start < b for a, b in found) for start, end in gold)
        wrong += sum(not any(a < end and start < b for start, end in gold) for a, b in found)
    assert hit / total >= 0.95
    assert wrong <= 0.02 * total
