"""Writing the sample firm's folder: what its people would drag into Jangbu."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from jangbu.engines import documents
from jangbu.engines.value import holidays_kr
from jangbu.web.seed import customers, invoices, logs, office
from jangbu.web.seed.dates import StoryDates

SEED = 20261123


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """Where the files lie."""

    folder: Path
    dates: StoryDates

    @property
    def customers(self) -> Path:
        return self.folder / "거래처 목록.csv"

    @property
    def staff(self) -> Path:
        return self.folder / "직원.csv"

    @property
    def costs(self) -> Path:
        return self.folder / "월별 비용.csv"

    @property
    def survey(self) -> Path:
        return self.folder / "만족도.csv"

    @property
    def invoices(self) -> Path:
        return self.folder / "계산서"

    def log(self, process: logs.Process) -> Path:
        return self.folder / f"{process.name}.csv"

    def calendar(self, owner: str) -> Path:
        return self.folder / f"일정 {owner}.ics"


def closed_days() -> frozenset[date]:
    return frozenset(holidays_kr())


def write_files(folder: Path, today: date, *, invoice_count: int = 60) -> SampleFiles:
    """Write everything; the same day and seed give the same bytes. Files that exist are left alone."""
    dates = StoryDates.seen_from(today)
    files = SampleFiles(folder, dates)
    folder.mkdir(parents=True, exist_ok=True)
    made = customers.draw_list(today, SEED)
    # the ERP exports in CP949, as Korean ones do
    write_table(files.customers, customers.HEADER, made.rows, encoding="cp949")
    write_table(files.staff, office.STAFF_HEADER, office.draw_staff(today, SEED))
    write_table(files.costs, office.COST_HEADER, office.draw_costs(dates.months(), dates.pilot_start, SEED))
    write_table(files.survey, office.SURVEY_HEADER, office.draw_survey(SEED))
    closed = closed_days()
    for process in logs.PROCESSES:
        start = dates.pilot_start if process.pilot_minutes else None
        rows = logs.draw_log(process, dates.log_start, dates.pilot_end, closed, start, SEED)
        write_table(files.log(process), logs.HEADER, rows)
    for owner in ("김민지", "이서준", "박도윤"):
        text = office.draw_calendar(owner, today - timedelta(days=14), 42, closed, SEED)
        files.calendar(owner).write_text(text, encoding="utf-8", newline="")
    write_invoices(files, made.firms, invoice_count)
    return files


def write_invoices(files: SampleFiles, firms: Sequence[customers.Customer], count: int) -> None:
    """Tax invoices of the pilot's weeks, each as the e-tax XML and as the PDF that people print."""
    files.invoices.mkdir(exist_ok=True)
    for invoice in invoices.draw_invoices(firms, files.dates, SEED, count):
        name = f"{invoice.day:%Y%m%d}-{invoice.approval_number[-8:]}"
        xml, pdf = files.invoices / f"{name}.xml", files.invoices / f"{name}.pdf"
        if not xml.exists():
            xml.write_bytes(documents.kec_xml(invoice))
        if not pdf.exists():
            documents.render("tax_invoice", invoice.as_json(), out=pdf)


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], encoding: str = "utf-8-sig") -> None:
    if path.exists():
        return
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    temporary.replace(path)
