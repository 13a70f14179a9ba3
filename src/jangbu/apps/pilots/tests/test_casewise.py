"""Handling times case by case: the mix of cases changes nothing, and what decides is said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.urls import reverse

from jangbu.apps.pilots import reports, services
from jangbu.apps.pilots.casewise import AGENT, KIND, column
from jangbu.apps.pilots.examine import Request
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.reporting.pilot import pilot_report
from jangbu.apps.pilots.worth.case import class_of
from jangbu.apps.pilots.worth.splitting import MIX, split_of
from jangbu.engines import processes, value
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

pytestmark = pytest.mark.django_db
START = date(2026, 10, 26)
NOW = datetime(2026, 11, 23, 9, tzinfo=SEOUL)
MINUTES = {"물품": 6.0, "외주": 30.0}


def clock() -> datetime:
    return NOW


def write_log(path: Path, *, easy: tuple[float, float], faster: float = 1.0, kinds: bool = True) -> Path:
    """Cases of two kinds: easy[0] of them easy before the start and easy[1] after; times multiplied by `faster`."""
    rng = np.random.default_rng(11)
    lines = ["전표번호,단계,일시" + (",유형,담당자" if kinds else "")]
    day, number = date(2026, 8, 3), 0
    while day <= date(2026, 11, 20):
        for _ in range(14 if day.weekday() < 5 else 0):
            number += 1
            after = day >= START
            kind = "물품" if rng.random() < easy[after] else "외주"
            minutes = float(rng.lognormal(np.log(MINUTES[kind] * (faster if after else 1)), 0.4))
            begun = datetime(day.year, day.month, day.day, 9, tzinfo=SEOUL) + timedelta(
                minutes=float(rng.uniform(0, 400))
            )
            said = f",{kind},{('이서준', '박도윤')[number % 2]}" if kinds else ""
            for step, at in (("접수", 0.0), ("승인", minutes / 2), ("완료", minutes)):
                lines.append(f"P{number:05d},{step},{begun + timedelta(minutes=at):%Y-%m-%d %H:%M:%S}{said}")
        day += timedelta(days=1)
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_what_changed_is_split_by_kind_and_adds_up():
    sides = {"물품": ((60, 6.0), (30, 4.0)), "외주": ((40, 30.0), (70, 24.0))}
    strata = [
        {"name": name, "before": {"n": off[0], "mean": off[1]}, "after": {"n": on[0], "mean": on[1]}, "weight": 0.5}
        for name, (off, on) in sides.items()
    ]
    alone = {"name": "용역", "before": {"n": 9, "mean": 5.0}, "after": {"n": 0, "mean": None}, "weight": 0.0}
    found = split_of({"strata": [*strata, alone]})
    assert found is not None
    parts = {part.name: part.change for part in found.parts}
    assert set(parts) == {"물품", "외주", MIX}
    assert found.before == pytest.approx(15.6)
    assert found.after == pytest.approx(18.0)
    assert sum(parts.values()) == pytest.approx(found.after - found.before)
    assert parts["물품"] == pytest.approx(-2 * 0.45)  # the mean of its share before and after
    assert parts["외주"] < 0 < parts[MIX]  # both kinds are faster, and more of the slow kind came in


def test_many_kinds_are_told_together_and_one_kind_is_not_split():
    def strata(kinds: int) -> list[dict[str, object]]:
        side = {"n": 10, "mean": 5.0}
        return [{"name": f"종류{n}", "before": side, "after": {**side, "mean": 4.0}} for n in range(kinds)]

    found = split_of({"strata": strata(30)})
    assert found is not None
    assert len(found.parts) == 12
    assert sum(part.change for part in found.parts) == pytest.approx(-1)
    assert split_of({"strata": strata(1)}) is None
    assert split_of(None) is None


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def pilot(owner) -> Pilot:
    plan = services.Plan("계산서", "30% 줄이기", START, date(2026, 11, 20), date(2026, 11, 23), value.default_gates())
    return services.create_pilot(plan, actor=owner, why="시작 전에 정하려고", clock=clock)


def examined(path: Path, owner: Actor, pilot: Pilot) -> dict:
    request = Request(cases=path, start=START)
    return services.run_examination(request, actor=owner, why="판정일", pilot=pilot, clock=clock).result


def gate(result: dict, name: str) -> dict:
    return next(each for each in result["gates"] if each["gate"]["id"] == name)


def test_a_mix_that_changes_while_times_do_not_is_no_effect(tmp_path, owner, pilot):
    found = examined(write_log(tmp_path / "log.csv", easy=(0.3, 0.8)), owner, pilot)
    assert found["effect"]["verdict"] == "less"  # more easy cases: daily means fall
    cases = found["case_effect"]
    assert cases["kind_column"] == "유형"
    assert cases["raw_ratio"] < 0.75
    assert cases["verdict"] == "cannot_tell"
    assert cases["ratio"]["low"] < 1 < cases["ratio"]["high"]
    assert gate(found, "time")["verdict"] == "fail"
    assert any("하루 평균" in each["ko"] for each in cases["warned"])


def test_a_real_gain_inside_every_kind_passes(tmp_path, owner, pilot):
    found = examined(write_log(tmp_path / "log.csv", easy=(0.5, 0.5), faster=0.55), owner, pilot)
    assert gate(found, "time")["verdict"] == "pass"
    assert gate(found, "time")["value"] == found["case_effect"]["ratio"]
    assert found["case_effect"]["agent_column"] == "담당자"
    assert class_of(found, 0) == "C"


def test_a_log_without_kinds_says_that_the_mix_cannot_be_checked(tmp_path, owner, pilot):
    found = examined(write_log(tmp_path / "log.csv", easy=(0.5, 0.5), kinds=False), owner, pilot)["case_effect"]
    assert found["kind_column"] == ""
    assert "one_type" in found["warning_codes"]


def test_before_the_decision_day_cases_decide_nothing(tmp_path, owner):
    plan = services.Plan("계산서", "", START, date(2026, 12, 11), date(2026, 12, 14), value.default_gates())
    early = services.create_pilot(plan, actor=owner, why="시작", clock=clock)
    found = examined(write_log(tmp_path / "log.csv", easy=(0.5, 0.5), faster=0.55), owner, early)
    assert gate(found, "time")["reason"] == "too_early"


def test_page_and_report_say_which_comparison_decides_and_why(tmp_path, owner, pilot, cast, sign_in):
    found = examined(write_log(tmp_path / "log.csv", easy=(0.3, 0.8)), owner, pilot)
    says = found["case_effect"]["says"]
    page = sign_in(cast.owner).get(reverse("pilot", args=[pilot.pk])).content.decode()
    assert says["ko"] in page
    assert "판정과 돈은 건끼리 견준 값으로 정해요." in page
    report = pilot_report(pilot, "en")
    assert report.lede == says["en"]
    assert any("The gate and the money follow" in line for part in report.sections for line in part.paragraphs)
    assert f"처리 시간: {says['ko']}" in [ko for ko, _en in reports.sentences(found)]


def test_a_column_of_kinds_holds_a_few_values_over_and_over(tmp_path):
    lines = ["전표번호,단계,일시,유형,구분번호,담당자"]
    for number in range(60):
        for step, at in (("접수", "09:00"), ("완료", "09:10")):
            lines.append(f"P{number},{step},2026-10-01 {at},{'ab'[number % 2]},{number},이서준")
    (tmp_path / "log.csv").write_text("\n".join(lines), "utf-8")
    log = processes.read_log(tmp_path / "log.csv")
    assert column(log, KIND) == "유형"
    assert column(log, AGENT) == ""  # one person only: nothing to compare within
