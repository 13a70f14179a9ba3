"""Writing to sources: keep the bytes, measure them, and say so in the ledger, all or nothing."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from jangbu.apps.base.content import Stored, chunks_of, keep, under_its_name, using
from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.sources import actions
from jangbu.apps.sources.catalogue.kept import kept_place, receipt_of
from jangbu.apps.sources.delivery.gate import critical_failures, gate_said
from jangbu.apps.sources.delivery.models import Dataset, QualityRun, Refusal, Source, Version
from jangbu.engines import quality
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Kind, Problem

TOO_LARGE = Kind(
    "sources.too_large",
    ko="{file} 파일이 너무 커요 ({size}MB). 한 번에 {limit}MB까지 올릴 수 있어요.",
    en="{file} is too large ({size} MB). One upload may have {limit} MB.",
    next_ko="명령줄에서 ./jangbu diagnose로 읽거나 파일을 나눠 주세요.",
    next_en="Read it with ./jangbu diagnose on the command line, or split the file.",
    status=413,
)
NO_FILE = Kind(
    "sources.no_file",
    ko="{path} 파일이 없어요.",
    en="There is no file {path}.",
    next_ko="이름과 위치를 확인해 주세요.",
    next_en="Check its name and place.",
)
UPLOAD_LIMIT = 2 << 30  # bytes


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a file: its version, its measurement, and the first ledger entry that tells of it."""

    version: Version
    run: QualityRun
    first_entry: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a delivery came from."""

    kind: str = Source.Kind.UPLOAD
    location: str = ""
    table: str = ""


def add_file(
    path: Path, *, actor: Actor, why: str, place: Place | None = None, as_of: date, clock: Clock = system_clock
) -> Delivery:
    """Take a file of this machine: its bytes into the content store, its measurement into the records."""
    if not path.is_file():
        raise Problem(NO_FILE, path=path)
    place = place or Place(Source.Kind.PATH, str(path.absolute().parent))
    return add_bytes(chunks_of(path), path.name, actor=actor, why=why, place=place, as_of=as_of, clock=clock)


def add_bytes(
    chunks: Iterable[bytes],
    file_name: str,
    *,
    actor: Actor,
    why: str,
    place: Place | None = None,
    as_of: date,
    clock: Clock = system_clock,
    beside: Callable[[Version], None] | None = None,
) -> Delivery:
    """Keep a delivery and measure it. Raises the reader's Problem after the refusal itself is on record.

    The same bytes again are not a new version, only a new look at the one that is kept. `beside` writes what belongs to
    the version in the same transaction: what it raises leaves nothing behind.
    """
    require(actor, "sources.write")
    with using(settings.CONTENT_STORE):
        return _take_in(
            chunks, file_name, place or Place(), actor=actor, why=why, as_of=as_of, clock=clock, beside=beside
        )


def _take_in(
    chunks: Iterable[bytes],
    file_name: str,
    place: Place,
    *,
    actor: Actor,
    why: str,
    as_of: date,
    clock: Clock,
    beside: Callable[[Version], None] | None,
) -> Delivery:
    stored = keep(settings.CONTENT_STORE, chunks)
    try:
        measured = _measure(stored, file_name, _contract_for(place, file_name), place.table, as_of)
    except Problem as problem:
        _refuse(problem, stored, file_name, actor=actor, why=why, clock=clock)
        raise
    with transaction.atomic():
        dataset = _dataset_for(place, file_name, clock)
        version, added = _add_version(dataset, stored, file_name, measured, actor, clock)
        entries = [_record_version(dataset, version, actor=actor, why=why)] if added else []
        run, measurement = _add_run(dataset, version, measured, as_of, actor=actor, why=why, clock=clock)
        if beside is not None:
            beside(version)
    return Delivery(version, run, [*entries, measurement][0])


def add_place(
    location: str, table: str, *, actor: Actor, why: str, as_of: date, clock: Clock = system_clock
) -> Delivery:
    """A file of this machine, or a table of SQLite or PostgreSQL; of a database a snapshot is kept, never the password.

    Needs firm.manage: it reads with the rights of the server, not of the person.
    """
    require(actor, "firm.manage")
    if not location.startswith(("postgresql://", "postgres://")):
        place = Place(Source.Kind.PATH, location, table)
        return add_file(Path(location), actor=actor, why=why, place=place, as_of=as_of, clock=clock)
    with tempfile.TemporaryDirectory(prefix="jangbu-") as folder:
        shot = quality.snapshot(location, Path(folder), table=table or None)
        place = Place(Source.Kind.DATABASE, shot.name)
        return add_bytes(
            chunks_of(shot.path), shot.path.name, actor=actor, why=why, place=place, as_of=as_of, clock=clock
        )


def measure_again(version: Version, *, actor: Actor, why: str, as_of: date, clock: Clock = system_clock) -> QualityRun:
    """A new run of the dataset's present rules over a version that is already kept."""
    require(actor, "sources.write", Subject("dataset", version.dataset_id))
    stored = Stored(version.fingerprint, version.size, kept_place(version))
    dataset = Dataset.objects.get(pk=version.dataset_id)  # as it is now, not as it was when the version was read
    measured = _measure(stored, version.file_name, dataset.contract, dataset.table, as_of)
    with transaction.atomic():
        return _add_run(dataset, version, measured, as_of, actor=actor, why=why, clock=clock)[0]


