"""A file of rows: looked at first (new, changed, same, refused), then taken in whole or not at all, and back again."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from io import BytesIO, StringIO
from typing import Any, Generic, Literal

import python_calamine
from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from jangbu.apps.base.permission import allowed, require
from jangbu.apps.ledger.services import record
from jangbu.apps.registers import problems, queries, services
from jangbu.apps.registers.declaring import COMMON_LABELS, Field, R, Register
from jangbu.apps.registers.forms import RowForm, initial, prepare, values_of
from jangbu.apps.registers.kinds import Names, Reader, from_json, to_json
from jangbu.apps.registers.models import Batch
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

LARGEST = 5 << 20  # bytes
MOST_ROWS = 1_000  # one transaction, which keeps others from writing for some seconds
What = Literal["new", "changed", "same", "refused"]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: what it would do, and for a refused one why. `given` is what the form was given."""

    line: int  # as a spreadsheet counts: the first row of data is 2
    what: What
    title: str
    given: dict[str, Any] = field(default_factory=dict)
    id: str = ""  # of the row it changes
    revision: int = 0
    faults: tuple[tuple[str, str], ...] = ()  # label, sentence
    changes: tuple[tuple[str, str, str], ...] = ()  # label, before, after


def preview(
    register: Register[R], content: bytes, file_name: str, *, actor: Actor, clock: Clock = system_clock
) -> Batch:
    """Read the file and keep what each row would do. Nothing is changed yet.

    Raises Problem registers.file_unreadable for a file that is too large, no table, or lacks a needed column.
    """
    require(actor, register.needs("write"))
    if len(content) > LARGEST:
        raise too_large(file_name)
    table = list(_table(content, file_name))
    if len(table) < 2:
        raise _unreadable(file_name, "행이 없어요", "it has no rows")
    if len(table) > MOST_ROWS + 1:
        raise _unreadable(file_name, f"{MOST_ROWS:,}행이 넘어요", f"it has over {MOST_ROWS:,} rows")
    columns, unused = _columns(register, table[0])
    missing = [each for each in register.fields if each.name in register.key and each.name not in columns.values()]
    if missing:
        ko, en = ", ".join(each.label.ko for each in missing), ", ".join(each.label.en for each in missing)
        raise _unreadable(file_name, f"열이 없어요 ({ko})", f"columns are missing ({en})")
    lines = _look(register, table[1:], columns, may_see=allowed(actor, "personal.read"))
    return Batch.objects.create(
        register=register.name,
        file_name=file_name[:200],
        fingerprint=hashlib.sha256(content).hexdigest(),
        lines=[asdict(line) for line in lines],
        unused=unused,
        created_at=clock(),
        created_by=actor.id,
    )


def apply(register: Register[R], batch: Batch, *, actor: Actor, why: str, clock: Clock = system_clock) -> Batch:
    """Take every new and changed row in, in one transaction. Raises registers.batch_not_ready, .batch_done, and
    whatever a row raises by now; then nothing was taken in."""
    require(actor, register.needs("write"))
    with transaction.atomic():
        held = _locked(batch, Batch.State.PREVIEW)
        refused = sum(1 for line in held.lines if line["what"] == "refused")
        if refused:
            raise Problem(problems.BATCH_NOT_READY, file=held.file_name, count=refused)
        fields = prepare(register, settled=True)
        held.done = [
            _take(register, line, fields, held.file_name, actor=actor, why=why, clock=clock)
            for line in held.lines
            if line["what"] in {"new", "changed"}
        ]
        held.state = Batch.State.APPLIED
        held.save()
        counts = {kind: sum(1 for line in held.lines if line["what"] == kind) for kind in ("new", "changed")}
        record(
            register.actions.imported,
            actor=actor,
            where=register.title.ko,
            why=why,
            subject=Subject("import", held.pk),
            after={
                "file": held.file_name,
                "sha256": held.fingerprint,
                "added": counts["new"],
                "changed": counts["changed"],
            },
        )
    return held


def take_back(register: Register[R], batch: Batch, *, actor: Actor, why: str, clock: Clock = system_clock) -> Batch:
    """Undo a whole file: new rows are put aside, changed ones get their old values. All or none.

    Raises Problem registers.batch_moved_on if a row was written since, .batch_done if the file is not in.
    """
    require(actor, register.needs("write"))
    with transaction.atomic():
        held = _locked(batch, Batch.State.APPLIED)
        for done in reversed(held.done):
            row = register.model._default_manager.select_for_update().get(pk=done["id"])
            if row.revision != done["revision"]:
                raise Problem(problems.BATCH_MOVED_ON, title=register.title_of(row))
            if done["before"] is None:
                services.put_aside(register, row, actor=actor, why=why, clock=clock)
            else:
                old = {name: from_json(register, name, value) for name, value in done["before"].items()}
                services.change_row(register, row, old, actor=actor, why=why, where=held.file_name, clock=clock)
        held.state = Batch.State.UNDONE
        held.lines, count = [], len(held.done)
        held.save()
        record(
            register.actions.import_undone,
            actor=actor,
            where=register.title.ko,
            why=why,
            subject=Subject("import", held.pk),
            after={"file": held.file_name, "count": count},
        )
    return held


def too_large(file_name: str) -> Problem:
    return _unreadable(file_name, "5MB가 넘어요", "it is over 5 MB")


