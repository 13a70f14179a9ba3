"""Writing: a decision is kept with an undo, a mend makes a new version and keeps the one before."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from jangbu.apps.base.content import chunks_of
from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.sources import actions
from jangbu.apps.sources.catalogue.answers import require_usable
from jangbu.apps.sources.catalogue.kept import kept_place
from jangbu.apps.sources.catalogue.lineage import ColumnFlow, record_lineage
from jangbu.apps.sources.cleaning import problems
from jangbu.apps.sources.cleaning.models import Judgement, MendRun
from jangbu.apps.sources.delivery.models import Dataset, Version
from jangbu.apps.sources.delivery.services import Place, add_bytes
from jangbu.engines.quality import mending
from jangbu.engines.quality.frame import Frame
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem


def judge(
    version: Version, kind: str, key: str, value: str, *, actor: Actor, why: str, clock: Clock = system_clock
) -> Judgement:
    """Keep a decision; an earlier one on the same thing is withdrawn by it."""
    dataset = version.dataset
    require(actor, "sources.write", Subject("dataset", dataset.pk))
    with transaction.atomic():
        now = clock()
        standing = Judgement.objects.filter(dataset=dataset, kind=kind, key=key, withdrawn_at=None)
        standing.update(withdrawn_at=now)
        made = Judgement.objects.create(dataset=dataset, version=version, kind=kind, key=key, value=value, made_at=now)
        _tell(actions.JUDGED, dataset, actor, why, {"kind": kind, "key": key})
    return made


def withdraw(judgement: Judgement, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """Take a decision back."""
    dataset = judgement.dataset
    require(actor, "sources.write", Subject("dataset", dataset.pk))
    with transaction.atomic():
        Judgement.objects.filter(pk=judgement.pk, withdrawn_at=None).update(withdrawn_at=clock())
        _tell(actions.JUDGEMENT_WITHDRAWN, dataset, actor, why, {"kind": judgement.kind, "key": judgement.key})


def save_fields(
    version: Version, schema: str, targets: Mapping[str, str | None], *, actor: Actor, why: str
) -> Judgement:
    """Which field of `schema` each column is. Raises Problem(TWICE) for a field given to two columns."""
    named: dict[str, str] = {}
    for column, target in targets.items():
        if target and target in named:
            raise Problem(problems.TWICE, target=target, columns=f"{named[target]}, {column}")
        if target:
            named[target] = column
    value = json.dumps(dict(targets), ensure_ascii=False)
    return judge(version, Judgement.Kind.FIELDS, schema, value, actor=actor, why=why)


def label_row(version: Version, row: int, cells: Mapping[str, str], *, actor: Actor, why: str) -> Judgement:
    """What every cell of a row should hold. The form of a person's word that teaches most."""
    value = json.dumps(dict(cells), ensure_ascii=False)
    return judge(version, Judgement.Kind.LABEL, str(row), value, actor=actor, why=why)


def mend(
    version: Version,
    frame: Frame,
    recipe: mending.Recipe,
    *,
    actor: Actor,
    why: str,
    as_of: date,
    clock: Clock = system_clock,
    still: Callable[[], bool] = lambda: True,
) -> MendRun:
    """Apply a recipe to a version and keep the result as the next one; the one before stays as it is.

    `frame` is that version read whole. Version, run and lineage appear together or not at all. `still` says, at the
    last moment, whether whoever asked still wants it. Raises Problem where somebody was faster, and where nothing would
    change.
    """
    dataset = version.dataset
    require(actor, "sources.write", Subject("dataset", dataset.pk))
    require_usable(dataset)
    _still_newest(version)
    made = mending.apply(frame, recipe, limit=0)
    if all(step.does_nothing for step in made.diff.steps):
        raise Problem(problems.NOTHING_TO_MEND)
    kept: list[MendRun] = []

    def keep(after: Version) -> None:
        if after.number > version.number + 1 or not still():
            raise Problem(problems.VERSION_MOVED, dataset=dataset.name)
        kept.append(_keep_run(version, after, recipe, made, actor=actor, why=why, clock=clock))

    with tempfile.TemporaryDirectory(prefix="jangbu-mend-") as folder:
        name = f"{Path(version.file_name).name.removesuffix('.gz').rsplit('.', 1)[0]}.csv"
        path = Path(folder) / name
        mending.write_frame(made.frame, path)
        add_bytes(
            chunks_of(path), name, actor=actor, why=why, place=_place(dataset), as_of=as_of, clock=clock, beside=keep
        )
    return kept[0]


def _keep_run(
    version: Version,
    after: Version,
    recipe: mending.Recipe,
    made: mending.Mended,
    *,
    actor: Actor,
    why: str,
    clock: Clock,
) -> MendRun:
    """The run and its lineage, in the transaction that keeps `after`."""
    counts = made.diff.totals()
    flows = [ColumnFlow(each["to"], tuple(each["from"]), each["how"]) for each in made.lineage.as_json()["columns"]]
    run = MendRun.objects.create(
        before=version, after=after, recipe=mending.dump_recipe(recipe), counts=counts, made_at=clock()
    )
    _tell(actions.MENDED, version.dataset, actor, why, {"number": after.number, "counts": counts})
    record_lineage(
        [version],
        Subject("recipe_run", run.pk),
        name=recipe.name,
        actor=actor,
        why=why,
        transformation={"name": recipe.name, **counts},
        columns={version.pk: flows},
    )
    return run


def undo_mend(run: MendRun, *, actor: Actor, why: str, as_of: date, clock: Clock = system_clock) -> Version:
    """The version before the mend once more, byte for byte, as the newest one."""
    dataset = run.before.dataset
    require(actor, "sources.write", Subject("dataset", dataset.pk))
    _still_newest(run.after)
    delivery = add_bytes(
        chunks_of(kept_place(run.before)),
        run.before.file_name,
        actor=actor,
        why=why,
        place=_place(dataset),
        as_of=as_of,
        clock=clock,
    )
    with transaction.atomic():
        MendRun.objects.filter(pk=run.pk).update(undone_at=clock())
        _tell(actions.MEND_UNDONE, dataset, actor, why, {"number": delivery.version.number, "run": run.pk})
    return delivery.version


def _still_newest(version: Version) -> None:
    newest = version.dataset.versions.first()
    if newest is None or newest.pk != version.pk:
        raise Problem(problems.VERSION_MOVED, dataset=version.dataset.name)


def _place(dataset: Dataset) -> Place:
    return Place(dataset.source.kind, dataset.source.location, dataset.table)


def _tell(action: Any, dataset: Dataset, actor: Actor, why: str, after: Mapping[str, Any]) -> None:
    record(
        action,
        actor=actor,
        where=dataset.name,
        why=why,
        subject=Subject("dataset", dataset.pk),
        after={**after, "dataset": dataset.name, "dataset_id": dataset.pk},
    )
