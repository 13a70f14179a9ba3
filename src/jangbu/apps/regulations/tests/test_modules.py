"""What ships is whole: every rule has all its parts in both languages and asks for evidence that is given."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import resolve

from jangbu.apps.base.evidence import fits, known
from jangbu.apps.regulations import queries
from jangbu.apps.regulations.services import confirm_decision, decide_role
from jangbu.apps.regulations.versions.files import checked, files
from jangbu.engines.checklist import Catalogue, Item, Status

NAMES = ("ai_basic_act", "pipa")
NOW = datetime(2026, 11, 30, 3, tzinfo=UTC)


@pytest.fixture(params=NAMES)
def module(request, home) -> Catalogue:
    file = files()[request.param]
    return checked(file.content, file.path.name)


def test_every_rule_has_all_its_parts_in_both_languages(module):
    for item in module.items:
        law = item.law
        assert law is not None
        pairs = (item.said, law.article, law.source, item.why, item.next.said)
        assert all(each.ko and each.en and each.ko != each.en for each in pairs), item.id
        assert law.source_url.startswith("https://"), item.id
        assert item.next.url.startswith("/"), item.id
        assert law.as_of <= date(2026, 11, 30), item.id
        assert bool(law.contested.ko) == bool(law.contested.en), item.id


def test_what_is_not_read_in_the_article_says_so(module):
    for item in module.items:
        if item.law.certainty in {"computed", "unconfirmed"}:
            assert item.law.contested, item.id


def test_every_call_is_of_evidence_that_is_given_with_parameters_it_takes(module):
    for item in module.items:
        for call in (*item.needs, *item.law.applies_when):
            assert call.name in known(), (item.id, call)
            assert fits(call), (item.id, call)


def test_the_addresses_of_next_steps_lead_somewhere(module):
    for item in module.items:
        resolve(item.next.url.partition("?")[0])


def test_the_dates_are_those_of_the_acts(home):
    act, privacy = (queries_item(name) for name in NAMES)
    assert act("A31-1").law.in_force_from == date(2026, 1, 22)
    assert act("A35-1-2").law.in_force_from == date(2026, 7, 21)
    assert act("A35-1-2").law.certainty == "computed"
    assert act("GRACE").law.certainty == "unconfirmed"
    assert privacy("P34-2").law.in_force_from == date(2026, 9, 11)
    assert privacy("P28-12").law.in_force_from == date(2027, 3, 9)
    assert privacy("P32-2").law.in_force_from == date(2027, 7, 1)


def queries_item(name: str):
    file = files()[name]
    made = checked(file.content, file.path.name)
    return lambda rule: _item(made, rule)


def _item(made: Catalogue, rule: str) -> Item:
    return made.item(rule)


@pytest.mark.django_db
def test_what_is_announced_is_shown_with_its_days_and_never_red(home):
    announced = {item.id: item.law.days_to_come(NOW.date()) for _module, item in queries.announced(NOW.date())}
    assert announced == {"GRACE": 53, "P28-12": 99, "P37-2-27": 99, "P32-2": 213}
    for name in NAMES:
        report = queries.report(name, NOW)
        for result in report.results:
            if result.item.id in announced:
                assert result.status is Status.NA
                assert queries.state_of(result, NOW.date()) == "announced"


@pytest.mark.django_db
def test_a_firm_that_offers_nothing_is_told_that_the_duties_do_not_reach_it(home, make_case, owner, second):
    case = make_case("견적 초안", offered="inside")
    decide_role(case, revision=case.revision, actor=owner, why="안에서만 써서")
    confirm_decision(case, actor=second, why="함께 읽어서")
    report = queries.report("ai_basic_act", datetime.now(UTC))
    assert report.result("A2-7").status is Status.MET
    assert {report.result(rule).status for rule in ("A31-1", "A31-2", "A33-1", "A34-1-1", "A32-1")} == {Status.NA}
    assert report.result("D23-4").status is Status.MET