def set_contract(dataset: Dataset, text: str, *, actor: Actor, why: str) -> Dataset:
    """The rules this dataset is held to from now on, as ODCS YAML; an empty text goes back to proposed rules."""
    require(actor, "sources.write", Subject("dataset", dataset.pk))
    rules = len(quality.parse_contract(text).rules) if text.strip() else 0
    with transaction.atomic():
        held = Dataset.objects.select_for_update().get(pk=dataset.pk)
        before = {"contract": held.contract}
        held.contract = text if text.strip() else ""
        held.save(update_fields=["contract"])
        _tell(actions.CONTRACT_SET, held, actor, why, before=before, after={"contract": held.contract, "rules": rules})
    return held


def set_threshold(dataset: Dataset, points: int, *, actor: Actor, why: str) -> Dataset:
    """Points (0 to 100) below which the dataset asks for somebody."""
    require(actor, "sources.write", Subject("dataset", dataset.pk))
    with transaction.atomic():
        held = Dataset.objects.select_for_update().get(pk=dataset.pk)
        before = {"threshold": held.threshold}
        held.threshold = max(0, min(100, points))
        held.save(update_fields=["threshold"])
        _tell(actions.THRESHOLD_SET, held, actor, why, before=before, after={"threshold": held.threshold})
    return held


def archive_dataset(dataset: Dataset, *, actor: Actor, why: str, clock: Clock = system_clock) -> Dataset:
    """Out of the lists; every version stays. `restore_dataset` undoes it."""
    return _set_archived(dataset, True, actor=actor, why=why, clock=clock)


def restore_dataset(dataset: Dataset, *, actor: Actor, why: str, clock: Clock = system_clock) -> Dataset:
    return _set_archived(dataset, False, actor=actor, why=why, clock=clock)


