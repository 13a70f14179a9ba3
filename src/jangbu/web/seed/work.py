"""The sample firm's work: processes written down, an automation that reads invoices, and what waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jangbu.apps.people import queries as people
from jangbu.apps.sources import queries as sources
from jangbu.apps.work import queries, runner, services
from jangbu.apps.work.models import Automation, Process
from jangbu.apps.work.straight import Straight
from jangbu.kernel.entry import Actor
from jangbu.web.seed import logs
from jangbu.web.seed.files import SampleFiles

TAKEN, APPROVED = 15, 0.6  # invoices that were handed in, and the share of them that was approved
SOP = """1. 메일이나 우편으로 온 세금계산서를 자동화에 맡긴다.
2. 공급자, 금액, 승인번호를 주문서와 견준다.
3. 계좌가 바뀌었으면 거래처에 전화해 확인한다.
4. 승인하면 지급 예정표에 올라간다. 지급은 매주 금요일에 한다."""
EXCEPTIONS = (
    ("외화 계산서", "환율을 확인하고 대표가 승인해요."),
    ("수정 계산서", "처음 계산서를 찾아 함께 봐요."),
)


def tell(files: SampleFiles, owner: Actor) -> None:
    """Told twice, it changes nothing the second time."""
    staff = {person.name: Actor.person(person.pk, person.name) for person in people.people_list()}
    if queries.processes(owner).exists() or not {"이서준", "박도윤"} <= staff.keys():
        return
    with at_once():
        invoices = _invoices(files, owner, staff["이서준"])
        _others(owner, staff)
        automation = _automation(invoices, owner, staff["이서준"])
        _hand_in(files, automation, staff)


@contextmanager
def at_once() -> Iterator[None]:
    """The past is told in this process; what comes later goes through the durable runner."""
    before = runner.runner()
    runner.bind(Straight())
    try:
        yield
    finally:
        runner.bind(before)


def _invoices(files: SampleFiles, owner: Actor, lead: Actor) -> Process:
    made = services.add_process(
        "매입 계산서 처리",
        lead.id,
        actor=owner,
        why="한 달에 200건이 넘어서",
        volume=210,
        input_format="전자세금계산서 XML이나 PDF, 스캔",
    )
    services.write_sop(made, SOP, actor=lead, why="사람마다 다르게 해서")
    for name, remedy in EXCEPTIONS:
        services.add_exception(made, name, remedy, actor=lead, why="늘 하던 대로 되지 않아서")
    log = files.log(logs.INVOICES)
    services.measure_log(made, log, log.name, actor=lead, why="되풀이되는지 보려고")
    return made


def _others(owner: Actor, staff: dict[str, Actor]) -> None:
    plans: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("견적 작성", "박도윤", {"input": "request", "volume": 200, "weight": "heavy"}),
        ("방문 일정", "박도윤", {"input": "calendar", "volume": 60, "weight": "light"}),
        ("문의 답장", "이서준", {"input": "text", "volume": 320, "weight": "light", "judgement": True}),
    )
    for name, lead, fields in plans:
        services.add_process(name, staff[lead].id, actor=owner, why="다음에 자동화할 만한 일이라", **fields)


def _automation(process: Process, owner: Actor, lead: Actor) -> Automation:
    vendors = [
        dataset.pk for dataset in sources.visible(owner).filter(name="거래처 목록") if sources.is_usable(dataset)
    ]
    plan = services.Plan(
        who=lead.id,
        what="세금계산서를 읽고 검사해서 지급 예정표에 올려요",
        when="계산서가 들어오는 대로",
        where="이 컴퓨터",
        why="한 건에 12분이 걸려서",
        settings={"straight_through": 0},
        datasets=vendors,
    )
    return services.add_automation(
        process, "매입 계산서 읽기", "invoice", plan, actor=owner, why="두 주 동안 해 보려고"
    )


def _hand_in(files: SampleFiles, automation: Automation, staff: dict[str, Actor]) -> None:
    papers = sorted(files.invoices.glob("*.pdf"))[:TAKEN]
    for place, path in enumerate(papers):
        given = services.Given(path.name, [path.read_bytes()])
        run = services.submit(automation, files=[given], actor=staff["박도윤"], why="메일로 들어와서")
        approval = run.approvals.first()
        if place < APPROVED * len(papers) and approval is not None:
            services.look_at(approval, actor=staff["이서준"])
            services.approve(approval, actor=staff["이서준"], why="주문서와 같아서")
    broken = services.Given("팩스.pdf", [papers[0].read_bytes()[:2000]]) if papers else None
    if broken is not None:
        services.submit(automation, files=[broken], actor=staff["박도윤"], why="팩스로 들어와서")
