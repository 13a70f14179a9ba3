"""Four answers make a whole plan; the start freezes what is measured; a stop elsewhere stops the pilot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.urls import reverse

from jangbu.apps.pilots.drafting import content, services
from jangbu.apps.pilots.drafting.draft import Facts, ProcessFact, draft, from_template, gate_of
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.stopping import services as stopping
from jangbu.apps.pilots.worth.case import links
from jangbu.apps.work import services as work
from jangbu.engines import value
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, tzinfo=SEOUL)
FACTS = Facts(
    today=NOW.date(),
    processes=[
        ProcessFact("p1", "계산서", "lead", 210, "ocr_llm", {"ko": "문서라서", "en": "documents"}),
        ProcessFact("p2", "견적", "lead", 200, "guided", {"ko": "틀이 있어서", "en": "a form"}),
    ],
    datasets={"d1": "계산서 기록"},
    people=[("boss", "김민지", "owner")],
)


def clock() -> datetime:
    return NOW


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def pilot(owner) -> Pilot:
    process = work.add_process("매입 계산서", owner.id, actor=owner, why="많아서", volume=210)
    made = services.begin_draft(actor=owner, why="해 보려고", clock=clock)
    told = {"process": [process.pk], "process_named": ""}
    return services.answer_question(made, "process", told, actor=owner, why="답해서", clock=clock)


def test_every_answer_of_the_catalogue_gives_a_plan_that_could_start():
    for constraint in content.questions()[0]["choices"]:
        for success in content.questions()[3]["choices"]:
            answers = {"constraint": constraint["id"], "process": ["p1"], "source": "d1", "success": success["id"]}
            plan = draft(answers, FACTS)
            assert services.lacking(plan) == []
            assert 2 <= sum(kpi["core"] for kpi in plan["kpis"]) <= 3
            for gate in plan["gates"]:
                value.Gate.from_json(gate)
            dates = plan["calendar"]
            assert dates["starts_on"] < dates["ends_on"] < dates["decide_on"]
            assert date.fromisoformat(dates["starts_on"]).weekday() == 0


def test_skipping_everything_still_gives_a_complete_draft():
    plan = draft({}, FACTS)
    assert services.lacking(plan) == []
    assert plan["scope"][0]["process"] == "p1"  # the busiest
    assert [gate["id"] for gate in plan["gates"]] == ["time", "rework", "satisfaction", "cost"]  # requirement P14
    assert [week["week"] for week in plan["weeks"]] == [1, 2, 3, 4]
    assert plan["roles"][2]["person"] == "boss"


def test_the_eight_week_poc_has_its_own_weeks():
    plan = draft({"success": "careful"}, FACTS)
    assert [week["week"] for week in plan["weeks"]] == [1, 2, 4, 6, 8]
    days = plan["calendar"]
    assert (date.fromisoformat(days["ends_on"]) - date.fromisoformat(days["starts_on"])).days == 53


def test_an_answer_drafts_again_and_leaves_alone_what_a_person_changed(owner, pilot):
    typed = {"name": content.typed("내 이름"), "text": content.typed("내 목표")}
    services.change_section(pilot, "goal", typed, actor=owner, why="")
    told = {"constraint": "errors"}
    after = services.answer_question(pilot, "constraint", told, actor=owner, why="답해서", clock=clock)
    assert after.name == "내 이름"
    assert [kpi["id"] for kpi in after.plan["kpis"] if kpi["core"]] == ["rework", "time", "satisfaction"]


def test_the_start_freezes_the_measures_and_a_later_change_needs_a_reason_and_stays(owner, pilot):
    started = services.start_pilot(pilot, actor=owner, why="시작", clock=clock)
    gates = [{**gate, "threshold": 0.9} if gate["id"] == "time" else gate for gate in started.plan["gates"]]
    with pytest.raises(Problem, match="no_reason"):
        services.change_section(started, "gates", gates, actor=owner, why=" ")
    before = services.fingerprint(started.plan)
    changed = services.change_section(started, "gates", gates, actor=owner, why="너무 어려워서", clock=clock)
    assert services.fingerprint(changed.plan) != before
    assert changed.measure_changes.get().kpis == ["time"]
    services.change_section(changed, "roles", [], actor=owner, why="", clock=clock)  # not a measure
    assert changed.measure_changes.count() == 1


def test_a_draft_without_gates_cannot_start_and_says_so(owner, pilot):
    services.change_section(pilot, "gates", [], actor=owner, why="")
    with pytest.raises(Problem) as raised:
        services.start_pilot(pilot, actor=owner, why="시작", clock=clock)
    assert "통과 기준 하나" in raised.value.sentence("ko")


def test_more_than_three_processes_or_core_kpis_are_refused(owner, pilot):
    with pytest.raises(Problem, match="too_many_processes"):
        services.change_section(pilot, "scope", pilot.plan["scope"] * 4, actor=owner, why="")
    kpis = [{**pilot.plan["kpis"][0], "id": f"k{n}", "core": True} for n in range(4)]
    with pytest.raises(Problem, match="too_many_kpis"):
        services.change_section(pilot, "kpis", kpis, actor=owner, why="")


def test_a_discarded_draft_comes_back(owner, pilot):
    assert services.discard_draft(pilot, actor=owner, why="아니어서").state == Pilot.State.DISCARDED
    assert services.discard_draft(pilot, actor=owner, why="역시").state == Pilot.State.DRAFT


@pytest.mark.usefixtures("pilot")
def test_four_questions_lead_to_the_plan_by_browser(cast, sign_in):
    client = sign_in(cast.owner)
    answer = client.post(reverse("pilot-new"))
    while "/questions/" in answer["Location"]:
        page = client.get(answer["Location"])
        assert page.status_code == 200
        answer = client.post(answer["Location"], {"skip": "1"})
    plan = client.get(answer["Location"]).content.decode()
    assert "바로 시작할 수 있어요." in plan


def test_every_part_of_a_plan_can_be_opened_and_saved_without_changing_it(cast, pilot, sign_in):
    client = sign_in(cast.owner)
    before = pilot.plan
    for section in services.SECTIONS:
        url = reverse("pilot-section", args=[pilot.pk, section])
        page = client.get(url)
        assert page.status_code == 200, section
        form = page.context["editor"].form
        forms = list(form) if page.context["editor"].many else [form]
        data = {key: each for one in forms for key, each in _typed(one).items()}
        if page.context["editor"].many:
            data |= {
                f"{form.prefix}-TOTAL_FORMS": len(forms),
                f"{form.prefix}-INITIAL_FORMS": form.initial_form_count(),
            }
        answer = client.post(url, data)
        assert answer.status_code == 302, (section, page.context["editor"].form.errors)
        pilot.refresh_from_db()
        assert pilot.plan[section] == before[section], section


def _typed(form) -> dict[str, object]:
    found = {}
    for field in form:
        value_ = field.value()
        if value_ is not None and value_ is not False and value_ != "":
            found[field.html_name] = value_
    return found


def test_a_data_stop_of_its_process_pauses_the_pilot_and_a_person_sets_it_going(
    owner, pilot, django_capture_on_commit_callbacks
):
    started = services.start_pilot(pilot, actor=owner, why="시작", clock=clock)
    with django_capture_on_commit_callbacks(execute=True):
        automation = automation_of(started, owner)
        reason = work.Reason("거래처 목록 데이터가 기준에 못 미쳐요.", "The vendor list fails its gate.")
        work.pause(automation, reason, actor=Actor.rule("work.stop_on_data"), why=reason.ko, reopen=True)
    started.refresh_from_db()
    assert (started.state, started.stopped_by_rule) == (Pilot.State.PAUSED, True)
    assert "거래처 목록" in started.stopped_ko
    stopping.resume_pilot(started, actor=owner, why="고쳤어요")
    started.refresh_from_db()
    assert started.state == Pilot.State.RUNNING


def test_a_suspicion_rolls_the_pilot_back(owner, pilot, django_capture_on_commit_callbacks):
    started = services.start_pilot(pilot, actor=owner, why="시작", clock=clock)
    with django_capture_on_commit_callbacks(execute=True):
        automation = automation_of(started, owner)
        work.roll_back(automation, work.Reason("열쇠가 샜어요", "A key leaked"), actor=owner, why="열쇠가 샜어요")
    started.refresh_from_db()
    assert (started.state, started.stopped_by_rule) == (Pilot.State.ROLLED_BACK, True)


def test_data_of_the_plan_below_their_gate_pause_the_pilot_and_reopen_the_way_of_working(
    owner, pilot, django_capture_on_commit_callbacks
):
    from jangbu.apps.sources import services as sources  # noqa: PLC0415
    from jangbu.apps.work import queries as processes  # noqa: PLC0415

    table = "코드,금액\n" + "".join(f"C{n:03d},{n * 1000}\n" for n in range(1, 61))
    taken = sources.add_bytes([table.encode()], "기록.csv", actor=owner, why="재려고", as_of=NOW.date())
    kpis = [{**kpi, "source": {**kpi["source"], "dataset": taken.version.dataset_id}} for kpi in pilot.plan["kpis"]]
    services.change_section(pilot, "kpis", kpis, actor=owner, why="")
    started = services.start_pilot(pilot, actor=owner, why="시작", clock=clock)
    twice = table.replace("C010,", "C009,")
    with django_capture_on_commit_callbacks(execute=True):
        sources.set_threshold(taken.version.dataset, 100, actor=owner, why="엄하게")
        sources.add_bytes([twice.encode()], "기록.csv", actor=owner, why="다시", as_of=NOW.date())
    started.refresh_from_db()
    assert (started.state, started.stopped_by_rule) == (Pilot.State.PAUSED, True)
    process = processes.find_process(owner, started.plan["scope"][0]["process"])
    assert process.sop_open


def automation_of(pilot: Pilot, owner: Actor):
    from jangbu.apps.work import queries, runner  # noqa: PLC0415
    from jangbu.apps.work.straight import Straight  # noqa: PLC0415

    runner.bind(Straight())
    process = queries.find_process(owner, pilot.plan["scope"][0]["process"])
    plan = work.Plan(who=owner.id, what="읽기", when="날마다", where="여기", why="많아서", settings={}, datasets=())
    return work.add_automation(process, "계산서 읽기", "invoice", plan, actor=owner, why="해 보려고")


def test_every_template_says_what_is_counted_where_and_has_a_gate_that_can_be_judged():
    plan = draft({}, FACTS)
    for key, template in content.templates().items():
        made = from_template(key, {"source": "d1"}, plan["scope"], plan["calendar"], core=False)
        for text in (made["name"], made["definition"], made["query"], made["unit"], made["why"]):
            assert text["ko"], key
            assert text["en"], key
        assert made["axis"] in content.axes()
        rule = template["gate"]
        value.Gate.from_json(gate_of(made, rule["kind"], float(rule["threshold"]), rule["aim"]))
        assert set(template.get("links", ())) <= set(content.templates())


@pytest.mark.parametrize(
    ("comes_in", "usual"),
    [("document", "touchless"), ("request", "quote_win"), ("calendar", "no_show"), ("text", "draft_kept")],
)
def test_what_such_work_usually_measures_is_offered_first(comes_in, usual):
    process = replace(FACTS.processes[0], input=comes_in)
    plan = draft({"process": ["p1"]}, replace(FACTS, processes=[process]))
    assert usual in plan["usual"]
    assert not {kpi["id"] for kpi in plan["kpis"]} & set(plan["usual"])


def test_hours_of_a_kpi_of_the_same_work_are_not_counted_beside_handling_time():
    kpis = [{"id": key, "name": key, "axis": "productivity", "links": []} for key in ("log_triage", "time")]
    found = {link.id: link for link in links(kpis, error_cost=0)}
    assert (found["time"].how, found["log_triage"].how) == ("counted", "shown")
    assert found["log_triage"].reason == "same_hours"
