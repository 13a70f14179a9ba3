"""Catalogues that check themselves: refused when wrong, honest when judged."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangbu.engines.checklist import (
    Answer,
    Call,
    Catalogue,
    Claim,
    Evidence,
    Exemption,
    Next,
    Status,
    Words,
    diff,
    judge,
    read_catalogue,
    shipped,
)
from jangbu.engines.checklist.judging import combined
from jangbu.kernel.errors import Problem

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
RECORD = Evidence("01", Words("기록 1", "record 1"), "/ledger/1/", 1)
YAML = """
name: test
kind: {kind}
title: {{ko: 시험, en: Test}}
version: 1
as_of: 2026-11-20
groups:
  - id: g
    title: {{ko: 모음, en: Group}}
    items:
{items}
"""
PLAIN = "      - {id: a, ko: 가, en: A, needs: [one, {predicate: two, days: 30}]}\n"


def catalogue(items: str = PLAIN, kind: str = "checklist") -> Catalogue:
    return read_catalogue(YAML.format(kind=kind, items=items).encode(), file="test.yaml")


def answers(**statuses: Status):
    """Predicates that say these statuses, with a record where they are not unknown."""
    asked = []

    def ask(call: Call, at: datetime) -> Answer:
        asked.append(call)
        status = statuses.get(call.name, Status.UNKNOWN)
        shown = () if status is Status.UNKNOWN else (RECORD,)
        return Answer(status, Words("말", "said"), shown, Next(Words(f"{call.name} 하기", f"do {call.name}")))

    ask.asked = asked
    return ask


@pytest.mark.parametrize(
    ("one", "two", "status"),
    [
        (Status.MET, Status.MET, Status.MET),
        (Status.MET, Status.UNMET, Status.PARTLY),
        (Status.UNMET, Status.UNMET, Status.UNMET),
        (Status.MET, Status.UNKNOWN, Status.UNKNOWN),
        (Status.UNKNOWN, Status.UNMET, Status.UNMET),
    ],
)
def test_an_item_is_as_good_as_the_worst_of_what_it_needs(one, two, status):
    report = judge(catalogue(), answers(one=one, two=two), at=NOW)
    assert report.result("a").status is status


def test_green_without_evidence_is_unknown():
    def ask(call, at):
        return Answer(Status.MET, Words("좋아요", "fine"))

    assert judge(catalogue(), ask, at=NOW).result("a").status is Status.UNKNOWN


@given(st.lists(st.sampled_from(list(Status)), max_size=6))
def test_a_whole_is_met_only_where_every_part_is(statuses):
    parts = [status for status in statuses if status is not Status.NA]
    assert (combined(parts) is Status.MET) == (bool(parts) and set(parts) == {Status.MET})


def test_a_claim_is_shown_as_one_runs_out_and_never_overrules_a_record():
    claim = Claim("a", "01minji", "봤어요", NOW - timedelta(days=10))
    assert judge(catalogue(), answers(), at=NOW, claims=[claim]).result("a").status is Status.CLAIMED
    later = NOW + timedelta(days=81)
    assert judge(catalogue(), answers(), at=later, claims=[claim]).result("a").status is Status.UNKNOWN
    earlier = NOW - timedelta(days=11)
    assert judge(catalogue(), answers(), at=earlier, claims=[claim]).result("a").status is Status.UNKNOWN
    red = answers(one=Status.UNMET, two=Status.UNMET)
    assert judge(catalogue(), red, at=NOW, claims=[claim]).result("a").status is Status.UNMET


def test_what_does_not_concern_the_firm_says_who_approved_that():
    exemption = Exemption("a", "01doyun", "01minji", "쓰지 않아요", NOW - timedelta(days=1))
    result = judge(catalogue(), answers(), at=NOW, exemptions=[exemption]).result("a")
    assert (result.status, result.exemption) == (Status.NA, exemption)


def test_every_red_says_what_to_do_next_and_equal_questions_are_asked_once():
    items = PLAIN + "      - {id: b, ko: 나, en: B, needs: [one]}\n"
    ask = answers(one=Status.UNMET, two=Status.MET)
    report = judge(catalogue(items), ask, at=NOW)
    assert report.result("b").next.said.en == "do one"
    assert report.result("a").shared_with == ("b",)
    assert len(ask.asked) == 2


def test_an_item_may_lean_on_others():
    items = "      - {id: whole, ko: 모두, en: All, leans_on: [a, b]}\n" + PLAIN
    items += "      - {id: b, ko: 나, en: B, needs: [three]}\n"
    met = {"one": Status.MET, "two": Status.MET}
    assert judge(catalogue(items), answers(**met, three=Status.MET), at=NOW).result("whole").status is Status.MET
    assert judge(catalogue(items), answers(**met, three=Status.UNMET), at=NOW).result("whole").status is Status.PARTLY


LAW = """      - {id: l, ko: 알려요, en: Tell, needs: [one], article: 제31조, in_force_from: 2026-01-22,
         source: 법률 제20676호, as_of: 2026-11-20, certainty: article, applies_when: [faces_customers]}
