"""The sample firm's story, told with the services a real firm uses. Each step looks whether it was told before."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from jangbu.apps.ledger import commands as ledger
from jangbu.apps.ledger import queries as entries
from jangbu.apps.people import queries as people
from jangbu.apps.people import services as people_services
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.pilots import reports, services
from jangbu.apps.pilots.examine import Request
from jangbu.apps.sources import queries as sources
from jangbu.apps.sources import services as sources_services
from jangbu.kernel.entry import Actor
from jangbu.web.seed import (
    aimodels,
    appointments,
    cards,
    checking,
    drafts,
    duties,
    incidents,
    laws,
    learning,
    logs,
    models,
    outside,
    piloting,
    policies,
    quotes,
    reporting,
    vendors,
    work,
    year,
)
from jangbu.web.seed.chapters import Chapter, tell_all
from jangbu.web.seed.files import SampleFiles, write_files

FIRM = "한빛정밀"
OWNER = ("김민지", "minji@hanbit.example")
STAFF = (
    ("이서준", "seojun@hanbit.example", "approver", "운영팀장"),
    ("박도윤", "doyun@hanbit.example", "member", "사원"),
    ("최하은", "haeun@hanbit.example", "approver", "IT 담당"),
    ("정감사", "audit@hanbit.example", "auditor", "외부 감사"),
)
PILOT = "매입 계산서 처리"
GOAL = (
    "매입 세금계산서 한 건을 처리하는 시간을 30% 넘게 줄이고, 오류로 다시 하는 일을 20% 넘게 줄여요. "
    "비용은 10% 넘게 늘리지 않고, 일하는 사람의 만족을 0.5점 넘게 올려요."
)


def tell(folder: Path, *, today: date, actor: Actor, invoice_count: int = 60) -> SampleFiles:
    """From nothing to a pilot that waits for its decision. Told twice, it changes nothing the second time."""
    files = write_files(folder, told_on(folder, today), invoice_count=invoice_count)
    if people.firm() is None:
        tell_all(the_year(files, actor), files.dates.today)
    owner = people.owner_actor() or actor
    _data(files, owner)
    models.tell(owner)
    outside.tell(owner, files.dates.today)
    work.tell(files, owner)
    _pilot(files, owner)
    vendors.tell()
    quotes.tell(files, owner)
    drafts.tell(owner, files.dates.today)
    outside.join(owner)
    appointments.tell(files, owner)
    aimodels.tell()
    duties.tell()
    reporting.tell(files.dates.today, owner)
    learning.tell(files.dates.today, owner)
    laws.tell(owner)
    checking.tell()
    if not entries.state().anchored_up_to:
        ledger.anchor(None)
    return files


def the_year(files: SampleFiles, actor: Actor) -> list[Chapter]:
    """What happened before the day the story is told, from the founding on."""
    found = [
        Chapter(year.DAYS, lambda: _people(actor)),
        *year.chapters(files),
        *vendors.chapters(files.dates.today),
        *policies.chapters(),
        *incidents.chapters(files.dates.today),
        *laws.chapters(),
        *aimodels.chapters(),
    ]
    return [*found, *duties.chapters({each.ago for each in found}, files.dates.today)]


def told_on(folder: Path, today: date) -> date:
    """The day the story was first told, so that a demo opened a week later still agrees with itself."""
    mark = folder / "written-on.txt"
    if not mark.exists():
        folder.mkdir(parents=True, exist_ok=True)
        mark.write_text(today.isoformat(), encoding="ascii")
    return date.fromisoformat(mark.read_text(encoding="ascii").strip())


def _people(actor: Actor) -> None:
    if people.firm() is None:
        people_services.create_firm(
            FIRM, OWNER[1], OWNER[0], None, actor=actor, why="예시 회사를 열려고", is_sample=True
        )
    owner = people.owner_actor() or actor
    known = {person.email for person in people.people_list()}
    for name, email, role, title in STAFF:
        if email not in known:
            people_services.invite_person(email, name, role, title=title, actor=owner, why=f"{title} 일을 맡아서")


def _data(files: SampleFiles, owner: Actor) -> None:
    known = {line.dataset.name for line in sources.lines(owner)}
    for path, why in (
        (files.customers, "거래처 자료가 믿을 만한지 보려고"),
        (files.staff, "담당자를 맞춰 보려고"),
        (files.costs, "파일럿 앞뒤 비용을 보려고"),
        (files.log(logs.INVOICES), "파일럿의 앞뒤를 이 기록으로 재려고"),
        (files.log(logs.QUOTES), "견적도 반복되는 일인지 보려고"),
        (files.log(logs.APPOINTMENTS), "일정 잡기도 반복되는 일인지 보려고"),
    ):
        if path.stem not in known:
            sources_services.add_file(path, actor=owner, why=why, as_of=files.dates.today)
    cards.answer(owner, files.dates.today)


def _pilot(files: SampleFiles, owner: Actor) -> None:
    pilot = pilots.visible(owner).filter(name=PILOT).first()
    dates = files.dates
    if pilot is None:
        pilot = piloting.draft_invoices(files, owner, PILOT, GOAL)
    if not pilot.observations.exists():
        spent = costs(files)
        services.note_observations(pilot, "cost", spent, actor=owner, why="달마다 나간 돈을 비교하려고")
        said = answers(files)
        services.note_observations(pilot, "satisfaction", said, actor=owner, why="일하는 사람의 생각을 비교하려고")
    if not pilot.examinations.exists():
        request = Request(
            cases=files.log(logs.INVOICES),
            tables=(files.customers,),
            documents=(files.invoices,),
            start=dates.pilot_start,
        )
        services.run_examination(request, actor=owner, why="판정일에 무엇이 달라졌는지 보려고", pilot=pilot)
        for process in (logs.QUOTES, logs.APPOINTMENTS):
            look = Request(cases=files.log(process))
            services.run_examination(look, actor=owner, why="다음에 자동화할 만한 일인지 보려고")
    piloting.tell(files, pilot, owner)


def costs(files: SampleFiles) -> list[tuple[str, str, Decimal]]:
    """What the months cost. Whole months: those before the pilot's first month, and the pilot's months."""
    months: dict[str, Decimal] = {}
    for row in _rows(files.costs):
        months[row["월"]] = months.get(row["월"], Decimal(0)) + Decimal(row["금액"])
    first = f"{files.dates.pilot_start:%Y-%m}"
    return [("after" if month >= first else "before", month, amount) for month, amount in sorted(months.items())]


def answers(files: SampleFiles) -> list[tuple[str, str, Decimal]]:
    """How content people said they were, before and in the last week."""
    side = {"시작 전": "before", "마지막 주": "after"}
    return [(side[row["시기"]], row["응답자"], Decimal(row["점수"])) for row in _rows(files.survey)]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def findings() -> list[tuple[str, str]]:
    """What the main job found, in both languages, read back from the records."""
    pilot = pilots.visible(Actor.system()).filter(name=PILOT).first()
    found = pilot.examinations.first() if pilot else None
    said = reports.sentences(found.result) if found else []
    state = entries.state()
    said.append(
        (
            f"장부에 {state.entries:,}건이 있고 {state.anchored_up_to or 0:,}번까지 바깥 확인점이 있어요. "
            "결정은 사람이 해요.",
            f"The ledger holds {state.entries:,} entries, anchored up to {state.anchored_up_to or 0:,}. "
            "The decision is a person's.",
        )
    )
    return said
