"""One KPI counts an hour; every other claim to it is refused with the one that has it."""

from __future__ import annotations

from jangbu.engines.value import Claimant, Standing, settle


def test_what_shows_another_is_refused_through_it():
    found = settle([Claimant("rework", "cases", ("time",)), Claimant("time", "cases"), Claimant("staff")])
    assert found == (
        Standing("rework", counted=False, through="time", reason="shown"),
        Standing("time", counted=True),
        Standing("staff", counted=False),
    )


def test_a_second_claim_to_the_hours_of_one_work_is_refused():
    found = settle([Claimant("time", "cases"), Claimant("drafting", "cases"), Claimant("other", "mail")])
    assert [(each.counted, each.through, each.reason) for each in found] == [
        (True, "", ""),
        (False, "time", "same_hours"),
        (True, "", ""),
    ]


def test_money_besides_hours_counts_while_the_hours_are_refused():
    (_time, rework) = settle([Claimant("time", "cases"), Claimant("rework", "", ("time",), besides=True)])
    assert rework == Standing("rework", counted=True, through="time", reason="shown")


def test_a_chain_ends_at_the_one_that_counts():
    found = settle([Claimant("a", "", ("b",)), Claimant("b", "", ("time",)), Claimant("time", "cases")])
    assert {each.id: each.through for each in found} == {"a": "time", "b": "time", "time": ""}


def test_kpis_that_show_each_other_in_a_ring_do_not_hang():
    found = settle([Claimant("a", "cases", ("b",)), Claimant("b", "cases", ("a",))])
    assert sum(each.counted for each in found) <= 1
