"""Event logs as tables: which column is the case, the step, the time."""

from __future__ import annotations

import csv
import io
import re
from typing import IO

from jangbu.engines.processes import problems
from jangbu.engines.processes.building import Builder
from jangbu.engines.processes.log import NO_TIME
from jangbu.engines.processes.times import parse
from jangbu.kernel.errors import Problem

ROLES = {
    "case": ("사건 번호", "case"),
    "activity": ("단계", "activity"),
    "time": ("시각", "time"),
}
WORDS: dict[str, tuple[str, ...]] = {
    "case": (
        "case:concept:name", "case id", "caseid", "case_id", "case", "trace id", "traceid", "ticket id", "ticket",
        "사건번호", "사건 번호", "사건id", "사건", "접수번호", "전표번호", "문서번호", "요청번호",
        "주문번호", "관리번호", "건번호",
        "케이스", "incident", "order id", "request id", "process id", "processid",
    ),
    "activity": (
        "concept:name", "activity id", "activityid", "activity name", "activity", "event name", "event", "task", "step",
        "action", "단계", "작업", "활동", "업무", "처리내용", "처리 내용", "상태", "이벤트", "status", "state",
    ),
    "time": (
        "time:timestamp", "complete timestamp", "completetimestamp", "timestamp", "end time", "endtime",
        "datetime", "time",
        "date", "일시", "시각", "처리일시", "시간", "날짜", "완료일시", "등록일시", "일자",
    ),
    "lifecycle": ("lifecycle:transition", "lifecycle", "transition", "수명주기"),
}  # fmt: skip
SAMPLE = 200
LONGEST = 131_072  # characters in one value


def read_table(stream: IO[bytes], file: str, names: dict[str, str]) -> Builder:
    """Raises Problem: ENCODING, EMPTY, NO_COLUMN, NO_SUCH_COLUMN, TOO_LONG, NOT_A_LOG."""
    text = _decoded(stream.read(), file)
    if not text.strip():
        raise Problem(problems.EMPTY, file=file)
    delimiter = _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [name.strip() for name in next(rows, [])]
        body = [row for row in rows if any(cell.strip() for cell in row)]
        if any(
            len(cell) > LONGEST for row in body for cell in row
        ):  # the module's own limit is shared by all its users
            raise csv.Error
    except csv.Error:
        raise Problem(problems.TOO_LONG, file=file, place=f"{rows.line_num}행") from None
    if not body:
        raise Problem(problems.EMPTY, file=file)
    if len(header) < 2:
        raise Problem(problems.NOT_A_LOG, file=file, found="열이 하나예요 · one column")
    return _collect(header, body, _columns(header, body, file, names))


def _collect(header: list[str], body: list[list[str]], columns: dict[str, int]) -> Builder:
    case, activity, time, lifecycle = (columns.get(role, -1) for role in ("case", "activity", "time", "lifecycle"))
    has_complete = lifecycle >= 0 and any(_cell(row, lifecycle).lower() == "complete" for row in body)
    builder = Builder()
    for row in body:
        if has_complete and _cell(row, lifecycle).lower() not in {"complete", ""}:
            continue
        if name := _cell(row, case):
            builder.add(name, _cell(row, activity), _cell(row, time))
    return builder


def _cell(row: list[str], column: int) -> str:
    return row[column].strip() if 0 <= column < len(row) else ""


def _decoded(data: bytes, file: str) -> str:
    if b"\0" in data[:4096] and data[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise Problem(problems.NOT_A_LOG, file=file, found="글이 아닌 파일이에요 · a binary file")
    trial = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp949")
    place = ""
    for encoding in trial:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            place = place or f"{data[: error.start].count(10) + 1}행"
    raise Problem(problems.ENCODING, file=file, place=place)


def _delimiter(text: str) -> str:
    lines = text[:20_000].splitlines()[:20]
    return max(",;\t|", key=lambda mark: min((line.count(mark) for line in lines[:-1] or lines), default=0))


def _columns(header: list[str], body: list[list[str]], file: str, names: dict[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for role, name in names.items():
        if name not in header:
            raise Problem(problems.NO_SUCH_COLUMN, file=file, column=name, columns=", ".join(header))
        found[role] = header.index(name)
    for role in ("case", "time", "activity", "lifecycle"):
        if role not in found:
            column = _by_word(role, header, set(found.values()))
            if column is None and role == "time":
                column = _by_shape(body, set(found.values()), len(header))
            if column is not None:
                found[role] = column
    for role, (ko, en) in ROLES.items():
        if role not in found:
            columns = ", ".join(header)
            raise Problem(problems.NO_COLUMN, file=file, role_ko=ko, role_en=en, option=role, columns=columns)
    return found


def _by_word(role: str, header: list[str], taken: set[int]) -> int | None:
    plain = [re.sub(r"[\s_\-]+", " ", name).strip().lower() for name in header]
    for exact in (True, False):
        for word in WORDS[role]:
            for column, name in enumerate(plain):
                fits = name == word if exact else len(word) > 2 and word in name and role != "lifecycle"
                if column not in taken and fits:
                    return column
    return None


def _by_shape(body: list[list[str]], taken: set[int], width: int) -> int | None:
    """A column most of whose values read as times."""
    sample = body[:SAMPLE]
    for column in range(width):
        read = sum(parse(_cell(row, column))[0] != NO_TIME for row in sample)
        if column not in taken and read >= 0.8 * len(sample):
            return column
    return None