def dismiss_refusal(refusal: Refusal, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    require(actor, "sources.write")
    with transaction.atomic():
        Refusal.objects.filter(pk=refusal.pk).update(dismissed_at=clock())
        record(
            actions.REFUSAL_DISMISSED,
            actor=actor,
            where="데이터",
            why=why,
            subject=Subject("refusal", refusal.pk),
            after={"file": refusal.file_name},
        )


def note_export(dataset: Dataset, rule: str, rows: int, *, actor: Actor, why: str) -> None:
    """Rows left the house: who took them, and which."""
    with transaction.atomic():
        _tell(actions.ROWS_EXPORTED, dataset, actor, why, before=None, after={"rule": rule, "rows": rows})


def _set_archived(dataset: Dataset, archived: bool, *, actor: Actor, why: str, clock: Clock) -> Dataset:
    require(actor, "sources.write", Subject("dataset", dataset.pk))
    with transaction.atomic():
        held = Dataset.objects.select_for_update().get(pk=dataset.pk)
        held.archived_at = clock() if archived else None
        held.save(update_fields=["archived_at"])
        action = actions.ARCHIVED if archived else actions.RESTORED
        _tell(action, held, actor, why, before={"archived": not archived}, after={"archived": archived})
    return held


def _measure(stored: Stored, file_name: str, contract: str, table: str, as_of: date) -> dict[str, Any]:
    """The diagnosis of one kept file. It is read under its own name, so that sentences name what the person knows."""
    with under_its_name(stored.path, file_name) as named:
        rules = quality.parse_contract(contract) if contract else None
        result = quality.diagnose_file(named, contract=rules, as_of=as_of, table=table or None)
        return {**result.as_json(), "path": file_name, "contract": quality.dump_contract(result.contract)}


def _contract_for(place: Place, file_name: str) -> str:
    known = Dataset.objects.filter(
        source__kind=place.kind, source__location=place.location, name=_title(file_name), table=place.table
    ).first()
    return known.contract if known else ""


def _title(file_name: str) -> str:
    return Path(file_name).name.removesuffix(".gz").rsplit(".", 1)[0]


def _dataset_for(place: Place, file_name: str, clock: Clock) -> Dataset:
    source, _ = Source.objects.get_or_create(kind=place.kind, location=place.location, defaults={"created_at": clock()})
    dataset, _ = Dataset.objects.get_or_create(
        source=source, name=_title(file_name), table=place.table, defaults={"created_at": clock()}
    )
    return Dataset.objects.select_for_update().get(pk=dataset.pk)


def _add_version(
    dataset: Dataset, stored: Stored, file_name: str, measured: dict[str, Any], actor: Actor, clock: Clock
) -> tuple[Version, bool]:
    latest = dataset.versions.first()
    if latest is not None and latest.fingerprint == stored.fingerprint and receipt_of(latest) is None:
        return latest, False
    made = Version.objects.create(
        dataset=dataset,
        number=(latest.number if latest else 0) + 1,
        file_name=Path(file_name).name,
        fingerprint=stored.fingerprint,
        size=stored.size,
        rows=measured["rows"],
        columns=[
            {key: column[key] for key in ("name", "type", "semantic", "personal")} for column in measured["columns"]
        ],
        notes=measured.get("notes", []),
        delivered_by=actor.id if actor.kind == "person" else "",
        created_at=clock(),
    )
    return made, True


def _record_version(dataset: Dataset, version: Version, *, actor: Actor, why: str) -> int:
    after = {
        "number": version.number,
        "rows": version.rows,
        "fingerprint": version.fingerprint,
        "file": version.file_name,
    }
    return _tell(actions.VERSION_ADDED, dataset, actor, why, before=None, after=after)


def _add_run(
    dataset: Dataset, version: Version, measured: dict[str, Any], as_of: date, *, actor: Actor, why: str, clock: Clock
) -> tuple[QualityRun, int]:
    contract = measured.pop("contract")
    overall = measured["score"]["overall"]
    run = QualityRun.objects.create(
        version=version,
        as_of=as_of,
        contract=contract,
        result=measured,
        score=None if overall is None else math.floor(overall),  # 100 only where nothing was found
        created_at=clock(),
    )
    if run.score is None:
        entry = _tell(actions.QUALITY_UNKNOWN, dataset, actor, why, before=None, after={"run": run.pk})
    else:
        after = {"score": run.score, "run": run.pk}
        entry = _tell(actions.QUALITY_MEASURED, dataset, actor, why, before=None, after=after)
    _judge(dataset, run)
    return run, entry


def _judge(dataset: Dataset, run: QualityRun) -> None:
    """The gate, in the transaction of the run: whoever subscribed hears of a failure as soon as it is committed."""
    broken = critical_failures(run.result)
    below = run.score is not None and run.score < dataset.threshold
    if not broken and not below:
        return
    said = gate_said(run.score, dataset.threshold, len(broken), below=below)
    after = {"run": run.pk, "score": run.score, "threshold": dataset.threshold, "rules": list(broken), **said}
    _tell(actions.QUALITY_FAILED, dataset, Actor.rule("품질 기준"), said["said_ko"], before=None, after=after)


def _refuse(problem: Problem, stored: Stored, file_name: str, *, actor: Actor, why: str, clock: Clock) -> None:
    name = Path(file_name).name
    with transaction.atomic():
        refusal = Refusal.objects.create(
            file_name=name,
            fingerprint=stored.fingerprint,
            code=problem.code,
            sentence_ko=problem.sentence("ko"),
            sentence_en=problem.sentence("en"),
            created_at=clock(),
        )
        record(
            actions.FILE_REFUSED,
            actor=actor,
            where="데이터",
            why=why,
            subject=Subject("refusal", refusal.pk),
            after={"file": name, "code": problem.code, "fingerprint": stored.fingerprint},
        )


def _tell(
    action: Any, dataset: Dataset, actor: Actor, why: str, *, before: dict[str, Any] | None, after: dict[str, Any]
) -> int:
    entry = record(
        action,
        actor=actor,
        where=dataset.name,
        why=why,
        subject=Subject("dataset", dataset.pk),
        before=before,
        after={**after, "dataset": dataset.name, "dataset_id": dataset.pk},
    )
    return entry.number
