"""What stays the same over all sequences of test_all_kinds_serve: people, a vendor, earlier releases, an entry each."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.fakes.vendor import KEY, FakeVendor

from jangbu.apps.aimodels import services
from jangbu.apps.aimodels.running import Running
from jangbu.apps.gateway import services as gateway
from jangbu.apps.people.models import Person
from jangbu.apps.work import registering
from jangbu.apps.work import services as work
from jangbu.apps.work.models import KeptRelease
from jangbu.apps.work.services import Plan
from jangbu.engines import documents, releases
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.money import Money

WHY, WON = "순서를 바꿔 보려고", 1_000_000
MARK = """

_own = read


def read(*args, **more):
    found = _own(*args, **more)
    return replace(found, notes=(*found.notes, Sentence("{mark}", "{mark}")))
"""


@dataclass
class World:
    """What stays the same over all sequences: people, a vendor, three earlier releases of the rules and a paper."""

    vendor: FakeVendor
    actors: dict[str, Actor]
    people: dict[str, Person]
    rules: list[str]
    paper: Path


def plan_of(number: int, person: str, endpoint: str) -> Plan:
    """A draft whose prompt begins with its number."""
    told = {
        "prompt": f"<{number}> 답장을 써 주세요. {{{{문의}}}}",
        "inputs": [{"name": "문의"}],
        "endpoint": endpoint,
        "budget": {"minor": 1_000_000, "currency": "KRW"},
    }
    return Plan(person, "쓴다", "오는 대로", "여기", "빨리", told)


def set_up(world: World) -> None:
    """One entry of each kind, in use and in grace."""
    owner, person = world.actors["owner"], world.people["approver"].pk
    process = work.add_process("답장", person, actor=owner, why=WHY, volume=10)
    work.write_sop(process, "읽고 답한다", actor=owner, why=WHY)
    told = {"name": "시험", "base_url": world.vendor.base_url, "model": "fake-0", "currency": "KRW"}
    setup = gateway.Setup(**told, price_in=WON, price_out=WON, private_allowed=True)
    endpoint = gateway.add_endpoint(setup, KEY, actor=owner, why=WHY)
    gateway.switch(endpoint, True, actor=owner, why=WHY)
    work.add_automation(process, "답장", "draft", plan_of(0, person, endpoint.pk), actor=owner, why=WHY)
    old = Running("rules", "reader", "문서 읽기 규칙", {"rules": world.rules[0]}, world.rules[0][:7])
    services.note_running(old, actor=Actor.system())
    services.note_running(registering.ocr_running(), actor=Actor.system())


def kept_rules(folder: Path) -> list[str]:
    """Three earlier releases, each of which leaves its own mark on what it reads."""
    found, own = [], Path(documents.__file__).parent
    for number in range(3):
        place = folder / str(number)
        shutil.copytree(own, place, ignore=shutil.ignore_patterns("ocr", "render", "__pycache__"))
        with (place / "reader.py").open("a") as file:
            file.write(MARK.format(mark=f"규칙 {number}"))
        kept = releases.packed(place)
        KeptRelease.objects.create(part="rules", fingerprint=kept.fingerprint, data=kept.data, kept_at=system_clock())
        found.append(kept.fingerprint)
    return found


def an_invoice() -> bytes:
    day = datetime(2026, 11, 20, tzinfo=SEOUL).date()
    seller = documents.Party("1208147521", "다온금속(주)", "오정욱", "인천", "제조", "판재")
    buyer = documents.Party("2208162517", "한빛정밀(주)", "김민지", "인천", "제조", "부품")
    line = documents.Line("판재", 10, Money(100_000), Money(1_000_000), Money(100_000), day)
    return documents.kec_xml(documents.TaxInvoice("202611204100004200000001", day, seller, buyer, (line,)))