def _take(
    register: Register[R],
    line: Mapping[str, Any],
    fields: Mapping[str, forms.Field],
    file_name: str,
    *,
    actor: Actor,
    why: str,
    clock: Clock,
) -> dict[str, Any]:
    row = register.model._default_manager.get(pk=line["id"]) if line["id"] else None
    form = RowForm(register, row, line["given"], asks_why=False, prepared=fields)
    if not form.is_valid():  # something it leans on has changed since the preview
        raise Problem(problems.BATCH_NOT_READY, file=file_name, count=1)
    values = _only(form, line["given"])
    where = f"{register.title.ko}: {file_name}"
    if row is None:
        made = services.add_row(register, values, actor=actor, why=why, where=where, clock=clock)
        return {"id": made.pk, "revision": made.revision, "before": None}
    before = {name: to_json(value) for name, value in values_of(register, row).items() if name in values}
    revision = int(line["revision"])
    held = services.change_row(register, row, values, actor=actor, why=why, revision=revision, where=where, clock=clock)
    return {"id": held.pk, "revision": held.revision, "before": before}


def _locked(batch: Batch, state: Batch.State) -> Batch:
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    if held.state != state:
        raise Problem(problems.BATCH_DONE, file=held.file_name)
    return held


@dataclass(frozen=True, slots=True)
class _Looking(Generic[R]):
    """What every row of a file is held against, read once."""

    register: Register[R]
    fields: Mapping[str, forms.Field]
    held: Mapping[tuple[str, ...], R]  # rows by key
    names: Names
    may_see: bool

    def key(self, given: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(str(given.get(name) or "").strip().casefold() for name in self.register.key)

    def judge(self, number: int, given: dict[str, Any]) -> Line:
        """What one row would do. A row that names what is there changes only the columns that the file has."""
        register = self.register
        title = str(given.get(register.key[0], "")).strip()
        row = self.held.get(self.key(given)) if title else None
        before = initial(register, row) if row is not None else {}
        merged = {**{name: value for name, value in before.items() if value is not None}, **given}
        merged = {name: to_json(value) for name, value in merged.items()}
        form = RowForm(register, row, merged, asks_why=False, prepared=self.fields)
        if not form.is_valid():
            return Line(number, "refused", title, merged, faults=_faults(register, form))
        if row is None:
            return Line(number, "new", title, merged)
        now, new = values_of(register, row), _only(form, given)
        old = {name: now.get(name) for name in new}
        found = queries.changes(register, old, new, self.names, self.may_see)
        changes = tuple((each.label, each.before, each.after) for each in found)
        what: What = "changed" if changes else "same"
        return Line(number, what, title, merged, row.pk, row.revision, changes=changes)


def _looking(register: Register[R], *, may_see: bool) -> _Looking[R]:
    held: dict[tuple[str, ...], R] = {}
    for row in register.model._default_manager.filter(archived_at=None):
        values = values_of(register, row)
        held[tuple(str(values[name] or "").strip().casefold() for name in register.key)] = row
    return _Looking(register, prepare(register, settled=True), held, Names(), may_see)


def _look(register: Register[R], rows: list[list[str]], columns: Mapping[int, str], *, may_see: bool) -> list[Line]:
    looking = _looking(register, may_see=may_see)
    reader, seen, lines = Reader(looking.names), dict[tuple[str, ...], int](), list[Line]()
    for number, cells in enumerate(rows, start=2):
        told = {columns[place]: cell for place, cell in enumerate(cells) if place in columns}
        if not any(cell.strip() for cell in told.values()):
            continue
        given = {name: reader.read(register.field(name), cell) for name, cell in told.items()}
        line, key = looking.judge(number, given), looking.key(given)
        if line.what != "refused" and key in seen:
            said = ("", _("%(line)s행과 같은 항목이에요.") % {"line": seen[key]})
            line = Line(number, "refused", line.title, faults=(said,))
        seen.setdefault(key, number)
        lines.append(line)
    return lines


def _faults(register: Register[R], form: RowForm) -> tuple[tuple[str, str], ...]:
    labels = {each.name: str(each.label) for each in register.fields}
    return tuple(
        (labels.get(name, str(COMMON_LABELS.get(name, name))), " ".join(map(str, found)))
        for name, found in form.errors.items()
    )


def _only(form: RowForm, given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in form.values().items() if name in given}


def _columns(register: Register[R], head: list[str]) -> tuple[dict[int, str], list[str]]:
    """Place of a column to field name, by label in either language or by the field's own name; and what is unknown."""
    known: dict[str, Field] = {}
    for each in register.fields:
        if each.imported:
            known |= {said.casefold(): each for said in (each.label.ko, each.label.en, each.name)}
    found, unused = dict[int, str](), list[str]()
    for place, cell in enumerate(head):
        said = cell.strip().removeprefix("'")
        if said.casefold() in known and known[said.casefold()].name not in found.values():
            found[place] = known[said.casefold()].name
        elif said:
            unused.append(said)
    return found, unused


def _table(content: bytes, file_name: str) -> Iterator[list[str]]:
    if content[:4] == b"PK\x03\x04":
        try:
            sheet = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
            rows = sheet.to_python(skip_empty_area=False)
        except (python_calamine.CalamineError, IndexError, OSError) as error:
            raise _unreadable(file_name, "엑셀로 읽히지 않아요", "it does not read as a workbook") from error
        yield from ([_cell(value) for value in row] for row in rows)
        return
    try:
        yield from csv.reader(StringIO(_decoded(content, file_name)), strict=True)
    except csv.Error as error:
        raise _unreadable(file_name, "CSV로 읽히지 않아요", "it does not read as CSV") from error


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(to_json(value))


def _decoded(content: bytes, file_name: str) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable(file_name, "UTF-8도 CP949도 아니에요", "it is neither UTF-8 nor CP949")


def _unreadable(file_name: str, ko: str, en: str) -> Problem:
    return Problem(problems.FILE_UNREADABLE, file=file_name, ko=ko, en=en)
