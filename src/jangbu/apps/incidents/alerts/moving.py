"""Alert rules as a file: YAML or XLSX out, and the same back in, shown before it is done. A file is data: unknown names
are refused in a sentence, and nothing in it runs."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.base.problems import language
from jangbu.apps.base.spreadsheet import workbook
from jangbu.apps.incidents.alerts import problems
from jangbu.apps.incidents.alerts.models import AlertRule, Channel
from jangbu.apps.incidents.alerts.rules import AREAS, NUMBERS, add_rule, change_rule, checked, switch
from jangbu.apps.registers.problems import NO_WHY
from jangbu.engines import quality
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

TEXTS = ("title_ko", "title_en", "area", "source", "name", "op", "severity", "to", "response_ko", "response_en")
COLUMNS = ("key", *TEXTS, *NUMBERS, "on", "channels")
CHOICES: Mapping[str, Sequence[str]] = {
    "area": AREAS,
    "source": AlertRule.Source.values,
    "severity": AlertRule.Severity.values,
    "to": AlertRule.To.values,
    "op": ("", ">=", "<="),
}
LONGEST = {"title_ko": 120, "title_en": 120, "name": 80, "response_ko": 2_000, "response_en": 2_000, "key": 60}
MOST, BYTES = 500, 1_000_000  # rules and size of a file
LIMITS = {"every_minutes": (1, 10_080), "window_minutes": (1, 10_080), "escalate_minutes": (0, 10_080)}
USUAL = {"every_minutes": 10, "window_minutes": 60, "escalate_minutes": 0}


@dataclass(frozen=True, slots=True)
class Line:
    """A rule of the file: what would become of it (add, change, same, refused), which fields, and why not."""

    values: Mapping[str, Any]
    does: str
    fields: tuple[str, ...] = ()
    why: str = ""

    @property
    def title(self) -> str:
        return str(self.values.get("title_ko" if language() == "ko" else "title_en") or self.values.get("key") or "–")


def told(rule: AlertRule) -> dict[str, Any]:
    """A rule as the file tells of it. Who owns it stays here: ids mean nothing elsewhere."""
    values = {name: getattr(rule, name) for name in ("key", *TEXTS, *NUMBERS)}
    channels = [each.name for each in rule.channels.filter(stopped_at=None).order_by("name")]
    return {**values, "on": rule.stopped_at is None, "channels": channels}


def as_yaml(rules: Sequence[AlertRule]) -> bytes:
    return yaml.safe_dump([told(each) for each in rules], allow_unicode=True, sort_keys=False, width=200).encode()


def as_xlsx(rules: Sequence[AlertRule]) -> bytes:
    """Texts that could start a formula get an apostrophe in front, which the way back takes off."""
    rows: list[list[object]] = [list(COLUMNS)]
    for rule in rules:
        values = told(rule)
        values |= {"on": "yes" if values["on"] else "no", "channels": "; ".join(values["channels"])}
        cells = (values[name] for name in COLUMNS)
        rows.append([cell if isinstance(cell, int) else quality.safe_cell(str(cell or "")) for cell in cells])
    return workbook(rows)


def read(name: str, content: bytes) -> list[dict[str, Any]]:
    """The rules of a file. Raises Problem alerts.no_rules_file with what is wrong."""
    if len(content) > BYTES:
        raise Problem(problems.NO_RULES_FILE, file=name)
    if name.lower().endswith(".xlsx"):
        return _from_sheet(content, name)
    try:
        found = yaml.safe_load(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise Problem(problems.NO_RULES_FILE, file=name) from error
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found) or len(found) > MOST:
        raise Problem(problems.NO_RULES_FILE, file=name)
    return found


def _from_sheet(content: bytes, name: str) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="jangbu-rules-") as folder:
        place = Path(folder) / "rules.xlsx"
        place.write_bytes(content)
        try:
            frame = quality.read_frame(place)
        except Problem as problem:
            raise Problem(problems.NO_RULES_FILE, file=name) from problem
    if "key" not in frame.names or "name" not in frame.names:
        raise Problem(problems.NO_RULES_FILE, file=name)
    rows = [dict(zip(frame.names, row, strict=True)) for row in zip(*frame.columns, strict=True)]
    return [{key: _plain(cell) for key, cell in row.items() if key in COLUMNS} for row in rows[:MOST]]


def _plain(cell: Any) -> str:
    said = "" if cell is None else str(cell)
    return said[1:] if said.startswith("'") and quality.safe_cell(said[1:]) == said else said


def compare(rows: Sequence[Mapping[str, Any]]) -> list[Line]:
    """What the file would do, rule by rule; nothing is written."""
    there = {each.key: each for each in AlertRule.objects.prefetch_related("channels")}
    lines, seen = [], set[str]()
    for row in rows:
        try:
            values = _values(row)
            if values["key"] and values["key"] in seen:
                raise Problem(problems.BAD_FIELD, field="key", value=values["key"])
            seen.add(values["key"])
        except Problem as problem:
            lines.append(Line(dict(row), "refused", (), problem.sentence(language())))
            continue
        held = there.get(values["key"])
        if held is None:
            lines.append(Line(values, "add"))
            continue
        old = told(held)
        changed = tuple(name for name in values if name != "key" and values[name] != old[name])
        lines.append(Line(values, "change" if changed else "same", changed))
    return lines


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """Checked fields of one rule. Raises alerts.bad_field, .unknown_source, .own_events, .no_threshold."""
    values: dict[str, Any] = {name: str(row.get(name) or "").strip() for name in ("key", *TEXTS)}
    for name, most in LONGEST.items():
        if len(values[name]) > most or (name in {"title_ko", "title_en"} and not values[name]):
            raise Problem(problems.BAD_FIELD, field=name, value=values[name][:40])
    for name, allowed in CHOICES.items():
        if values[name] not in allowed:
            raise Problem(problems.BAD_FIELD, field=name, value=values[name][:40])
    for name in NUMBERS:
        values[name] = _number(name, row.get(name))
    values["on"] = str(row.get("on", "yes")).strip().lower() in {"yes", "true", "1", "on", "켜짐"}
    given = row.get("channels") or []
    names = given if isinstance(given, list) else str(given).split(";")
    values["channels"] = sorted(str(each).strip() for each in names if str(each).strip())
    known = set(Channel.objects.filter(stopped_at=None).values_list("name", flat=True))
    if missing := [each for each in values["channels"] if each not in known]:
        raise Problem(problems.BAD_FIELD, field="channels", value=missing[0][:40])
    checked(values, "-")
    return values


def _number(name: str, told_: Any) -> int | None:
    said = "" if told_ is None else str(told_).strip()
    if not said:
        return USUAL.get(name)
    try:
        number = int(float(said)) if float(said) == int(float(said)) else None
    except (ValueError, OverflowError):
        number = None
    least, most = LIMITS.get(name, (-(10**9), 10**9))
    if number is None or not least <= number <= most:
        raise Problem(problems.BAD_FIELD, field=name, value=said[:40])
    return number


def bring_in(rows: Sequence[Mapping[str, Any]], *, actor: Actor, why: str, clock: Clock = system_clock) -> list[Line]:
    """Add and change what the file says, all or nothing; rules that it does not name stay. Returns what was done.

    Raises Problem alerts.file_refused where a rule of it cannot be taken, registers.no_why.
    """
    require(actor, "alerts.manage")
    if not why.strip():
        raise Problem(NO_WHY)
    with transaction.atomic():
        lines = compare(rows)
        refused = [each for each in lines if each.does == "refused"]
        if refused:
            raise Problem(problems.FILE_REFUSED, count=len(refused), first=refused[0].title, why=refused[0].why)
        for line in lines:
            if line.does != "same":
                _bring(line, actor, why, clock)
    return lines


def _bring(line: Line, actor: Actor, why: str, clock: Clock) -> None:
    values = {name: line.values[name] for name in (*TEXTS, *NUMBERS)}
    channels = list(Channel.objects.filter(name__in=line.values["channels"], stopped_at=None))
    held = AlertRule.objects.filter(key=line.values["key"]).first() if line.values["key"] else None
    if held is None:
        held = add_rule(values, channels, actor=actor, why=why, clock=clock, key=line.values["key"])
    elif line.fields != ("on",):
        held = change_rule(held, values, channels, actor=actor, why=why)
    if line.values["on"] != (held.stopped_at is None):
        switch(held, on=line.values["on"], actor=actor, why=why, clock=clock)
