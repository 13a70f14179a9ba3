"""Values of KPIs: imported with a preview, noted, taken back; what can be said of them; looking without a log."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.pilots import services
from jangbu.apps.pilots.examine import Request, examine
from jangbu.apps.pilots.kpis import importing, looking
from jangbu.apps.pilots.kpis.collecting import Point
from jangbu.apps.pilots.kpis.evidence import evidence_of
from jangbu.apps.pilots.models import Observation, Pilot
from jangbu.engines import value
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor, Subject

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
    plan = services.Plan("계산서", "30% 줄이기", START, date(2026, 11, 20), date(2026, 11, 23), value.default_gates())
    return services.create_pilot(plan, actor=owner, why="시작", clock=clock)


SHEET = '날짜,건당 시간,메모\n2026-10-20,12.5분,가\n2026-10-27,"1,008.0",나\n2026-10-28,모름,다\n,,\n'


def test_a_sheet_is_understood_and_what_cannot_be_read_is_told_by_row():
    sheet = importing.read_sheet([SHEET.encode("cp949")], "값.csv")
    mapping = importing.guess(sheet)
    assert (mapping.day, mapping.value, mapping.label) == ("날짜", "건당 시간", "메모")
    found = importing.take(sheet, mapping, START)
    assert [(each.value, each.period, each.label, each.problem) for each in found] == [
        (Decimal("12.5"), "before", "가", ""),
        (Decimal("1008.0"), "after", "나", ""),
        (None, "after", "다", "value"),
    ]


def test_a_column_that_names_the_side_is_found():
    sheet = importing.read_sheet(["응답자,시기,점수\nA,시작 전,3\nB,시작 뒤,4\n".encode()], "만족.csv")
    found = importing.take(sheet, importing.guess(sheet), START)
    assert [(each.period, each.value) for each in found] == [("before", Decimal(3)), ("after", Decimal(4))]


def test_the_import_shows_what_it_would_take_before_it_takes_it_and_can_be_undone(cast, pilot, sign_in):
    client = sign_in(cast.owner)
    url = reverse("pilot-import", args=[pilot.pk])
    preview = client.post(url, {"kpi": "cost", "file": SimpleUploadedFile("값.csv", SHEET.encode())})
    assert preview.context["good"] == 2
    assert preview.context["bad"] == 1
    assert not Observation.objects.exists()
    told = {"kpi": "cost", "sheet": preview.context["sheet"], "value": "건당 시간", "day": "날짜", "do": "take"}
    client.post(url, told)
    batch = Observation.objects.values_list("batch", flat=True).distinct().get()
    assert Observation.objects.filter(origin="import").count() == 2
    client.post(reverse("pilot-values-withdraw", args=[pilot.pk, batch]))
    assert not Observation.objects.exists()


def test_an_import_taken_back_leaves_its_values_in_the_ledger(cast, pilot, sign_in, owner, monkeypatch):
    values = [("before", f"{month}월", Decimal(f"{month}00.5"), date(2026, month, 1)) for month in range(5, 9)]
    batch = services.note_observations(pilot, "cost", values, actor=owner, why="표", origin="import", clock=clock)
    monkeypatch.setattr(services, "MOST_KEPT", 3)
    assert services.withdraw_observations(pilot, batch, actor=owner, why="잘못 넣어서") == 4
    before = ledger.told(Subject("pilot", pilot.pk), 1)[0].before
    assert (before["kpi"], before["origin"], before["count"], before["left_out"]) == ("cost", "import", 4, 1)
    assert before["values"][0] == {"period": "before", "label": "5월", "day": "2026-05-01", "value": "500.5"}
    assert len(before["values"]) == 3
    assert before["sum"] == "2602"


def test_a_workbook_is_imported_like_a_text_table(cast, pilot, sign_in):
    book = openpyxl.Workbook()
    for row in (("날짜", "사용료"), (date(2026, 9, 30), 1_500_000), (date(2026, 10, 31), "1,450,000원")):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    client = sign_in(cast.owner)
    url = reverse("pilot-import", args=[pilot.pk])
    shown = client.post(url, {"kpi": "cost", "file": SimpleUploadedFile("값.xlsx", kept.getvalue())})
    assert (shown.context["good"], shown.context["bad"]) == (2, 0)
    mapping = shown.context["mapping"]
    client.post(
        url,
        {
            "kpi": "cost",
            "sheet": shown.context["sheet"],
            "value": mapping.value,
            "day": mapping.day,
            "do": "take",
        },
    )
    found = Observation.objects.order_by("day").values_list("day", "period", "value")
    assert list(found) == [
        (date(2026, 9, 30), "before", Decimal(1_500_000)),
        (date(2026, 10, 31), "after", Decimal(1_450_000)),
    ]


def test_a_running_cost_with_one_month_after_stays_undecided_and_says_what_is_missing(cast, pilot, sign_in, owner):
    values = [("before", f"2026-0{month}", Decimal(1_500_000 + month), None) for month in (7, 8, 9)]
    values.append(("after", "2026-10", Decimal(1_400_000), None))
    services.note_observations(pilot, "cost", values, actor=owner, why="달마다", clock=clock)
    found = looking.look_again(pilot, actor=owner, why="보려고", clock=clock).result
    cost = next(gate for gate in found["gates"] if gate["gate"]["id"] == "cost")
    assert cost["verdict"] == "undecided"
    says = "시작 전 값이 3개, 시작 뒤 값이 1개예요. 견주려면 양쪽에 2개씩 있어야 해요. 더 필요한 것: 시작 뒤 값 1개."
    assert cost["says"]["ko"] == cost["sentence"] == says
    assert "Still needed: 1 more after the start." in cost["says"]["en"]
    assert says in sign_in(cast.owner).get(reverse("pilot", args=[pilot.pk])).content.decode()


def test_a_changed_sheet_between_preview_and_import_is_refused(cast, pilot, sign_in):
    client = sign_in(cast.owner)
    client.post(reverse("pilot-import", args=[pilot.pk]), {"kpi": "cost", "sheet": "forged", "do": "take"})
    assert not Observation.objects.exists()


def test_an_unknown_kpi_is_said(cast, pilot, sign_in):
    answer = sign_in(cast.owner).post(reverse("pilot-import", args=[pilot.pk]), {"kpi": "nothing"})
    assert answer.status_code == 422


def days(count: int, first: date, mean: float) -> list[Point]:
    made, day = [], first
    while len(made) < count:
        if day.weekday() < 5:
            side = "after" if day >= START else "before"
            made.append(Point(mean + (len(made) % 5) * 0.2, side, "import", "", day))
        day += timedelta(days=1)
    return made


def test_many_days_are_compared_as_a_series_and_few_values_as_groups():
    daily = days(40, date(2026, 8, 24), 12) + days(19, START, 8)
    assert isinstance(evidence_of(daily, START), value.Effect)
    few = [Point(float(v), "before", "noted") for v in (3, 4, 3)] + [Point(float(v), "after", "noted") for v in (4, 5)]
    assert isinstance(evidence_of(few, START), value.MeanEffect)
    shares = [Point(float(n % 4 == 0), "before", "runs", share=True) for n in range(40)]
    assert evidence_of(shares, START) is None  # nothing from after the start
    shares += [Point(float(n % 8 == 0), "after", "runs", share=True) for n in range(40)]
    assert isinstance(evidence_of(shares, START), value.RateEffect)


def test_a_pilot_without_a_log_is_judged_by_what_was_noted(cast, owner, pilot, sign_in):
    values = [
        (point.period, str(point.day), Decimal(str(round(point.value, 2))), point.day)
        for point in days(40, date(2026, 8, 24), 12) + days(19, START, 6)
    ]
    services.note_observations(pilot, "time", values, actor=owner, why="날마다 적어서", clock=clock)
    found = looking.look_again(pilot, actor=owner, why="보려고", clock=clock)
    verdicts = {gate["gate"]["id"]: gate["verdict"] for gate in found.result["gates"]}
    assert verdicts["time"] == "pass"
    assert found.result["repeatability"] is None
    client = sign_in(cast.owner)
    for name in ("pilot", "pilot-kpis"):
        assert client.get(reverse(name, args=[pilot.pk])).status_code == 200
    assert client.get(reverse("examination", args=[found.pk])).status_code == 200


def test_times_noted_in_hours_are_told_in_hours(owner):
    told = {"id": "time", "kind": "ratio", "direction": "down", "threshold": 0.7, "unit": {"ko": "시간", "en": "hours"}}
    gates = [value.Gate.from_json({**told, "kpi": {"ko": "답장", "en": "Answer"}, "aim": {"ko": "", "en": ""}})]
    found = evidence_of(days(40, date(2026, 8, 24), 12) + days(19, START, 6), START)
    result = examine(Request(start=START), now=NOW, gates=gates, beside={"time": found}).as_json()
    assert result["effect"]["unit"] == {"ko": "시간", "en": "hours"}
    assert "시간" in result["effect"]["says"]["ko"]
    assert max(result["effect"]["saved_minutes"]) > 100


def test_a_value_by_hand_takes_its_side_from_its_day(cast, pilot, sign_in):
    client = sign_in(cast.owner)
    told = {"kpi": "cost", "value": "1500000", "day": "2026-11-02", "period": "before", "label": "11월"}
    client.post(reverse("pilot-value-add", args=[pilot.pk]), told)
    assert Observation.objects.get().period == "after"


def test_runs_of_outside_tools_are_values_like_our_own(owner):
    from jangbu.apps.pilots.kpis.collecting import points_of  # noqa: PLC0415
    from jangbu.apps.work import services as work  # noqa: PLC0415
    from jangbu.apps.work.models import EventSource, OutsideRun  # noqa: PLC0415

    process = work.add_process("견적", owner.id, actor=owner, why="많아서")
    tool = EventSource.objects.create(name="n8n", tool="n8n", process=process, created_at=NOW)
    plan = services.Plan("견적", "줄이기", START, date(2026, 11, 20), date(2026, 11, 23), value.default_gates())
    made = services.create_pilot(plan, actor=owner, why="시작", clock=clock)
    source = {"kind": "runs", "measure": "handling_minutes", "process": process.pk}
    made.plan = {"scope": [{"process": process.pk}], "kpis": [{"id": "time", "name": {}, "source": source}]}
    made.save()
    for place, (day, minutes) in enumerate(((date(2026, 10, 1), 12), (date(2026, 11, 2), 7))):
        begun = datetime(day.year, day.month, day.day, 9, tzinfo=SEOUL)
        ended = begun + timedelta(minutes=minutes)
        OutsideRun.objects.create(source=tool, key=str(place), state="done", started_at=begun, ended_at=ended)
    assert [(p.value, p.period, p.origin) for p in points_of(made, "time")] == [
        (12.0, "before", "outside"),
        (7.0, "after", "outside"),
    ]
