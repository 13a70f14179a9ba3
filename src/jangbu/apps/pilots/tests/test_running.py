"""Reviews, adjustments, interviews, looking back, worth, growing, the source map, claims: through their pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jangbu.apps.pilots import services
from jangbu.apps.pilots.expansion.queries import plan_of
from jangbu.apps.pilots.expansion.tools import Volume, compare
from jangbu.apps.pilots.models import Adjustment, Benchmark, ClaimsAudit, Examination, Pilot
from jangbu.apps.pilots.reviews import queries as reviews
from jangbu.apps.pilots.reviews import seeing
from jangbu.apps.pilots.sourcemap import queries as sourcemap
from jangbu.apps.pilots.sourcemap.queries import period_of
from jangbu.apps.pilots.tests.test_kpis import days
from jangbu.apps.pilots.worth.case import class_of, links
from jangbu.apps.pilots.worth.queries import worth_of
from jangbu.engines import value
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
START = date(2026, 10, 26)
NOW = datetime(2026, 11, 23, 9, tzinfo=SEOUL)


def clock() -> datetime:
    return NOW


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def pilot(owner) -> Pilot:
    """A pilot with forty-five days of handling times before and nineteen after, looked at once."""
    plan = services.Plan("계산서", "30% 줄이기", START, date(2026, 11, 20), date(2026, 11, 23), value.default_gates())
    made = services.create_pilot(plan, actor=owner, why="시작", clock=clock)
    values = [
        (point.period, str(point.day), Decimal(str(round(point.value, 2))), point.day)
        for point in days(45, date(2026, 8, 24), 12) + days(19, START, 8)
    ]
    services.note_observations(made, "time", values, actor=owner, why="적어서", clock=clock)
    from jangbu.apps.pilots.kpis.looking import look_again  # noqa: PLC0415

    look_again(made, actor=owner, why="보려고", clock=clock)
    return made


def test_a_week_is_compared_with_the_week_before_and_a_monday_with_the_friday(pilot):
    week = seeing.Stretch.of("week", date(2026, 11, 4))
    assert (week.first, week.last, week.before.first) == (date(2026, 11, 2), date(2026, 11, 8), date(2026, 10, 26))
    assert seeing.Stretch.of("day", date(2026, 11, 2)).before.first == date(2026, 10, 30)
    month = seeing.Stretch.of_month(date(2026, 11, 20))
    assert (month.last, month.before.first) == (date(2026, 11, 30), date(2026, 10, 1))
    found = seeing.seen(pilot, seeing.Stretch.of("week", START), None)
    assert found["kpis"][0]["change"].startswith("−")
    assert found["days_left"] == 22


def test_every_page_of_a_running_pilot_opens_for_those_who_may_read(cast, pilot, sign_in):
    client = sign_in(cast.member)
    for name in ("reviews", "interviews", "retrospective", "value", "expansion", "kpis", "surveys"):
        for query in ("", "?every=week&day=2026-11-04"):
            assert client.get(reverse(f"pilot-{name}", args=[pilot.pk]) + query).status_code == 200, name
    for name in ("source-map", "report-list", "claims-list"):
        assert client.get(reverse(name)).status_code == 200, name


def test_a_missed_threshold_asks_for_an_adjustment_that_is_recorded_with_its_reason(cast, pilot, sign_in):
    Examination.objects.update(
        result={**pilot.examinations.first().result, "gates": [failed(pilot.examinations.first().result["gates"][0])]}
    )
    client = sign_in(cast.owner)
    page = client.get(reverse("pilot-reviews", args=[pilot.pk]))
    assert "고칠 것을 기다려요" in page.content.decode()
    told = {"kpi": "time", "part": "prompt", "what": "품목을 먼저 읽게", "why": "느려서", "made_on": "2026-11-05"}
    client.post(reverse("pilot-adjust", args=[pilot.pk]), told)
    made = Adjustment.objects.get()
    assert (made.part, made.kpi) == ("prompt", "time")
    assert client.get(reverse("pilot-reviews", args=[pilot.pk])).context["unanswered"] == []
    client.post(reverse("pilot-adjustment-withdraw", args=[pilot.pk, made.pk]))
    assert Adjustment.objects.get().withdrawn_at is not None


def failed(gate: dict) -> dict:
    return {**gate, "verdict": "fail"}


def test_a_review_keeps_what_was_seen_and_sprints_go_from_simple_to_wider(cast, pilot, sign_in):
    client = sign_in(cast.owner)
    client.post(reverse("pilot-review-write", args=[pilot.pk]) + "?every=week&day=2026-11-04", {"note": "빨라졌어요"})
    kept = pilot.reviews.get()
    assert kept.seen["kpis"]
    assert client.get(reverse("pilot-reviews", args=[pilot.pk])).context["sprint_form"].initial["scenario"] == "simple"
    told = {"scenario": "simple", "aim": "정해진 양식만", "starts_on": "2026-11-02", "ends_on": "2026-11-06"}
    client.post(reverse("pilot-sprint", args=[pilot.pk]), told)
    client.post(reverse("pilot-sprint", args=[pilot.pk]), {"number": "1", "outcome": "잘 됐어요"})
    assert pilot.sprints.get().closed_at is not None
    assert client.get(reverse("pilot-reviews", args=[pilot.pk])).context["sprint_form"].initial["scenario"] == "wider"


def test_talks_give_themes_and_looking_back_is_prepared_from_the_records(cast, pilot, sign_in):
    client = sign_in(cast.owner)
    for who in ("매입 담당", "영업 담당"):
        told = {"who": who, "held_on": "2026-11-10", "changed": "빨라졌어요", "themes": "스캔이 흐려요\n빨라졌어요"}
        client.post(reverse("pilot-interviews", args=[pilot.pk]), told)
    assert reviews.themes(pilot)[0][1] == 2
    client.post(reverse("pilot-interview-withdraw", args=[pilot.pk, pilot.interviews.first().pk]))
    assert reviews.themes(pilot)[0][1] == 1
    page = client.get(reverse("pilot-retrospective", args=[pilot.pk])).content.decode()
    assert "스캔이 흐려요" in page
    told = {"held_on": "2026-11-20", "keep": "날마다 보기", "change": "", "lessons": "양식부터 고쳐요\n두 사람이 봐요"}
    client.post(reverse("pilot-retrospective", args=[pilot.pk]), told)
    assert reviews.lessons(pilot) == ["양식부터 고쳐요", "두 사람이 봐요"]


WORTH = {
    "months": "12",
    "cases": "210",
    "wage_low": "18000",
    "wage_high": "25000",
    "share_low": "30",
    "share_mid": "60",
    "share_high": "90",
    "share_confirmed": "on",
    "cash_share": "0",
    "error_cost": "0",
    "first_cost": "300000",
    "monthly_cost": "50000",
    "ramp_months": "1",
}


def test_the_value_is_a_range_split_by_kind_and_hours_are_counted_once(cast, pilot, sign_in):
    client = sign_in(cast.owner)
    client.post(reverse("pilot-value", args=[pilot.pk]), WORTH)
    found = worth_of(pilot)
    assert found.roi is not None
    assert found.roi["npv"]["p5"] < found.roi["npv"]["p50"] < found.roi["npv"]["p95"]
    assert found.roi["npv_hard"]["p50"] < 0  # nothing leaves the account but the costs do
    how = {link.id: link.how for link in links([TIME, REWORK], error_cost=0)}
    assert how == {"time": "counted", "rework": "shown"}
    assert "12개월 동안의 값" in client.get(reverse("pilot-value", args=[pilot.pk])).content.decode()


TIME = {"id": "time", "name": "a", "axis": "productivity"}
REWORK = {"id": "rework", "name": "b", "axis": "risk", "links": ["time"]}


def test_evidence_lowered_to_d_never_becomes_money(pilot):
    result = pilot.examinations.first().result
    assert class_of(result, 0) == "C"
    assert class_of(result, 1) == class_of(result, 5) == "D"
    assert class_of(None, 0) == "E"


def test_shares_out_of_order_are_said(cast, pilot, sign_in):
    answer = sign_in(cast.owner).post(reverse("pilot-value", args=[pilot.pk]), {**WORTH, "share_low": "95"})
    assert answer.status_code == 422


def test_what_was_gained_needs_a_confirmed_share_and_takes_the_running_cost_off(cast, pilot, sign_in):
    client = sign_in(cast.owner)
    url = reverse("pilot-value", args=[pilot.pk])
    client.post(url, {key: told for key, told in WORTH.items() if key != "share_confirmed"})
    missing = worth_of(pilot, clock=clock).realised
    assert isinstance(missing, Problem)
    assert missing.kind.code == "value.share_unconfirmed"
    client.post(url, WORTH)
    found = worth_of(pilot, clock=clock).realised
    assert isinstance(found, value.Realised)
    assert found.running == 50_000
    assert found.net[1] == found.gross[1] - 50_000
    assert found.evidence_class == "C"
    page = client.get(url).content.decode()
    assert "지금까지 얻은 값, 한 달에" in page


def test_running_cost_is_metered_by_automation_and_month_beside_the_licences(cast, pilot, sign_in, owner):
    from jangbu.apps.gateway.models import Call, Endpoint  # noqa: PLC0415
    from jangbu.apps.work import services as work  # noqa: PLC0415
    from jangbu.apps.work.models import Automation  # noqa: PLC0415

    process = work.add_process("계산서", owner.id, actor=owner, why="많아서")
    reader = Automation.objects.create(process=process, name="계산서 읽기", kind="invoice", created_at=NOW)
    pilot.plan = {
        "scope": [{"process": process.pk}],
        "cost": {"lines": [{"name": "사용료", "amount": 30_000, "per": "month"}]},
    }
    pilot.save()
    told = {"base_url": "https://x.example", "price_in": 1, "price_out": 1, "created_by": owner.id, "created_at": NOW}
    model = Endpoint.objects.create(name="모델", model="m", currency="KRW", **told)
    for day, won in ((date(2026, 10, 1), 9_999), (date(2026, 10, 28), 4_000), (date(2026, 11, 10), 8_000)):
        asked = datetime(day.year, day.month, day.day, 9, tzinfo=SEOUL)
        Call.objects.create(
            endpoint=model,
            purpose="fields",
            automation=reader.pk,
            asked_at=asked,
            month=f"{day:%Y-%m}",
            cost_micros=won * 10**6,
            currency="KRW",
            prices={},
        )
    found = worth_of(pilot, clock=clock).running
    assert [(line.name, line.month, line.amount) for line in found.lines] == [
        ("계산서 읽기", "2026-10", 4_000),
        ("계산서 읽기", "2026-11", 8_000),
    ]
    assert found.metered == round(12_000 / 29 * 365 / 12)  # 29 days since the start
    assert found.monthly == 30_000 + found.metered
    client = sign_in(cast.owner)
    client.post(reverse("pilot-value", args=[pilot.pk]), {**WORTH, "calls_in_plan": "on"})
    assert worth_of(pilot, clock=clock).running.monthly == 30_000 + 50_000
    assert "계산서 읽기" in client.get(reverse("pilot-value", args=[pilot.pk])).content.decode()


def test_growing_has_stages_with_returns_of_their_own_tools_people_and_words(cast, pilot, sign_in, owner):
    services.decide(pilot, "expand", actor=owner, why="기준을 넘어서", clock=clock)
    client = sign_in(cast.owner)
    client.post(reverse("pilot-expansion-begin", args=[pilot.pk]))
    page = client.get(reverse("pilot-expansion", args=[pilot.pk]))
    stages = page.context["stages"]
    assert [stage["share"] for stage in stages] == [100, 150, 250]
    assert all(stage["roi"] for stage in stages)
    for part in ("stages", "tools", "people"):
        url = reverse("pilot-expansion-part", args=[pilot.pk, part])
        assert client.get(url).status_code == 200, part
    told = {
        "people-TOTAL_FORMS": "1",
        "people-INITIAL_FORMS": "0",
        "people-0-role": "맡은 사람",
        "people-0-hours": "10",
    }
    client.post(reverse("pilot-expansion-part", args=[pilot.pk, "people"]), told)
    assert plan_of(pilot)["people"] == [{"role": "맡은 사람", "hours": 10.0}]
    client.post(reverse("pilot-announce", args=[pilot.pk]), {"announcement": "함께해요"})
    assert plan_of(pilot)["announcement"] == "함께해요"


def test_lessons_that_come_after_the_plan_are_carried_into_it(cast, pilot, sign_in, owner):
    from jangbu.apps.base.evidence import ask  # noqa: PLC0415
    from jangbu.apps.pilots.reviews import services as reviewing  # noqa: PLC0415
    from jangbu.engines.checklist import Call  # noqa: PLC0415

    def stands() -> str:
        return ask(Call("lessons_in_expansion"), system_clock()).status.value

    def learned(*lessons: str) -> None:
        seen = reviews.prepared(pilot)
        day = date(2026, 11, 23)
        reviewing.look_back(
            pilot, day, seen, keep="재기", change="빨리 시작", lessons=lessons, actor=owner, why="배우려고"
        )

    client = sign_in(cast.owner)
    learned("처음부터 재요.")
    assert stands() == "unknown"  # no plan yet
    client.post(reverse("pilot-expansion-begin", args=[pilot.pk]))
    assert stands() == "met"
    learned("예외는 사람이 봐요.")
    assert stands() == "unmet"
    page = client.get(reverse("pilot-expansion", args=[pilot.pk]))
    assert page.context["unheard"] == ["예외는 사람이 봐요."]
    client.post(reverse("pilot-expansion-learn", args=[pilot.pk]))
    assert plan_of(pilot)["lessons"] == ["처음부터 재요.", "예외는 사람이 봐요."]
    assert stands() == "met"


def test_tools_are_compared_as_tariffs_and_what_a_plan_cannot_carry_is_done_by_hand():
    free = {"plan": "free", "monthly": 0, "quota": 100, "extra": 0, "minutes": 0, "setup": 0, "exit": 0}
    low = {"plan": "low", "monthly": 10_000, "quota": 100, "extra": 10, "minutes": 1, "setup": 5_000, "exit": 1_000}
    found = compare([free, low], Volume(300, (12_000, 12_000), 12, hand=15))
    assert found[0]["by_hand"] == 200
    assert found[0]["people"] == 200 * 15 / 60 * 12_000  # free is not cheap where people do the rest
    assert [each["cheapest"] for each in found] == [False, True]
    assert found[1]["fee"] == 10_000 + 200 * 10
    assert found[1]["total"] == 12 * (10_000 + 200 * 10 + 300 / 60 * 12_000) + 6_000
    dearer = compare([{**low, "rise": 50}], Volume(300, (12_000, 12_000), 24, hand=15))[0]
    assert dearer["low"] < dearer["total"] < dearer["high"]


def test_gaps_of_the_map_are_filled_in_place_and_the_lists_leave_as_files(cast, pilot, owner, sign_in):
    from jangbu.apps.work import services as work  # noqa: PLC0415

    process = work.add_process("견적", cast.owner.pk, actor=owner, why="많아서")
    client = sign_in(cast.owner)
    line = next(each for each in sourcemap.lines(owner, NOW.date()) if each.name == "견적")
    assert line.gaps == ["period", "completeness", "times"]
    told = {"key": f"process:{process.pk}", "name": "견적", "first_day": "2026-01-01", "last_day": "2026-11-01"}
    client.post(reverse("source-map-fill"), {**told, "completeness": "90", "times": "some"})
    line = next(each for each in sourcemap.lines(owner, NOW.date()) if each.name == "견적")
    assert line.gaps == []
    assert line.said == {"period", "completeness", "times"}
    told = {"measure": "답장 시간", "source": "문의", "value": "3.5", "unit": "시간"}
    client.post(reverse("benchmark-note"), {**told, "first_day": "2026-09-01", "last_day": "2026-09-30"})
    assert [each.how for each in sourcemap.baselines(owner)] == ["measured", "said"]
    for query in ("?format=csv", "?format=xlsx", "?what=benchmarks&format=csv", "?what=benchmarks&format=xlsx"):
        assert client.get(reverse("source-map") + query).status_code == 200, query
    client.post(reverse("benchmark-withdraw", args=[Benchmark.objects.get().pk]))
    assert len(sourcemap.baselines(owner)) == 1


def test_claims_come_by_file_or_form_and_a_broken_case_is_said(cast, sign_in):
    client = sign_in(cast.owner)
    example = client.get(reverse("claims-list") + "?example=case_a").content
    answer = client.post(reverse("claims-list"), {"file": SimpleUploadedFile("a.yaml", example)})
    made = ClaimsAudit.objects.get()
    assert answer["Location"] == reverse("claims-audit", args=[made.pk])
    assert {claim["verdict"] for claim in made.result["claims"]} <= {"FOLLOWS", "FOLLOWS_ONLY_IF", "CONTRADICTS"}
    page = client.get(answer["Location"]).content.decode()
    assert "6개월 안에 회수" in page
    assert client.get(answer["Location"] + "?format=pdf").content.startswith(b"%PDF")
    broken = client.post(reverse("claims-list"), {"file": SimpleUploadedFile("b.yaml", b"{")})
    assert broken.status_code == 422
    form = {"name": "가게", "currency": "KRW", "first": "1000000", "running": "0", "running_per": "month"}
    form |= {"benefit": "500000", "benefit_per": "month", "basis": "net", "text1": "두 달이면 본전", "kind1": "payback"}
    client.post(reverse("claims-list"), {**form, "months1": "2"})
    assert ClaimsAudit.objects.count() == 2
    client.post(reverse("claims-put-away", args=[made.pk]))
    assert ClaimsAudit.objects.filter(archived_at=None).count() == 1


def test_a_guest_of_one_pilot_sees_nothing_that_belongs_to_none(cast, pilot, owner):
    from jangbu.apps.people import services as people  # noqa: PLC0415
    from jangbu.apps.pilots.queries import sees_all  # noqa: PLC0415
    from jangbu.kernel.entry import Subject  # noqa: PLC0415

    until = system_clock() + timedelta(days=30)
    guest = Actor.person(cast.outsider.pk, cast.outsider.name)
    people.grant_access(cast.outsider, Subject("pilot", pilot.pk), "read", until, actor=owner, why="보여 주려고")
    assert sees_all(owner)
    assert not sees_all(guest)
    assert [line for line in sourcemap.lines(guest, NOW.date()) if line.kind == "other"] == []


def test_programs_read_what_the_pages_show(cast, pilot, sign_in):
    client = sign_in(cast.member)
    for name in ("pilot-plan", "pilot-kpis", "pilot-value", "pilot-expansion"):
        assert client.get(reverse(f"api:{name}", args=[pilot.pk])).status_code == 200, name
    report = client.get(reverse("api:pilot-report", args=[pilot.pk, "monthly"]) + "?month=2026-11").json()
    assert report["source"]["month"] == "2026-11-01"
    assert client.get(reverse("api:baselines")).json()[0]["how"] == "measured"
    assert client.get(reverse("api:source-map")).status_code == 200
    assert client.get(reverse("api:pilot-plan", args=["nothing"])).status_code == 404


def test_growing_is_priced_by_the_metered_calls_of_a_case_where_there_are_any(pilot):
    from jangbu.apps.pilots.expansion import queries as growing  # noqa: PLC0415
    from jangbu.apps.pilots.worth.running import MeteredLine, Running  # noqa: PLC0415

    lines = (
        MeteredLine("a", "읽기", "2026-11", 300, 12_000.0, "KRW"),
        MeteredLine("a", "읽기", "2026-11", 9, 3.0, "USD"),
    )
    running = Running(lines, 12_500, 30_000, 29, ("USD",), in_plan=False, cases=200)
    assert running.won_a_case == 60.0
    valued = replace(worth_of(pilot, clock=clock), running=running)
    plan = {"tools": [{"plan": "low", "minutes": 2.0}]}
    now = growing.metered(valued, plan)
    assert now is not None
    assert (now["monthly"], now["extra"], now["minutes"]) == (30_000, 60.0, 2.0)
    assert growing.tariff(now, growing.Volume(400, (18_000, 18_000), 12, 10.0)).bill(400) == 30_000 + 400 * 60
    assert growing.metered(replace(valued, running=replace(running, in_plan=True)), plan)["monthly"] == 17_500
    assert growing.metered(replace(valued, running=replace(running, metered=None)), plan) is None


def test_the_period_of_a_table_is_that_of_its_columns_of_days():
    columns = [
        {"name": "생년월일", "type": "date", "semantic": "date", "minimum": "1961-02-03", "maximum": "2001-01-01"},
        {"name": "첫 거래일", "type": "date", "minimum": "2017-01-15", "maximum": "2026-10-20"},
        {"name": "일시", "type": "timestamp", "minimum": "2023-08-26T09:00:00", "maximum": "2026-11-22T16:00:00"},
        {"name": "금액", "type": "integer", "minimum": 1, "maximum": 9},
        {"name": "빈 날", "type": "date", "minimum": None, "maximum": None},
    ]
    assert period_of({"columns": columns}) == (date(2017, 1, 15), date(2026, 11, 22))
    assert period_of({"columns": columns[3:]}) == (None, None)
    assert period_of({}) == (None, None)
