"""A process with an invoice automation, papers to hand in, and a runner that goes on at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from jangbu.apps.work import runner, services
from jangbu.apps.work.models import Automation, Process
from jangbu.apps.work.services import Given, Plan
from jangbu.apps.work.straight import Straight
from jangbu.apps.work.tests.post import post_office
from jangbu.engines import documents
from jangbu.kernel.entry import Actor
from jangbu.kernel.money import Money

__all__ = ["post_office"]  # a fixture of its own file
WHY = "손이 많이 가서"
BUYER = documents.Party("2208162517", "한빛정밀(주)", "김민지", "인천 남동구 앵고개로 1", "제조", "정밀부품")
SELLER = documents.Party("1208147521", "다온금속(주)", "오정욱", "인천 남동구 은봉로 65", "제조", "금속 판재")


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def approver(cast) -> Actor:
    return Actor.person(cast.approver.pk, cast.approver.name)


@pytest.fixture
def member(cast) -> Actor:
    return Actor.person(cast.member.pk, cast.member.name)


@pytest.fixture
def direct() -> Iterator[Straight]:
    made = Straight()
    runner.bind(made)
    yield made
    runner.bind(runner.Nobody())


@pytest.fixture
def process(owner, cast) -> Process:
    made = services.add_process("매입 계산서", cast.approver.pk, actor=owner, why=WHY, volume=200)
    services.write_sop(made, "받아서 견주고 승인한다", actor=owner, why=WHY)
    return made


@pytest.fixture
def plan(cast) -> Callable[..., Plan]:
    def make(**settings: object) -> Plan:
        return Plan(cast.approver.pk, "계산서를 읽는다", "들어오는 대로", "이 컴퓨터", "시간을 아끼려고", settings)

    return make


@pytest.fixture
def automation(process, plan, owner) -> Automation:
    return services.add_automation(process, "계산서 읽기", "invoice", plan(), actor=owner, why=WHY)


@pytest.fixture
def paper(tmp_path) -> Callable[..., Path]:
    """A tax invoice of ours as a PDF: `paper(net=1_000_000)`."""

    def make(net: int = 1_000_000, approval_number: str = "20261120410000426f03675a") -> Path:
        line = documents.Line("판재", 10, Money(net // 10), Money(net), Money(net // 10), date(2026, 11, 20))
        invoice = documents.TaxInvoice(approval_number, date(2026, 11, 20), SELLER, BUYER, (line,))
        path = tmp_path / f"{approval_number}.pdf"
        documents.render("tax_invoice", invoice.as_json(), out=path)
        return path

    return make


def given(path: Path) -> Given:
    return Given(path.name, [path.read_bytes()])