"""


def test_a_law_counts_from_the_day_it_is_in_force_and_where_it_applies():
    law = catalogue(LAW, "regulation")
    asked = answers(one=Status.UNMET, faces_customers=Status.MET)
    assert judge(law, asked, at=NOW).result("l").status is Status.UNMET
    before = datetime(2026, 1, 21, tzinfo=UTC)
    assert judge(law, asked, at=before).result("l").status is Status.NA
    inside = answers(one=Status.UNMET, faces_customers=Status.UNMET)
    result = judge(law, inside, at=NOW).result("l")
    assert result.status is Status.NA
    assert result.answers[0][0].name == "faces_customers"


def test_a_ground_that_is_only_somebodys_word_makes_the_rule_a_claim():
    law = catalogue(LAW, "regulation")
    said = judge(law, answers(one=Status.UNMET, faces_customers=Status.CLAIMED), at=NOW).result("l")
    assert said.status is Status.CLAIMED
    assert [call.name for call, _answer in said.answers] == ["faces_customers"]


def test_a_law_begins_at_midnight_in_korea():
    law, asked = catalogue(LAW, "regulation"), answers(one=Status.UNMET, faces_customers=Status.MET)
    eve, begun = datetime(2026, 1, 21, 14, 59, tzinfo=UTC), datetime(2026, 1, 21, 15, tzinfo=UTC)
    assert judge(law, asked, at=eve).result("l").status is Status.NA
    assert judge(law, asked, at=begun).result("l").status is Status.UNMET
    assert law.item("l").law.days_to_come(date(2026, 1, 20)) == 2
    assert law.item("l").law.days_to_come(date(2026, 1, 22)) == 0


UNREADABLE = ("checklist", "checklist.unreadable")


@pytest.mark.parametrize(
    ("items", "kind", "code"),
    [
        ("      - {id: a, ko: 가, needs: [one]}\n", "checklist", "checklist.missing"),
        (PLAIN + PLAIN, "checklist", "checklist.twice"),
        (
            "      - {id: a, ko: 가, en: A, leans_on: [b]}\n      - {id: b, ko: 나, en: B, leans_on: [a]}\n",
            "checklist",
            "checklist.circular",
        ),
        ("      - {id: a, ko: 가, en: A, leans_on: [nobody]}\n", "checklist", "checklist.missing"),
        (LAW.replace("in_force_from: 2026-01-22,", ""), "regulation", "checklist.missing"),
        (LAW.replace("2026-01-22", "'곧'"), "regulation", "checklist.bad_value"),
        (LAW.replace("certainty: article", "certainty: sure"), "regulation", "checklist.bad_value"),
        (PLAIN, "wishlist", "checklist.bad_value"),
        (PLAIN.replace("days: 30", "days: {a: 1}"), "checklist", "checklist.bad_value"),
        (PLAIN.replace("needs:", "leans_on: b, needs:"), "checklist", "checklist.bad_value"),
        (PLAIN.replace("needs:", "days: soon, needs:"), "checklist", "checklist.bad_value"),
        (PLAIN.replace("needs:", "effort_hours: long, needs:"), "checklist", "checklist.bad_value"),
        (PLAIN.replace("needs: [one,", "next: &n {ko: 가, en: A}, why: *n, needs: [one,"), *UNREADABLE),
        (f"      - {{id: a, ko: 가, en: A, needs: {'[' * 30}{']' * 30}}}\n", *UNREADABLE),
        ("      - a: [", "checklist", "checklist.unreadable"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(items, kind, code):
    with pytest.raises(Problem) as refused:
        catalogue(items, kind)
    assert refused.value.code == code


def test_evidence_nobody_gives_is_refused():
    with pytest.raises(Problem, match="nobody gives: 'two'"):
        read_catalogue(YAML.format(kind="checklist", items=PLAIN).encode(), known={"one"})


def test_a_changed_file_shows_what_it_changes():
    changed = LAW.replace("2026-01-22", "2026-07-21") + PLAIN
    (law, added) = diff(
        catalogue(LAW, "regulation"), catalogue(changed.replace(PLAIN, LAW.replace("id: l", "id: m")), "regulation")
    )
    assert (law.kind, law.parts) == ("changed", (("in_force_from", "2026-01-22", "2026-07-21"),))
    assert law.topics == ("dates",)
    assert (added.kind, added.item.id) == ("added", "m")
    assert [each.kind for each in diff(catalogue(changed, "checklist"), catalogue())] == ["removed"]


@pytest.mark.parametrize(
    ("old", "new", "topic"),
    [
        ("en: Tell", "en: Tell them", "duty"),
        ("needs: [one]", "needs: [one, two]", "evidence"),
        ("article: 제31조", "article: {ko: 제31조, en: Art. 31}", "duty"),
        ("certainty: article", "certainty: secondary", "grounds"),
        ("source:", "contested: {ko: 갈려요, en: disputed}, source:", "grounds"),
    ],
)
def test_a_change_says_what_it_is_about(old, new, topic):
    (change,) = diff(catalogue(LAW, "regulation"), catalogue(LAW.replace(old, new), "regulation"))
    assert change.topics == (topic,)


def test_what_we_ship_can_be_read():
    names = [read_catalogue(path).name for path in shipped()]
    assert len(set(names)) == len(names)
    assert all(read_catalogue(path).as_of <= date(2026, 11, 30) for path in shipped())
