"""Answers for many datasets at once: a CSV file to fill in, and taking it back, all of it or none."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from io import StringIO
from typing import Any

from django.db import transaction

from jangbu.apps.people import queries as people
from jangbu.apps.sources.catalogue.answers import Answers, confirm_card
from jangbu.apps.sources.catalogue.columns import marks_of
from jangbu.apps.sources.catalogue.laws import rule
from jangbu.apps.sources.catalogue.models import Card
from jangbu.apps.sources.catalogue.problems import IMPORT_UNREADABLE
from jangbu.apps.sources.catalogue.proposing import propose, unchanged
from jangbu.apps.sources.delivery.models import Dataset
from jangbu.engines import quality
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

PLAIN = (
    "created_where",
    "collected_where",
    "purpose",
    "classification",
    "keep_unit",
    "keep_since",
    "basis",
    "basis_rule",
)
FIELDS = ("dataset_id", "dataset", "owner_email", *PLAIN, "keep_number", "access_until")
LARGEST = 5 << 20  # bytes


def answers_csv(datasets: Iterable[Dataset], actor: Actor, today: date) -> bytes:
    """Answers as they stand, or as they are proposed, one dataset a row."""
    rows = []
    for dataset in datasets:
        version = dataset.versions.first()
        if version is None:
            continue
        given = propose(dataset, version, marks_of(dataset), actor, today).answers
        owner = people.person(given.owner)
        plain = [str(getattr(given, name)) for name in PLAIN]
        number = "" if given.keep_number is None else str(given.keep_number)
        rows.append(
            [dataset.pk, dataset.name, owner.email if owner else "", *plain, number, given.access_until.isoformat()]
        )
    return quality.csv_bytes(list(FIELDS), rows)


def take_answers(
    content: bytes,
    file_name: str,
    datasets: Mapping[str, Dataset],
    *,
    actor: Actor,
    why: str,
    today: date,
    clock: Clock = system_clock,
) -> int:
    """Confirm every row that differs from what stands; the number of confirmed cards.

    Raises Problem(IMPORT_UNREADABLE), naming the row, and then nothing was changed.
    """
    emails = {email.casefold(): pk for pk, email in people.people_list().values_list("pk", "email")}
    confirmed = 0
    with transaction.atomic():
        for number, row in enumerate(_rows(content, file_name), start=2):
            dataset = datasets.get(row["dataset_id"].strip())
            version = dataset.versions.first() if dataset else None
            if dataset is None or version is None:
                raise _broken(file_name, number, "모르는 dataset_id예요", "an unknown dataset_id")
            answers = _answers(row, emails, file_name, number)
            before = propose(dataset, version, marks_of(dataset), actor, today).answers
            if Card.objects.filter(dataset=dataset).exists() and before == answers:
                continue
            try:
                confirm_card(dataset, answers, actor=actor, why=why, proposed=unchanged(before, answers), clock=clock)
            except Problem as problem:
                raise _broken(file_name, number, problem.what("ko"), problem.what("en")) from None
            confirmed += 1
    return confirmed


def _rows(content: bytes, file_name: str) -> list[dict[str, str]]:
    text = _decoded(content[: LARGEST + 1], file_name)
    if len(content) > LARGEST:
        raise _broken(file_name, 1, "5MB가 넘는 파일이에요", "the file is over 5 MB")
    try:
        reader = csv.DictReader(StringIO(text), strict=True)
        rows = [{key: value or "" for key, value in row.items() if isinstance(key, str)} for row in reader]
    except csv.Error as error:
        raise _broken(file_name, 1, f"CSV로 읽히지 않아요 ({error})", f"it does not read as CSV ({error})") from None
    lacking = [field for field in FIELDS if field not in (reader.fieldnames or [])]
    if lacking:
        names = ", ".join(lacking)
        raise _broken(file_name, 1, f"열이 없어요: {names}", f"columns are missing: {names}")
    return rows


def _decoded(content: bytes, file_name: str) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _broken(file_name, 1, "UTF-8도 CP949도 아니에요", "it is neither UTF-8 nor CP949")


def _answers(row: Mapping[str, str], emails: Mapping[str, str], file_name: str, number: int) -> Answers:
    plain: dict[str, Any] = {name: row[name].strip().removeprefix("'") for name in PLAIN}
    kept, until = row["keep_number"].strip(), row["access_until"].strip()
    if kept and not kept.isdecimal():
        raise _broken(file_name, number, f"keep_number가 숫자가 아니에요: {kept}", f"keep_number is no number: {kept}")
    try:
        day = date.fromisoformat(until)
    except ValueError:
        said = ("access_until은 2027-11-23처럼 적어 주세요", "write access_until as 2027-11-23")
        raise _broken(file_name, number, *said) from None
    found = rule(plain["basis_rule"])
    if found is None or (int(kept or 0), plain["keep_unit"], plain["keep_since"]) != (
        found.number,
        found.unit,
        found.since,
    ):
        plain["basis_rule"] = ""
    owner = emails.get(row["owner_email"].strip().casefold(), "")
    return Answers(owner=owner, keep_number=int(kept) if kept else None, access_until=day, **plain)


def _broken(file_name: str, row: int, ko: str, en: str) -> Problem:
    return Problem(IMPORT_UNREADABLE, file=file_name, row=row, ko=ko, en=en)
