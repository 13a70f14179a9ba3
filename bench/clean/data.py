"""The clean firm's data: delivered again and again, every question answered, held to agreed rules, deleted in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.clean.habits import Firm
from jangbu.apps.sources import queries, services
from jangbu.web.seed import cards, customers, logs, office
from jangbu.web.seed.chapters import actor_of
from jangbu.web.seed.dates import StoryDates
from jangbu.web.seed.files import SEED, SampleFiles, closed_days, write_table

BEGINS = 26  # first day on which the first pilot may begin: the Monday after
ROWS = 400
INQUIRIES = logs.Process(
    "문의 답장", "CS", ("배송", "견적", "불량"), ("박도윤", "이서준"), 12.0, 14.0,
    (
        logs.Way(("접수", "확인", "답장"), 0.7),
        logs.Way(("접수", "확인", "물어보기", "답장"), 0.2),
        logs.Way(("접수", "확인", "답장", "확인", "답장"), 0.1),
    ),
)  # fmt: skip
WORK = {
    "keep_number": 3,
    "keep_unit": "years",
    "basis": "업무를 앞뒤로 견주는 기록이에요.",
    "basis_rule": "",
}
CARDS = {
    **cards.CARDS,
    "문의 답장": cards.Told("이서준", "메일 시스템의 단계 기록", "문의 업무가 반복되는지 보려고", WORK),
    "매입 계산서 처리": cards.Told("이서준", "ERP 매입 화면의 단계 기록", "파일럿의 앞뒤를 재려고", WORK),
}


def dates_of(firm: Firm) -> StoryDates:
    """The first pilot: four working weeks from a Monday on, decided the Monday after."""
    first = firm.on(BEGINS)
    start = first + timedelta(days=-first.weekday() % 7)
    months = start.year * 12 + start.month - 1 - 14
    begin = date(months // 12, months % 12 + 1, 1)
    return StoryDates(start + timedelta(days=28), begin, start, start + timedelta(days=25))


def files_of(firm: Firm) -> SampleFiles:
    return SampleFiles(firm.folder, dates_of(firm))


def deliver_customers(firm: Firm) -> None:
    day, files = firm.now, files_of(firm)
    made = customers.draw_list(day, SEED + day.toordinal(), firms=ROWS * 5 // 6, rows=ROWS)
    _deliver(files.customers, customers.HEADER, made.rows, day, encoding="cp949")


def deliver_office(firm: Firm) -> None:
    files, dates, day = files_of(firm), dates_of(firm), firm.now
    _deliver(files.staff, office.STAFF_HEADER, office.draw_staff(day, SEED), day)
    _deliver(files.costs, office.COST_HEADER, office.draw_costs(dates.months(), dates.pilot_start, SEED), day)
    write_table(files.survey, office.SURVEY_HEADER, office.draw_survey(SEED))


def deliver_logs(firm: Firm) -> None:
    """The logs of work up to yesterday."""
    files, dates, day = files_of(firm), dates_of(firm), firm.now
    for process in (logs.INVOICES, logs.QUOTES, INQUIRIES):
        start = dates.pilot_start if process.pilot_minutes else None
        first = max(dates.log_start, day - timedelta(days=200))
        rows = logs.draw_log(process, first, day - timedelta(days=1), closed_days(), start, SEED)
        _deliver(files.log(process), logs.HEADER, rows, day)


def _deliver(path: Path, header: Sequence[str], rows: Any, day: date, **how: Any) -> None:
    """A new file of the same name: a version of the same dataset, whose card and rules stand."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    write_table(path, header, rows, **how)
    services.add_file(path, actor=actor_of("박도윤"), why="정한 때에 다시 받아서", as_of=day)


def answer(firm: Firm) -> None:
    """Cards for what has none, and the rules that were found agreed on."""
    owner = actor_of("김민지")
    cards.answer(owner, firm.now, CARDS)
    for dataset in queries.visible(owner).filter(contract=""):
        newest = queries.latest_version(dataset.pk)
        found = newest.runs.first() if newest else None
        if found is not None:
            services.set_contract(dataset, found.contract, actor=owner, why="찾은 규칙을 함께 보고 정해서")
