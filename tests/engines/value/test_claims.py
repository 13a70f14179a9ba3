"""Stated figures held to their inputs: the tables of the worked cases, row by row, and hostile or unfinished cases."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from jangbu.cli.app import app
from jangbu.engines.value.claims import Reading, audit_claims, cumulative, example, parse_case, payback
from jangbu.engines.value.claims.readings import month_of
from jangbu.kernel.errors import Problem

A, B = example("case_a"), example("case_b")
FLAT = Fraction(25, 36)  # 69.4 %: 4,166.67 of 6,000


@pytest.mark.parametrize(
    ("reading", "money", "month"),
    [
        (Reading("once", "gross"), 40_000, 2),
        (Reading("once", "net"), 64_000, 2),
        (Reading("none", "gross"), 48_000, 1),
        (Reading("none", "net"), 72_000, 1),
        (Reading("every month", "gross"), -48_000, None),
        (Reading("every month", "net"), -24_000, None),
        (Reading("2 months", "gross"), 32_000, 4),
        (Reading("2 months", "net"), 56_000, 3),
        (Reading("3 months", "gross"), 24_000, 6),
        (Reading("3 months", "gross", delay=Fraction(1)), 18_000, 8),
        (Reading("3 months", "gross", delay=Fraction(2), ramp="linear"), 18_000, 8),
        (Reading("none", "gross", delay=Fraction(5)), 18_000, 8),
        (Reading("3 months", "net", delay=Fraction(5)), 18_000, 9),
        (Reading("once", "gross", delay=Fraction(11, 3)), 18_000, 8),
        (Reading("once", "gross", share=FLAT), 18_000, 4),
    ],
)
def test_case_a_reads_as_its_table(reading, money, month):
    assert cumulative(A, reading, 12) == pytest.approx(money)
    assert month_of(payback(A, reading)) == month


@pytest.mark.parametrize(
    ("reading", "money", "months"),
    [
        (Reading(), 14_000, 8.64),
        (Reading(running="first year"), 32_000, 8.64),
        (Reading(running="never"), 50_000, 0),
        (Reading(extra=Fraction(19_000, 12)), 52_000, 4.91),
    ],
)
def test_case_b_reads_as_its_table(reading, money, months):
    assert cumulative(B, reading, 24) == pytest.approx(money)
    assert payback(B, reading) == pytest.approx(months, abs=0.005)


def test_case_a_is_recovered_only_if_the_first_cost_is_paid_once():
    recovered, stated = audit_claims(A).claims
    assert (recovered.verdict, recovered.assumption.en) == ("FOLLOWS_ONLY_IF", "the first cost is paid once")
    assert stated.verdict == "FOLLOWS_ONLY_IF"
    assert "69.4%" in stated.assumption.ko
    assert stated.reading.share == FLAT


def test_both_claims_of_case_a_hold_together_only_at_a_share_nobody_states():
    audit = audit_claims(A)
    assert audit.together == "FOLLOWS_ONLY_IF"
    assert "69.4%" in audit.together_if.en


def test_case_b_pays_back_and_needs_nineteen_thousand_that_are_nowhere_stated():
    first, second = audit_claims(B).claims
    assert first.verdict == "FOLLOWS"
    assert second.verdict == "FOLLOWS_ONLY_IF"
    assert "19,000 USD" in second.assumption.en


def test_what_cannot_be_reached_contradicts():
    told = {
        "costs": {"initial": 1000, "running": []},
        "benefits": [{"name": "b", "amount": 10, "per": "month"}],
        "claims": [{"text": "a million", "kind": "cumulative", "months": 12, "amount": 1_000_000}],
    }
    (claim,) = audit_claims(parse_case(told)).claims
    assert claim.verdict == "CONTRADICTS"
    assert claim.assumption is None


def test_problems_and_break_even_are_those_of_the_case():
    audit = audit_claims(A)
    said = " ".join(problem.en for problem in audit.problems)
    for words in ("per month", "before or after", "transfers", "twice"):
        assert words in said
    assert audit.breakeven["wage_implied_by_benefit"] == 45
    assert audit.breakeven["wage_implied_at_half_realised"] == 90
    assert audit.breakeven["hours_by_source"]["fewer_repeats"] == 12.5
    assert "between 40% and 60%" in " ".join(problem.en for problem in audit_claims(B).problems)


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ([], "case"),
        ({"claims": []}, "claims"),
        ({"claims": [{"kind": "magic"}]}, "claims[0]"),
        ({"claims": [{"kind": "payback", "months": "soon"}]}, "claims[0].months"),
        ({"claims": [{"kind": "payback", "months": 0}]}, "claims[0].months"),
        ({"claims": [{"kind": "payback", "months": 6}], "costs": {"initial": "much"}}, "costs.initial"),
        ({"claims": [{"kind": "payback", "months": 6}], "benefits": [{"amount": 1, "per": "day"}]}, "benefits[0].per"),
    ],
)
def test_an_unfinished_case_says_where(told, place):
    with pytest.raises(Problem) as caught:
        parse_case(told)
    assert caught.value.code == "value.case_field"
    assert place in caught.value.sentence("en")


amounts = st.integers(0, 100_000)


@given(
    first=amounts, running=amounts, benefit=amounts, months=st.integers(1, 36), stated=st.integers(-100_000, 2_000_000)
)
def test_a_claim_follows_exactly_where_every_plain_reading_gives_it(first, running, benefit, months, stated):
    told = {
        "costs": {"initial": first, "running": [{"amount": running, "per": "month"}]},
        "benefits": [{"amount": benefit, "per": "month"}],
        "basis": "gross",
        "claims": [{"kind": "cumulative", "months": months, "amount": stated}],
    }
    (claim,) = audit_claims(parse_case(told)).claims
    money = (benefit - running) * months - first
    assert (claim.verdict == "FOLLOWS") == (abs(money - stated) <= 0.005 * max(1, abs(stated)))
    assert (claim.assumption is not None) == (claim.verdict == "FOLLOWS_ONLY_IF")


def test_the_command_prints_one_document_and_says_by_its_code_that_something_does_not_follow(tmp_path):
    path = tmp_path / "b.yaml"
    path.write_text("costs: {}\nbenefits: []\nclaims: [{kind: cumulative, months: 1, amount: 0}]", "utf-8")
    runner = CliRunner()
    answer = runner.invoke(app, ["claims", str(path), "--json"])
    assert (answer.exit_code, json.loads(answer.stdout)["claims"][0]["verdict"]) == (0, "FOLLOWS")
    path.write_text("claims: [", "utf-8")
    assert runner.invoke(app, ["claims", str(path)]).exit_code == 2


def test_case_b_gross_reading_without_the_tool_needs_a_thousand_more_a_year():
    assert cumulative(B, Reading(running="never", extra=Fraction(1_000, 12)), 24) == pytest.approx(52_000)


def test_own_quantities_of_case_a_are_those_of_its_table():
    found = audit_claims(A).breakeven
    assert found["hours_now_per_month"] == pytest.approx(208.33, abs=0.01)
    assert found["hours_by_source"]["automated"] == pytest.approx(83.33, abs=0.01)
    assert found["hours_by_source"]["faster"] == 50
    assert found["share_of_handling"] == 0.64
    assert found["hours_by_labour_share"] == pytest.approx(52.08, abs=0.01)
    assert found["wage_base_implied_by_labour_share"] == 24_000
    assert found["wage_implied_by_labour_share"] == pytest.approx(115.2)
    assert found["transfers"] == {"cases_per_month": 375, "hours_per_month": 31.25}
    nets = {row["wage"]: row["net_12_months"] for row in found["by_wage"]}
    # the table's own figures, from 133.3 hours rounded
    assert nets == {
        12: pytest.approx(-12_800, abs=2),
        18: pytest.approx(-3_201, abs=2),
        25: pytest.approx(7_999, abs=2),
    }
    assert next(row["net_per_month"] for row in found["by_wage"] if row["wage"] == 18) == pytest.approx(400)


def test_case_b_tells_what_its_missing_benefit_would_mean_per_piece():
    found = audit_claims(B).breakeven["unstated"]
    assert found["extra_per_piece"] == pytest.approx(396, abs=0.5)
    at_30, at_50 = found["by_wage"]
    assert at_30["hours_saved_per_piece"] == pytest.approx(13.2, abs=0.05)
    assert at_30["piece_took_hours"] == [pytest.approx(22, abs=0.1), pytest.approx(33, abs=0.1)]
    assert at_50["piece_took_hours"] == [pytest.approx(13, abs=0.3), pytest.approx(20, abs=0.3)]


def test_case_a_at_ranges_hardly_ever_pays_and_never_as_claimed():
    found = audit_claims(A).likelihood
    assert found.probability_positive == pytest.approx(0.003, abs=0.003)
    assert found.net.p50 / 100 == pytest.approx(-20_500, abs=1_500)
    assert [share for _text, share in found.claims] == [0, 0]
    assert audit_claims(B).likelihood is None


def test_another_firms_case_works_without_a_word_of_code():
    audit = audit_claims(example("case_c"))
    assert [claimed.verdict for claimed in audit.claims] == ["FOLLOWS", "FOLLOWS_ONLY_IF", "FOLLOWS_ONLY_IF"]
    assert all(claimed.reading.basis == "gross" for claimed in audit.claims)  # as the case says itself
    assert audit.breakeven["volume_per_month"] == pytest.approx(572.7, abs=0.1)
    assert audit.breakeven["realised_share"] == pytest.approx(0.525)


def test_a_case_without_quantities_of_work_is_judged_by_its_money_alone():
    audit = audit_claims(example("case_d"))
    assert [claimed.verdict for claimed in audit.claims] == ["FOLLOWS", "CONTRADICTS"]
    assert audit.together == "CONTRADICTS"
    assert "hours_now_per_month" not in audit.breakeven


def test_a_return_told_in_money_is_pointed_out():
    told = {"costs": {"initial": 10}, "benefits": [{"amount": 5, "per": "month"}]}
    audit = audit_claims(parse_case(told | {"claims": [{"kind": "roi", "months": 12, "amount": 52000, "text": "ROI"}]}))
    assert any("ratio" in problem.en for problem in audit.problems)


@pytest.mark.parametrize("ranges", [{"magic": 3}, {"wage": {"low": 5, "high": 1}}, {"wage": "much"}])
def test_ranges_that_are_none_say_where(ranges):
    told = {"claims": [{"kind": "payback", "months": 6}], "ranges": ranges}
    with pytest.raises(Problem, match="case_field"):
        parse_case(told)


def test_a_case_may_be_given_as_data():
    told = {"costs": {"initial": 5}, "benefits": [{"amount": 5, "per": "month"}]}
    told["claims"] = [{"kind": "payback", "months": 1}]
    assert audit_claims(told).as_json() == audit_claims(parse_case(told)).as_json()
