"""The main job as a service: every step in the ledger, gates judged, a person decides."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from django.urls import reverse

from jangbu.apps.ledger import commands as ledger_commands
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.pilots import queries, reports, services
from jangbu.apps.pilots.examine import Request
from jangbu.apps.pilots.models import Decision, Examination, Pilot
from jangbu.engines import value
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db

START = date(2026, 10, 26)
NOW = datetime(2026, 11, 23, 9, tzinfo=SEOUL)


def clock() -> datetime:
    return NOW


def write_log(path: Path, after: float) -> Path:
    """Twelve weeks before, four after; handling takes 12 minutes before and `after` from the start."""
    rng = np.random.default_rng(4)
    lines = ["전표번호,단계,일시"]
    day, number = date(2026, 8, 3), 0
    while day <= date(2026, 11, 20):
        if day.weekday() < 5:
            for _ in range(12):
                number += 1
                begun = datetime(day.year, day.month, day.day, 9, tzinfo=SEOUL) + timedelta(
                    minutes=float(rng.uniform(0, 400))
                )
                minutes = float(rng.lognormal(np.log(after if day >= START else 12.0), 0.4))
                for step, at in (("접수", 0.0), ("승인", minutes / 2), ("완료", minutes)):
                    lines.append(f"P{number:05d},{step},{begun + timedelta(minutes=at):%Y-%m-%d %H:%M:%S}")
        day += timedelta(days=1)
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def pilot(owner) -> Pilot:
    plan = services.Plan("계산서", "30% 줄이기", START, date(2026, 11, 20), date(2026, 11, 23), value.default_gates())
    return services.create_pilot(plan, actor=owner, why="시작 전에 정하려고", clock=clock)


def examined(tmp_path, owner, pilot, after=6.0) -> Examination:
    request = Request(cases=write_log(tmp_path / "기록.csv", after), start=START)
    return services.run_examination(request, actor=owner, why="판정일", pilot=pilot, clock=clock)


def verdicts(examination: Examination) -> dict[str, str]:
    return {gate["gate"]["id"]: gate["verdict"] for gate in examination.result["gates"]}


def test_a_real_effect_is_found_and_its_gate_passes(tmp_path, owner, pilot):
    found = examined(tmp_path, owner, pilot)
    assert found.result["effect"]["verdict"] == "less"
    assert found.result["effect"]["ratio"]["low"] < 0.5 < found.result["effect"]["ratio"]["high"] + 0.05
    assert verdicts(found)["time"] == "pass"


def test_gates_without_data_stay_undecided_and_never_pass(tmp_path, owner, pilot):
    found = verdicts(examined(tmp_path, owner, pilot))
    assert (found["cost"], found["satisfaction"]) == ("undecided", "undecided")


def test_no_change_is_not_called_one(tmp_path, owner, pilot):
    found = examined(tmp_path, owner, pilot, after=12.0)
    assert found.result["effect"]["verdict"] == "cannot_tell"
    assert verdicts(found)["time"] == "fail"


def test_observations_answer_the_gates_the_log_cannot(tmp_path, owner, pilot):
    before = [("before", f"2026-0{month}", Decimal(1_500_000 + month)) for month in range(4, 10)]
    after = [("after", f"2026-1{month}", Decimal(1_500_500 + month)) for month in range(2)]
    services.note_observations(pilot, "cost", before + after, actor=owner, why="비용", clock=clock)
    assert verdicts(examined(tmp_path, owner, pilot))["cost"] == "pass"


def test_every_step_is_in_the_ledger_and_the_ledger_holds(tmp_path, owner, pilot):
    found = examined(tmp_path, owner, pilot)
    first, last = found.result["ledger"]["first"], found.result["ledger"]["last"]
    assert last - first + 1 == 4  # the log, the effect, the gates, the whole
    assert ledger_commands.verify(None, None).exit_code == 3  # nothing wrong, and never green without an anchor


def test_a_table_that_cannot_be_read_is_a_finding_and_the_rest_goes_on(tmp_path, owner):
    (tmp_path / "빈.csv").write_bytes(b"")
    request = Request(cases=write_log(tmp_path / "기록.csv", 6.0), tables=(tmp_path / "빈.csv",))
    found = services.run_examination(request, actor=owner, why="시험", clock=clock)
    assert found.result["tables"][0]["error"]["message"]
    assert found.result["repeatability"]["cases"] > 100


def test_a_log_that_cannot_be_read_leaves_nothing_behind(tmp_path, owner):
    (tmp_path / "기록.csv").write_text("금액,단계\n1,2\n", "utf-8")
    before = ledger.state().entries
    with pytest.raises(Problem, match="no_column"):
        services.run_examination(Request(cases=tmp_path / "기록.csv"), actor=owner, why="시험", clock=clock)
    assert not Examination.objects.exists()
    assert ledger.state().entries == before


def test_a_start_the_log_does_not_span_gives_the_reason_instead_of_a_number(tmp_path, owner):
    request = Request(cases=write_log(tmp_path / "기록.csv", 6.0), start=date(2027, 5, 3))
    found = services.run_examination(request, actor=owner, why="시험", clock=clock).result
    assert found["effect"] is None
    assert found["effect_error"]["message"]
    assert {gate["verdict"] for gate in found["gates"]} == {"undecided"}


def test_a_decision_needs_a_reason_and_is_made_once(owner, pilot):
    with pytest.raises(Problem, match="no_reason"):
        services.decide(pilot, "expand", actor=owner, why="  ", clock=clock)
    services.decide(pilot, "expand", actor=owner, why="기준을 넘어서", clock=clock)
    with pytest.raises(Problem, match="already_decided"):
        services.decide(pilot, "stop", actor=owner, why="다시", clock=clock)


def test_a_withdrawn_decision_stays_on_record(owner, pilot):
    services.decide(pilot, "stop", actor=owner, why="비싸서", clock=clock)
    services.withdraw_decision(pilot, actor=owner, why="다시 보려고", clock=clock)
    assert queries.standing_decision(pilot) is None
    assert Decision.objects.filter(withdrawn_at__isnull=False).count() == 1
    services.decide(pilot, "adjust", actor=owner, why="더 보려고", clock=clock)


def test_dates_out_of_order_are_refused(owner):
    plan = services.Plan("거꾸로", "", date(2026, 12, 1), date(2026, 11, 1), date(2026, 12, 2), ())
    with pytest.raises(Problem, match="dates_crossed"):
        services.create_pilot(plan, actor=owner, why="시험", clock=clock)


def test_a_member_may_look_and_not_decide(cast, pilot, sign_in):
    client = sign_in(cast.member)
    assert client.get(reverse("pilot", args=[pilot.pk])).status_code == 200
    answer = client.post(reverse("pilot-decide", args=[pilot.pk]), {"option": "expand", "why": "내가"})
    assert answer.status_code == 403
    assert not Decision.objects.exists()


def test_an_outsider_does_not_learn_that_the_pilot_exists(cast, pilot, sign_in):
    client = sign_in(cast.outsider)
    assert client.get(reverse("pilot", args=[pilot.pk])).status_code in {403, 404}


def test_the_owner_decides_on_the_page_and_takes_it_back(cast, pilot, sign_in, tmp_path, owner):
    examined(tmp_path, owner, pilot)
    client = sign_in(cast.owner)
    assert "결정 기록하기" in client.get(reverse("pilot", args=[pilot.pk])).content.decode()
    client.post(reverse("pilot-decide", args=[pilot.pk]), {"option": "adjust", "why": "기준 둘을 더 보려고"})
    assert "기준 둘을 더 보려고" in client.get(reverse("pilot", args=[pilot.pk])).content.decode()
    client.post(reverse("pilot-withdraw", args=[pilot.pk]))
    assert Pilot.objects.get().state == Pilot.State.RUNNING


def test_the_reports_say_what_the_page_says(tmp_path, owner, pilot, cast, sign_in):
    found = examined(tmp_path, owner, pilot)
    page = reports.examination_html(found.result, "en")
    assert "minutes less" in page
    assert "<script" not in page
    pdf = sign_in(cast.owner).get(reverse("pilot-report", args=[pilot.pk]))
    assert pdf.content.startswith(b"%PDF")


def test_the_decision_day_asks_whoever_may_decide(cast, owner, pilot):
    assert [need.url for need in queries.needs(owner, NOW)] == [reverse("pilot", args=[pilot.pk])]
    assert queries.needs(Actor.person(cast.member.pk, ""), NOW) == []
