"""Data across the rooms: pilots that use them, the worker and the commands, and what leaves by page, API and shell."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from typer.testing import CliRunner

from jangbu.apps.pilots import services as pilots
from jangbu.apps.pilots.examine import Request
from jangbu.apps.pilots.models import Examination
from jangbu.apps.sources import queries, services
from jangbu.apps.sources.models import Card, Dataset, QualityRun, Receipt, Version
from jangbu.apps.sources.tests.clearing import TODAY, cleared
from jangbu.cli import catalogue as commands
from jangbu.engines import value
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem
from jangbu.web import launch

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TABLE = "코드,이름,금액\n" + "".join(f"C{n:03d},김민{'지수호준서'[n % 5]},{n * 1000}\n" for n in range(1, 61))


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


def taken(owner: Actor, name: str = "명단.csv", text: str = TABLE) -> Version:
    return services.add_bytes([text.encode()], name, actor=owner, why="시험", as_of=TODAY, clock=fixed(START)).version


def kept_for(version: Version, owner: Actor, days: int = 30) -> None:
    changed = {"keep_number": days, "keep_unit": "days", "keep_since": "collected"}
    cleared(version.dataset, owner, clock=fixed(START), **changed)


def expire(days: int) -> None:
    services.delete_expired(actor=Actor.system(), clock=fixed(START + timedelta(days=days)))


def test_a_pilot_is_judged_only_by_data_that_were_cleared(owner, tmp_path):
    (tmp_path / "명단.csv").write_text(TABLE, "utf-8")
    log = "건,단계,일시\n" + "".join(
        f"{case},{step},2026-{1 + case % 9:02d}-{1 + case % 27:02d} {9 + place:02d}:00:00\n"
        for case in range(120)
        for place, step in enumerate(("받음", "확인", "끝"))
    )
    (tmp_path / "기록.csv").write_text(log, "utf-8")
    plan = pilots.Plan("정리", "줄이기", date(2026, 6, 1), date(2026, 9, 1), TODAY, tuple(value.default_gates()))
    pilot = pilots.create_pilot(plan, actor=owner, why="시험")
    request = Request(cases=tmp_path / "기록.csv", tables=(tmp_path / "명단.csv",))
    pilots.run_examination(request, actor=owner, why="둘러보기")  # looking alone is free
    with pytest.raises(Problem, match="not_answered"):
        pilots.run_examination(request, actor=owner, why="판정", pilot=pilot)
    assert not pilot.examinations.exists()
    dataset = Dataset.objects.get(name="명단")
    cleared(dataset, owner)
    pilots.run_examination(request, actor=owner, why="판정", pilot=pilot)
    assert [node.name for node in queries.lineage_of(dataset).at(1, 1)] == ["기록.csv", "정리"]
    assert Card.objects.get().last_used_at is not None


def test_events_leave_by_page_api_and_command(owner, cast, sign_in, monkeypatch, tmp_path):
    first, second = taken(owner, "원본.csv"), taken(owner, "정리.csv", TABLE + "z,가,1\n")
    services.record_lineage([first], Subject("version", second.pk), name="정리", actor=owner, why="손질")
    client, dataset = sign_in(cast.member), second.dataset
    by_page = client.get(reverse("dataset-lineage", args=[dataset.pk]), {"format": "openlineage"}).json()
    by_api = client.get(f"/api/v1/datasets/{dataset.pk}/lineage").json()
    monkeypatch.setattr("jangbu.web.launch.prepare", lambda: None)
    run = CliRunner().invoke(commands.app, ["lineage", "정리", "--openlineage", "--out", str(tmp_path / "l.json")])
    assert run.exit_code == 0
    assert by_page == by_api == json.loads((tmp_path / "l.json").read_text("utf-8"))
    assert CliRunner().invoke(commands.app, ["lineage", "없는 것"]).exit_code == 2
    plain = CliRunner().invoke(commands.app, ["lineage", "정리"]).stdout
    assert "원본 → 정리" in plain
    assert client.get("/api/v1/datasets/none/lineage").status_code == 404


def test_the_examples_in_examinations_go_too(owner, django_capture_on_commit_callbacks):
    version = taken(owner)
    kept_for(version, owner)
    result = {"tables": [QualityRun.objects.get().result], "gates": []}
    found = Examination.objects.create(result=result, created_at=START)
    with django_capture_on_commit_callbacks(execute=True):
        expire(30)
    found.refresh_from_db()
    assert all(column["top"] == [] for column in found.result["tables"][0]["columns"])


def test_the_command_prints_one_json_document(owner, monkeypatch):
    version = taken(owner)
    kept_for(version, owner, days=1)
    Version.objects.update(created_at=LONG_AGO)
    monkeypatch.setattr("jangbu.web.launch.prepare", lambda: None)
    run = CliRunner().invoke(commands.app, ["expire", "--dry-run", "--json"])
    assert run.exit_code == 0
    document = json.loads(run.stdout)
    assert (document["dry_run"], document["versions"][0]["state"]) == (True, "due")
    run = CliRunner().invoke(commands.app, ["expire"])
    assert "지웠어요" in run.stdout
    assert Receipt.objects.count() == 1


def test_the_worker_deletes_what_is_due(owner):
    version = taken(owner)
    kept_for(version, owner, days=1)
    Version.objects.update(created_at=LONG_AGO)
    launch.work()
    assert Receipt.objects.get().deleted_at is not None
    assert Dataset.objects.count() == 1
