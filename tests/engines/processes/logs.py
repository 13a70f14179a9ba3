"""Small event logs for the tests, written the ways firms and tools write them."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
HEADER = "전표번호,단계,일시"
XES = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">{}</log>'


def trace(case: str, *events: tuple[str, str], lifecycle: str = "") -> str:
    """One trace; `lifecycle` goes onto every event."""
    end = f'<string key="lifecycle:transition" value="{lifecycle}"/>' if lifecycle else ""
    inner = "".join(
        f'<event><string key="concept:name" value="{step}"/><date key="time:timestamp" value="{when}"/>{end}</event>'
        for step, when in events
    )
    return f'<trace><string key="concept:name" value="{case}"/>{inner}</trace>'


def clean_rows(cases: int, seed: int) -> list[tuple[str, str, str]]:
    """A log without a fault: cases on working days, seconds and all, in the order of time."""
    random = Random(seed)
    start = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    rows: list[tuple[datetime, str, str]] = []
    for number in range(cases):
        moment = start + timedelta(days=number // 4, minutes=random.uniform(0, 400), seconds=random.uniform(1, 59))
        steps = ["접수", "확인", "승인", "완료"] if random.random() < 0.8 else ["접수", "문의", "확인", "완료"]
        for step in steps:
            rows.append((moment, f"A{number:04d}", step))
            moment += timedelta(seconds=random.randint(61, 900))
    rows.sort()
    return [(case, step, f"{moment:%Y-%m-%d %H:%M:%S}") for moment, case, step in rows]


def write(path: Path, rows: list[tuple[str, str, str]], *, encoding: str = "utf-8", mark: str = ",") -> Path:
    text = "\n".join([HEADER.replace(",", mark), *(mark.join(row) for row in rows)]) + "\n"
    content = text.encode(encoding)
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
    return path
