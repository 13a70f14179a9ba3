"""A matrix from a file: taken in whole, as one change that can be taken back, or refused with every fault named."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import python_calamine

from jangbu.apps.duties import matrix, problems, subjects
from jangbu.apps.duties.models import Change
from jangbu.apps.duties.writing import CYCLE, Cell, set_cells
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

LARGEST = 2 << 20  # bytes
MOST_ROWS = 2_000
KIND = frozenset({"종류", "kind"})
KEY = frozenset({"번호", "id"})
NAME = frozenset({"이름", "name"})
SHOWN = 5  # faults that a sentence names
Fault = tuple[str, str]


def take_in(
    content: bytes, file_name: str, *, actor: Actor, why: str, clock: Clock = system_clock
) -> tuple[Change | None, int]:
    """Every cell of the file. Answers the change (None where all is so already) and how many cells were read.

    A line is found by kind and id or, without an id, by kind and name. Raises Problem duties.file_unreadable,
    .file_refused (with the lines), and what `set_cells` raises; then nothing was changed.
    """
    table = _table(content, file_name)
    heads = [head.strip().casefold() for head in table[0]]
    kind, key, name = (next((i for i, head in enumerate(heads) if head in names), None) for names in (KIND, KEY, NAME))
    if kind is None or (key is None and name is None):
        raise _unreadable(file_name, "'종류'와 '번호' 열이 없어요", "it lacks the columns kind and id")
    who = _people(table[0], {kind, key, name}, file_name)
    cells, faults = _cells(table, kind, key, name, who, clock)
    if faults:
        ko, en = (" ".join(fault[side] for fault in faults[:SHOWN]) for side in (0, 1))
        raise Problem(problems.FILE_REFUSED, file=file_name, detail_ko=ko, detail_en=en)
    return set_cells(cells, how=Change.How.FILE, actor=actor, why=why, clock=clock), len(cells)


def _people(head: list[str], fixed: set[int | None], file_name: str) -> dict[int, str]:
    """{column: person's id}. Every further column must be somebody's name."""
    everybody = matrix.columns(system_clock(), everybody=True)
    known = {said.casefold(): key for key, said in matrix.heads_of(everybody).items()}
    known |= {said.casefold(): key for key, said in matrix.heads_of(matrix.columns(system_clock())).items()}
    who: dict[int, str] = {}
    unknown: list[str] = []
    for place, said in enumerate(head):
        if place in fixed or not said.strip():
            continue
        found = known.get(said.strip().removeprefix("'").casefold())
        if found is None or found in who.values():
            unknown.append(said.strip())
        else:
            who[place] = found
    if unknown:
        names = ", ".join(unknown[:SHOWN])
        raise _unreadable(file_name, f"모르는 사람이 있어요 ({names})", f"it names people who are not here ({names})")
    return who


def _cells(
    table: list[list[str]], kind: int, key: int | None, name: int | None, who: dict[int, str], clock: Clock
) -> tuple[list[Cell], list[Fault]]:
    there = subjects.things(clock())
    by_id = {(subject.kind, subject.id): subject for subject, _thing in there}
    by_name = {(subject.kind, thing.name.casefold()): subject for subject, thing in there}
    cells: list[Cell] = []
    faults: list[Fault] = []
    for line, short in enumerate(table[1:], start=2):
        row = [*short, *[""] * (len(table[0]) - len(short))]
        if not any(cell.strip() for cell in row):
            continue
        what = row[kind].strip()
        subject = by_id.get((what, row[key].strip())) if key is not None else None
        if subject is None and name is not None:
            subject = by_name.get((what, row[name].strip().removeprefix("'").casefold()))
        if subject is None:
            faults.append((f"{line}행: 그런 것이 없어요.", f"Row {line}: there is no such thing."))
            continue
        _read_row(subject, line, row, who, cells, faults)
    return cells, faults


def _read_row(
    subject: Subject, line: int, row: list[str], who: dict[int, str], cells: list[Cell], faults: list[Fault]
) -> None:
    final = 0
    for place, person in who.items():
        letter = row[place].strip().upper()
        letter = "A" if letter in ("A/R", "R/A") else letter
        if letter not in CYCLE:
            said = row[place].strip()[:20]
            faults.append((f"{line}행: '{said}'은 역할이 아니에요.", f"Row {line}: '{said}' is no role."))
            return
        final += letter == "A"
        cells.append(Cell(subject, person, letter))
    if final > 1:
        ko, en = f"{line}행: 최종(A)이 {final}명이에요.", f"Row {line}: {final} accountables, only one can be."
        faults.append((ko, en))


def _table(content: bytes, file_name: str) -> list[list[str]]:
    if len(content) > LARGEST:
        raise _unreadable(file_name, "2MB를 넘어요", "it is over 2 MB")
    if content[:4] == b"PK\x03\x04":
        try:
            book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
            table = [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
        except (python_calamine.CalamineError, IndexError, OSError):
            raise _unreadable(file_name, "엑셀 파일이 깨졌어요", "the workbook is broken") from None
    else:
        try:
            table = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
        except (UnicodeDecodeError, csv.Error):
            raise _unreadable(file_name, "UTF-8로 적은 CSV가 아니에요", "it is no CSV in UTF-8") from None
    if len(table) < 2 or len(table) > MOST_ROWS:
        raise _unreadable(file_name, "행이 없거나 너무 많아요", "it has no rows, or too many")
    return table


def _unreadable(file_name: str, ko: str, en: str) -> Problem:
    return Problem(problems.FILE_UNREADABLE, file=file_name, detail_ko=ko, detail_en=en)
