"""Backups and restores of a firm that is really there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as site

from jangbu.apps.backups import drilling, queries, services, tables
from jangbu.apps.backups.models import Backup
from jangbu.apps.people import services as people
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

OPERATOR = Actor.operator("시험")
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def firm(transactional_db, settings, tmp_path):
    """A firm in a home of its own, with a file in its content store."""
    settings.HOME = tmp_path / "home"
    (settings.HOME / "content" / "ab").mkdir(parents=True)
    (settings.HOME / "content" / "ab" / "abcd").write_bytes(b"paper")
    (settings.HOME / "secret.key").write_text(site.SECRET_KEY)
    return people.create_firm(
        "한빛정밀", "minji@hanbit.example", "김민지", None, actor=OPERATOR, why="시험", is_sample=True
    )


def made(tmp_path: Path) -> Path:
    out = tmp_path / "one.backup"
    services.back_up(out, actor=OPERATOR, why="시험")
    return out


def test_a_backup_is_restored_in_an_empty_place_and_comes_out_the_same(firm):
    drill = drilling.drill_restore(actor=OPERATOR, why="시험")
    assert [step["en"] for step in drill.steps if not step["passed"]] == []
    assert drill.passed
    assert drill.head


def test_nothing_readable_is_left_in_the_file_and_the_first_key_is_told_once(firm, tmp_path):
    first = services.back_up(tmp_path / "one.backup", actor=OPERATOR, why="시험")
    second = services.back_up(tmp_path / "two.backup", actor=OPERATOR, why="시험")
    assert first.new_key
    assert second.new_key == ""
    content = (tmp_path / "one.backup").read_bytes()
    assert b"minji" not in content
    assert first.new_key.encode() not in content
    assert "한빛".encode() not in content


def test_a_wrong_key_a_cut_and_a_change_change_nothing(firm, tmp_path):
    file = made(tmp_path)
    wrong = tmp_path / "wrong.key"
    wrong.write_text(services.spoken(bytes(32)))
    before = Backup.objects.count()
    with pytest.raises(Problem, match="wrong_key"):
        services.restore(file, actor=OPERATOR, why="시험", key_file=wrong)
    data = file.read_bytes()
    for broken in (data[:-1], data[: len(data) // 2], data[:-40] + bytes(40), b"", b"PK\x03\x04"):
        file.write_bytes(broken)
        with pytest.raises(Problem):
            services.restore(file, actor=OPERATOR, why="시험")
    assert Backup.objects.count() == before
    assert [path.name for path in site.HOME.iterdir() if path.name.startswith(".")] == []


def test_records_are_never_laid_over_and_another_version_is_named(firm, tmp_path, monkeypatch):
    file = made(tmp_path)
    with pytest.raises(Problem, match="not_empty"):
        services.restore(file, actor=OPERATOR, why="시험")
    monkeypatch.setattr(tables, "schema", lambda: {"ledger": "9999_later"})
    with pytest.raises(Problem, match="other_version"):
        services.restore(file, actor=OPERATOR, why="시험")


def test_the_plan_makes_backups_when_they_are_due_and_keeps_as_many_as_it_says(firm, tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    services.change_plan(str(folder), 1, 2, 30, actor=OPERATOR, why="시험", clock=lambda: NOW)
    assert queries.standing(NOW).late
    for days in range(4):

        def clock(days: int = days) -> datetime:
            return NOW + timedelta(days=days)

        assert services.back_up_if_due(actor=Actor.system(), clock=clock) is not None
        assert services.back_up_if_due(actor=Actor.system(), clock=clock) is None
    assert len(list(folder.glob("*.backup"))) == 2
    assert not queries.standing(NOW + timedelta(days=3)).late
    assert queries.standing(NOW + timedelta(days=6)).late


@pytest.mark.parametrize("folder", ["", "backup", "/no/such/folder"])
def test_a_plan_with_a_folder_that_is_not_there_is_refused(firm, folder):
    with pytest.raises(Problem, match="bad_plan"):
        services.change_plan(folder, 1, 2, 30, actor=OPERATOR, why="시험")


def test_who_may_not_gets_no_backup(tmp_path, cast):
    with pytest.raises(Problem, match="denied"):
        services.back_up(tmp_path / "x.backup", actor=Actor.person(cast.member.pk, cast.member.name), why="시험")
    assert not (tmp_path / "x.backup").exists()
