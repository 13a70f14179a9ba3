"""Processes: written down, a pattern proposed with its reason, the way of working kept version by version."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.work import services
from jangbu.apps.work.models import Process
from jangbu.apps.work.processes.patterns import propose
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
WHY = "손이 많이 가서"


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def invoices(owner, cast) -> Process:
    return services.add_process("매입 계산서", cast.approver.pk, actor=owner, why=WHY, volume=200)


def test_documents_are_read_and_a_person_looks_at_what_is_not_certain(invoices):
    found = propose(invoices)
    assert found.pattern == "ocr_llm"
    assert "문서" in found.reasons[0]["ko"]
    assert any("승인" in reason["ko"] for reason in found.reasons)


@pytest.mark.parametrize(
    ("fields", "pattern"),
    [
        ({"input": "calendar"}, "guided"),
        ({"input": "request", "judgement": True}, "decision_support"),
        (
            {"input": "request", "weight": "light", "volume": 200, "repeatability": {"verdict": "repeatable"}},
            "end_to_end",
        ),
        ({"input": "request", "weight": "light", "volume": 5, "repeatability": {"verdict": "repeatable"}}, "guided"),
        ({"input": "request", "repeatability": {"verdict": "not_yet"}}, "decision_support"),
    ],
)
def test_the_criteria_choose_the_pattern(fields, pattern):
    assert propose(Process(name="일", owner="x", **fields)).pattern == pattern


def test_choosing_another_pattern_needs_a_reason(invoices, owner):
    with pytest.raises(Problem, match="reason_missing"):
        services.choose_pattern(invoices, "guided", actor=owner, why=" ")
    chosen = services.choose_pattern(invoices, "guided", actor=owner, why="아직 스캔이 흐려서")
    assert chosen.pattern == "guided"


def test_a_name_is_given_once(invoices, owner, cast):
    with pytest.raises(Problem, match="name_taken"):
        services.add_process("매입 계산서", cast.owner.pk, actor=owner, why=WHY)


def test_a_member_may_not_write_processes(cast):
    with pytest.raises(Problem, match="denied"):
        services.add_process("일", cast.owner.pk, actor=Actor.person(cast.member.pk, cast.member.name), why=WHY)


def test_ways_of_working_are_kept_and_writing_one_closes_a_reopened_one(invoices, owner):
    Process.objects.filter(pk=invoices.pk).update(sop_open=True)
    services.write_sop(invoices, "1. 받는다\n2. 본다", actor=owner, why=WHY)
    services.write_sop(invoices, "1. 받는다\n2. 견준다", actor=owner, why=WHY)
    invoices.refresh_from_db()
    assert not invoices.sop_open
    assert [sop.number for sop in invoices.sops.all()] == [2, 1]


def test_a_change_tells_only_what_changed(invoices, owner):
    services.change_process(invoices, {"volume": 250, "weight": invoices.weight}, actor=owner, why=WHY)
    line = ledger.history(Subject("process", invoices.pk), limit=1)[0]
    assert "한 달 건수" in line.what
    assert "무게" not in line.what


def test_an_exception_put_aside_comes_back(invoices, owner):
    services.add_exception(invoices, "외화", "담당에게 넘겨요", actor=owner, why=WHY)
    exception = invoices.exceptions.get()
    services.remove_exception(exception, actor=owner, why=WHY)
    assert exception.archived_at is not None
    services.remove_exception(exception, actor=owner, why=WHY)
    assert exception.archived_at is None


def test_the_log_of_a_process_gives_its_verdict(invoices, owner, tmp_path):
    log = tmp_path / "log.csv"
    rows = ["건,단계,일시"]
    for number in range(150):
        rows += [
            f"P{number},{step},2026-10-{number % 28 + 1:02d} {9 + place}:00:00" for place, step in enumerate("접검승")
        ]
    log.write_text("\n".join(rows), "utf-8")
    services.measure_log(invoices, log, log.name, actor=owner, why=WHY)
    assert invoices.repeatability["verdict"] == "repeatable"


def test_the_pages_show_a_process_from_empty_to_written(sign_in, cast):
    client = sign_in(cast.owner)
    empty = client.get(reverse("process-list")).content.decode()
    assert "되풀이하는 일 하나부터" in empty
    answer = client.post(
        reverse("process-new"),
        {"name": "견적", "owner": cast.owner.pk, "input": "request", "weight": "light", "why": WHY, "volume": "30"},
    )
    page = client.get(answer["Location"]).content.decode()
    assert "견적" in page
    assert "틀이 있는 일이라" in page
