"""Small event logs made for tests, as rows and as files."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np

NOW = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
HEADER = ("사건번호", "단계", "일시")
START = datetime(2026, 1, 5)  # noqa: DTZ001  # Korean time, a Monday
WAYS = (
    ("접수", "확인", "승인", "입력"),
    ("접수", "승인", "확인", "입력"),
    ("접수", "승인", "입력"),
    ("접수", "반려"),
    ("접수", "확인", "문의", "승인", "입력"),
)
SHARES = (0.5, 0.2, 0.15, 0.1, 0.05)

Row = tuple[str, str, datetime]


def office_log(cases: int, seed: int = 1, *, minutes: bool = False) -> list[Row]:
    """Cases that begin on working days between 9 and 16 and move on every few minutes; nothing wrong with the clock."""
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    for number in range(cases):
        day = START + timedelta(days=int(rng.integers(0, 40)) * 7 + int(rng.integers(0, 5)))
        moment = day + timedelta(seconds=9 * 3600 + float(rng.uniform(0, 7 * 3600)))
        for step in WAYS[int(rng.choice(len(WAYS), p=SHARES))]:
            rows.append(
                (f"PI-{number:05d}", step, moment.replace(second=0 if minutes else moment.second, microsecond=0))
            )
            moment += timedelta(seconds=float(rng.uniform(90, 1_500)))
    return rows


def text_of(rows: Iterable[Row], header: Sequence[str] = HEADER, delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows((case, step, f"{when:%Y-%m-%d %H:%M:%S}" if when else "") for case, step, when in rows)
    return out.getvalue()


def written(path: Path, text: str | bytes, encoding: str = "utf-8") -> Path:
    data = text if isinstance(text, bytes) else text.encode(encoding)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def logged(folder: Path, rows: Iterable[Row]) -> Path:
    return written(folder / "log.csv", text_of(rows))


def xes(traces: Iterable[tuple[str, Iterable[dict[str, str]]]], head: str = "") -> str:
    """Traces of events, each a mapping of keys to values."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<log xmlns="http://www.xes-standard.org/">', head]
    for name, events in traces:
        lines.append(f'<trace><string key="concept:name" value={quoteattr(name)}/>')
        for event in events:
            said = "".join(f"<string key={quoteattr(key)} value={quoteattr(value)}/>" for key, value in event.items())
            lines.append(f"<event>{said}</event>")
        lines.append("</trace>")
    return "\n".join([*lines, "</log>"])


def event(name: str, time: str, state: str = "") -> dict[str, str]:
    said = {"concept:name": name, "time:timestamp": time}
    return {**said, "lifecycle:transition": state} if state else said
