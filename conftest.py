"""What every test stands on: a home of its own, and the cast."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from jangbu.apps.people.models import Person

HOME = Path(tempfile.mkdtemp(prefix="jangbu-test-"))
os.environ["JANGBU_HOME"] = str(HOME)  # for the programs that tests start
PASSWORD = "한빛정밀-2026-비밀번호"  # noqa: S105  # of nobody
JOINED = datetime(2026, 1, 2, 0, 0, tzinfo=UTC)


def pytest_configure() -> None:
    """pytest-django reads the settings before it reads this file, so the home is put in their place."""
    from django.conf import settings  # noqa: PLC0415  # only now are the settings chosen
    from django.db import connections  # noqa: PLC0415

    settings.HOME = HOME
    settings.CONTENT_STORE = HOME / "content"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    database = connections.settings["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["NAME"] = HOME / "jangbu.sqlite3"
        database["TEST"]["NAME"] = HOME / "test.sqlite3"
    _let_tests_flush()


def _let_tests_flush() -> None:
    """Tests with real transactions empty all tables when they end, which the guards of the ledger rightly refuse.

    So around that emptying, and nowhere else, the guards are lowered by the migration that raised them.
    """
    from django.db.backends.base.operations import BaseDatabaseOperations  # noqa: PLC0415

    guards = import_module("jangbu.apps.ledger.migrations.0002_refuse_change").guards
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_unguarded(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        raised = list(guards(self.connection.vendor).values())
        lower, again = [drop for _make, drop in reversed(raised)], [make for make, _drop in raised]
        flush(self, [*lower, *sql_list, "DELETE FROM ledger_past", *again])  # emptying noted itself

    BaseDatabaseOperations.execute_sql_flush = flush_unguarded  # type: ignore[method-assign]


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@dataclass(frozen=True)
class Cast:
    """The people of 한빛정밀, one of each role, and an outsider who must see nothing."""

    owner: Person  # 김민지
    approver: Person  # 이서준
    member: Person  # 박도윤
    it: Person  # 최하은
    auditor: Person  # 정우진
    outsider: Person  # 손하늘, a guest without any grant


@pytest.fixture
def cast(db: None) -> Cast:
    from jangbu.apps.people.models import Person  # noqa: PLC0415  # models exist only once the apps are loaded

    def person(name: str, title: str, role: str, address: str) -> Person:
        someone = Person(name=name, title=title, role=role, email=f"{address}@hanbit.example", joined_at=JOINED)
        someone.set_password(PASSWORD)
        someone.save(force_insert=True)
        return someone

    return Cast(
        owner=person("김민지", "대표", "owner", "minji"),
        approver=person("이서준", "운영 책임", "approver", "seojun"),
        member=person("박도윤", "영업 담당", "member", "doyun"),
        it=person("최하은", "전산 책임", "approver", "haeun"),
        auditor=person("정우진", "회계 법인", "auditor", "woojin"),
        outsider=person("손하늘", "거래처", "guest", "haneul"),
    )


@pytest.fixture
def sign_in(client: Client) -> Callable[[Person], Client]:
    """`sign_in(cast.owner)`: a browser in which that person has signed in with both factors."""
    from jangbu.apps.people.models import SECOND_FACTOR_KEY  # noqa: PLC0415

    def signed_in(person: Person) -> Client:
        client.force_login(person)
        session = client.session
        session[SECOND_FACTOR_KEY] = person.pk
        session.save()
        return client

    return signed_in
