"""Days and cases by lot: drawn once, recorded, followed or not, and measured as the design says."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.urls import reverse

from jangbu.apps.pilots import services
from jangbu.apps.pilots.arms import services as arms
from jangbu.apps.pilots.arms.queries import arms_of
from jangbu.apps.pilots.arms.sides import Arms
from jangbu.apps.pilots.casewise import Chosen, columns_of
from jangbu.apps.pilots.drafting import services as drafting
from jangbu.apps.pilots.examine import Request
from jangbu.apps.pilots.kpis.collecting import Point
from jangbu.apps.pilots.kpis.evidence import evidence_of
from jangbu.apps.pilots.models import Lot, Pilot
from jangbu.apps.pilots.reporting.pilot import pilot_report
from jangbu.engines import processes, value
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
START, END, DECIDE = date(2026, 10, 26), date(2026, 11, 20), date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=SEOUL)


def clock() -> datetime:
    return NOW


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


def begun(owner: Actor, kind: str) -> Pilot:
    draft = drafting.begin_draft(actor=owner, why="해 보려고", clock=clock)
    for section, told in (
        ("scope", [{"process": "", "name": "계산서", "week": 1, "why": {}}]),
        ("calendar", {**draft.plan["calendar"], **calendar()}),
        ("design", {**draft.plan["design"], "kind": kind}),
    ):
        draft = drafting.change_section(draft, section, told, actor=owner, why="다듬으려고", clock=clock)
    return drafting.start_pilot(draft, actor=owner, why="시작", clock=clock, seed=7)


def calendar() -> dict:
    window = {"baseline_from": START - timedelta(weeks=8), "baseline_to": START - timedelta(days=1)}
    dates = {"starts_on": START, "ends_on": END, "decide_on": DECIDE, **window}
    return {key: each.isoformat() for key, each in dates.items()}


def write_log(path: Path, faster) -> Path:
    """Fourteen cases a working day of two kinds; minutes are multiplied by `faster(day, case)`. The kinds stand in a
    column whose name says nothing."""
    rng = np.random.default_rng(5)
    lines, day, number = ["전표번호,단계,일시,구역,메모"], date(2026, 8, 31), 0
    while day <= END:
        for _ in range(14 if day.weekday() < 5 else 0):
            number += 1
            case, place = f"P{number:05d}", "가" if rng.random() < 0.5 else "나"
            minutes = float(rng.lognormal(np.log(8.0 if place == "가" else 20.0), 0.4)) * faster(day, case)
            begin = datetime(day.year, day.month, day.day, 9, tzinfo=SEOUL) + timedelta(
                minutes=float(rng.uniform(0, 400))
            )
            steps = [("접수", 0.0), ("승인", minutes / 2), ("완료", minutes)]
            if rng.random() < (0.7 if place == "나" else 0.1):
                steps.insert(2, ("승인", minutes * 0.7))
            lines += [
                f"{case},{step},{begin + timedelta(minutes=at):%Y-%m-%d %H:%M:%S},{place},{case}" for step, at in steps
            ]
        day += timedelta(days=1)
    path.write_text("\n".join(lines), "utf-8")
    return path


def examined(pilot: Pilot, owner: Actor, log: Path) -> dict:
    request = Request(
        cases=log,
        start=pilot.starts_on,
        washout=0,
        arms=arms_of(pilot, NOW.date()),
        chosen=Chosen.of(pilot.plan["design"]),
    )
    return services.run_examination(request, actor=owner, why="판정일", pilot=pilot, clock=clock).result


def test_a_switchback_draws_every_working_day_at_the_start_and_keeps_it(owner):
    pilot = begun(owner, "switchback")
    lots = list(pilot.lots.all())
    assert [lot.key for lot in lots] == [str(day) for day in arms.working_days(START, END)]
    assert {lot.key: lot.on for lot in lots} == pilot.plan["design"]["days"]
    again = value.switch_days([date.fromisoformat(lot.key) for lot in lots], seed=pilot.plan["design"]["seed"])
    assert {str(day): on for day, on in again.items()} == pilot.plan["design"]["days"]
    assert abs(sum(lot.on for lot in lots) - len(lots) / 2) <= 1


def test_a_switchback_is_measured_by_its_days_and_is_of_class_a(owner, tmp_path):
    pilot = begun(owner, "switchback")
    on = arms_of(pilot, NOW.date()).days
    found = examined(pilot, owner, write_log(tmp_path / "log.csv", lambda day, _case: 0.6 if on.get(day) else 1.0))
    effect = found["effect"]
    assert (effect["design"], effect["evidence_class"]) == ("switchback", "A")
    assert effect["ratio"]["low"] < 0.6 < effect["ratio"]["high"] < 1
    assert found["case_effect"] is None  # the days decide
    assert effect["days"]["off"] >= 9
    picture = pilot_report(Pilot.objects.get(pk=pilot.pk), "ko").sections
    assert any("켠 날 평균" in each.drawn.paper for section in picture for each in section.pictures)


def test_a_change_that_came_with_the_season_is_no_effect_of_the_days(owner, tmp_path):
    pilot = begun(owner, "switchback")
    log = write_log(tmp_path / "log.csv", lambda day, _case: 0.6 if day >= START else 1.0)
    effect = examined(pilot, owner, log)["effect"]
    assert effect["ratio"]["low"] < 1 < effect["ratio"]["high"]


def test_cases_are_drawn_in_their_order_and_once(owner):
    pilot = begun(owner, "randomised")
    first = arms.draw_for_cases(pilot, ["A1", "A2", " A3 ", "A1"], actor=owner, why="나누려고", clock=clock)
    more = arms.draw_for_cases(pilot, ["A2", "A4"], actor=owner, why="나누려고", clock=clock)
    assert [lot.key for lot in first] == ["A1", "A2", "A3"]
    assert more[0].pk == first[1].pk
    kept = [lot.on for lot in pilot.lots.order_by("place")]
    assert kept == value.case_lots(4, seed=pilot.plan["design"]["seed"])


def test_lots_of_cases_stay_balanced_and_longer_lists_only_add():
    lots = value.case_lots(400, seed=11)
    assert value.case_lots(100, seed=11) == lots[:100]
    assert all(abs(2 * sum(lots[:n]) - n) <= 8 for n in range(401))
    assert value.case_lots(100, seed=12) != lots[:100]


def test_cases_by_lot_are_compared_as_drawn_and_are_of_class_a(owner, tmp_path):
    pilot = begun(owner, "randomised")
    cases = [f"P{number:05d}" for number in range(561, 841)]
    drawn = {lot.key: lot.on for lot in arms.draw_for_cases(pilot, cases, actor=owner, why="나누려고", clock=clock)}
    log = write_log(tmp_path / "log.csv", lambda _day, case: 0.6 if drawn.get(case) else 1.0)
    found = examined(pilot, owner, log)
    assert found["effect"]["design"] == "randomised"
    told = found["case_effect"]
    assert (told["by_lot"], told["evidence_class"]) == (True, "A")
    assert told["ratio"]["low"] < 0.6 < told["ratio"]["high"] < 1
    assert sum(told["cases"].values()) == len(cases)
    gate = next(each for each in found["gates"] if each["gate"]["id"] == "time")
    assert gate["value"] == pytest.approx(told["ratio"])
    for said in ("ko", "en"):
        assert pilot_report(Pilot.objects.get(pk=pilot.pk), said).as_pdf().startswith(b"%PDF")


def test_lots_that_were_not_followed_are_compared_as_drawn_and_cost_a_class(owner, tmp_path):
    pilot = begun(owner, "switchback")
    on = arms_of(pilot, NOW.date()).days
    log = write_log(tmp_path / "log.csv", lambda day, _case: 0.6 if on.get(day) else 1.0)
    strayed = list(pilot.lots.order_by("place"))[:3]
    for lot in strayed:
        arms.note_done(lot, done=not lot.on, actor=owner, why="담당자가 쉬어서", clock=clock)
    effect = examined(pilot, owner, log)["effect"]
    assert effect["evidence_class"] == "B"
    assert "strayed" in effect["warning_codes"]
    with pytest.raises(Problem, match="no_reason"):
        arms.note_done(strayed[0], done=not strayed[0].on, actor=owner, why=" ", clock=clock)


def test_a_design_of_another_kind_draws_no_cases(owner):
    pilot = begun(owner, "before_after")
    with pytest.raises(Problem, match="not_drawn_by_case"):
        arms.draw_for_cases(pilot, ["A1"], actor=owner, why="나누려고", clock=clock)
    with pytest.raises(Problem, match="case_number_bad"):
        arms.draw_for_cases(begun(owner, "randomised"), ["  "], actor=owner, why="나누려고", clock=clock)


def test_values_beside_the_log_are_compared_by_lot_too():
    days = {START + timedelta(days=place): place % 2 == 0 for place in range(14)}
    drawn = Arms(days=days, drawn=14)
    shares = [
        Point(float(on), "after", "runs", str(day), day, share=True) for day, on in days.items() for _ in range(5)
    ]
    before = [Point(1.0, "before", "runs", "", START - timedelta(days=9), share=True)] * 40
    found = evidence_of([*before, *shares], START, arms=drawn)
    assert isinstance(found, value.RateEffect)
    assert found.evidence_class == "A"
    assert found.counts == (0, 35, 35, 35)
    weaker = evidence_of([*before, *shares], START, arms=replace(drawn, strayed=3))
    assert weaker is not None
    assert weaker.evidence_class == "B"
    costs = [Point(100.0, "before", "noted"), Point(110.0, "before", "noted"), Point(90.0, "after", "noted")]
    plain = evidence_of([*costs, Point(95.0, "after", "noted")], START, arms=drawn)
    assert isinstance(plain, value.MeanEffect)
    assert plain.evidence_class == "C"


def test_columns_are_proposed_with_a_reason_and_chosen_by_a_person(owner, tmp_path):
    pilot = begun(owner, "before_after")
    log = write_log(tmp_path / "log.csv", lambda day, _case: 0.6 if day >= START else 1.0)
    facts = {each.name: each for each in columns_of(processes.read_log(log))}
    assert (facts["구역"].suits, facts["메모"].suits) == (True, False)
    assert "값 2가지" in facts["구역"].sentence("ko")
    assert examined(pilot, owner, log)["case_effect"]["kind_column"] == ""
    told = {**pilot.plan["design"], "columns": {"kind": "구역", "agent": "없는 열"}}
    pilot = drafting.change_section(pilot, "design", told, actor=owner, why="종류가 여기 있어서", clock=clock)
    found = examined(pilot, owner, log)
    assert found["case_effect"]["kind_column"] == "구역"
    assert len(found["case_effect"]["strata"]) == 2
    assert any("없는 열" in each["ko"] for each in found["case_effect"]["warned"])
    assert pilot.measure_changes.count() == 1


def test_rework_is_compared_within_the_same_kinds(owner, tmp_path):
    """More cases of the kind that never needs rework is no improvement."""
    pilot = begun(owner, "before_after")
    log = write_log(tmp_path / "log.csv", lambda _day, _case: 1.0)
    lines = log.read_text("utf-8").splitlines()
    rng = np.random.default_rng(6)
    dropped = {f"P{number:05d}" for number in range(561, 841) if rng.random() < 0.7}
    kept = [line for line in lines if not (line.split(",")[0] in dropped and ",나," in line)]
    log.write_text("\n".join(kept), "utf-8")
    plain = next(each for each in examined(pilot, owner, log)["gates"] if each["gate"]["id"] == "rework")
    told = {**pilot.plan["design"], "columns": {"kind": "구역"}}
    pilot = drafting.change_section(pilot, "design", told, actor=owner, why="종류가 여기 있어서", clock=clock)
    within = next(each for each in examined(pilot, owner, log)["gates"] if each["gate"]["id"] == "rework")
    assert plain["value"]["high"] < 1  # taken for an improvement
    assert within["value"]["low"] < 1 < within["value"]["high"]


def test_the_team_sees_todays_lot_draws_cases_and_takes_the_list_along(owner, cast, sign_in):
    client = sign_in(cast.owner)
    switched, cases = begun(owner, "switchback"), begun(owner, "randomised")
    page = client.get(reverse("pilot-arms", args=[switched.pk])).content.decode()
    assert "씨앗" in page
    lot = switched.lots.order_by("place")[0]
    client.post(reverse("pilot-arms-done", args=[switched.pk, lot.pk]))
    assert Lot.objects.get(pk=lot.pk).done == lot.on
    client.post(reverse("pilot-arms-draw", args=[cases.pk]), {"cases": "=A1\nA2"})
    assert cases.lots.count() == 2
    sheet = b"".join(client.get(reverse("pilot-arms", args=[cases.pk]) + "?format=csv").streaming_content)
    rows = list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["A2", "'=A1"]
    plain = begun(owner, "before_after")
    assert "제비로 나누지 않아요" in client.get(reverse("pilot-arms", args=[plain.pk])).content.decode()
