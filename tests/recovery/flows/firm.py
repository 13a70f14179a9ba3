"""`python -m tests.recovery.flows.firm COMMAND`: one process of a small firm, on the home and database it is told.

set-up        a firm with a process and an automation
submit N      hand in N invoices
approve       approve what waits
work [DEAD]   be a worker until killed; DEAD seconds of silence make another one dead
report        one JSON document: runs by state, payables, entries of each run, whether the ledger holds
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from jangbu.web import launch

GROSS = 1_100_000


def set_up() -> None:
    from jangbu.apps.people import services as people
    from jangbu.apps.work import services

    people.create_firm(
        "한빛정밀", "minji@hanbit.example", "김민지", None, actor=launch.operator(), why="시험", is_sample=True
    )
    owner = _owner()
    process = services.add_process("매입", owner.id, actor=owner, why="시험")
    plan = services.Plan(owner.id, "읽기", "늘", "여기", "시험", {})
    services.add_automation(process, "매입", "invoice", plan, actor=owner, why="시험")


def submit(count: int) -> None:
    from jangbu.apps.work import services
    from jangbu.apps.work.models import Automation
    from jangbu.engines import documents
    from jangbu.kernel.money import Money

    seller = documents.Party("1208147521", "다온금속(주)", "오정욱", "인천", "제조", "판재")
    buyer = documents.Party("2208162517", "한빛정밀(주)", "김민지", "인천", "제조", "부품")
    line = documents.Line("판재", 10, Money(100_000), Money(1_000_000), Money(100_000), date(2026, 11, 20))
    automation = Automation.objects.get(kind="invoice")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            invoice = documents.TaxInvoice(f"2026112041000042{number:08d}", date(2026, 11, 20), seller, buyer, (line,))
            path = Path(folder) / f"{number}.xml"
            path.write_bytes(documents.kec_xml(invoice))
            given = services.Given(path.name, [path.read_bytes()])
            services.submit(automation, files=[given], actor=launch.operator(), why="시험")


def approve() -> None:
    from jangbu.apps.work import queries, services

    for approval in list(queries.inbox(_owner())):
        services.approve(approval, actor=_owner())
        services.approve(approval, actor=_owner())  # every click comes twice


def work(dead: float | None = None) -> None:
    from jangbu.flows import worker

    if dead is not None:
        worker.DEAD, worker.SWEEP, worker.BEAT = dead, 0.5, 0.5
    with launch.worker():
        print("up", flush=True)
        launch.until_stopped(every=3600)


def report() -> None:
    print(json.dumps(found()))


def found() -> dict:
    """What the records say now."""
    from jangbu.apps.ledger.models import Entry
    from jangbu.apps.ledger.verification import examine
    from jangbu.apps.work.models import Payable, Run

    done = Counter(Entry.objects.filter(action="work.run_done").values_list("subject_id", flat=True))
    return {
        "runs": dict(Counter(Run.objects.values_list("state", flat=True))),
        "payables": Payable.objects.count(),
        "money": sum(Payable.objects.values_list("gross", flat=True)),
        "most_entries_of_a_run": max(done.values(), default=0),
        "ledger": not examine(None, []).broken_at,
    }


def _owner():
    from jangbu.apps.people import queries as people

    return people.owner_actor()


if __name__ == "__main__":
    launch.prepare()
    command, *rest = sys.argv[1:]
    {"set-up": set_up, "submit": submit, "approve": approve, "work": work, "report": report}[command](
        *(float(each) if command == "work" else int(each) for each in rest)
    )
