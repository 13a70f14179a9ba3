"""The register fills itself from what really runs: entries, versions, aliases, each once however often it is told."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jangbu.apps.aimodels import actions
from jangbu.apps.aimodels.evaluating.defaults import default_suites
from jangbu.apps.aimodels.models import AiModel, Alias, ModelVersion
from jangbu.apps.aimodels.running import Running, sources
from jangbu.apps.aimodels.serving import APPROVED, CHAMPION, champion, is_strict, move
from jangbu.apps.ledger.actions import Action
from jangbu.apps.ledger.services import record
from jangbu.apps.sources import queries as data
from jangbu.kernel.chain import Entry
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Personal, Subject

WHERE = "AI 모델"
SEEN_WHY = "실제로 쓰고 있어서"
START = "in_use"


def note_running(running: Running, *, actor: Actor, why: str = SEEN_WHY, clock: Clock = system_clock) -> ModelVersion:
    """The entry and version of what runs, made where they are not there yet; the alias follows while no regime is on.

    Called by the app where it runs, inside its own transaction, and daily by `sync` for whatever was missed.
    """
    with transaction.atomic():
        entry = _entry(running, actor, why, clock)
        version = entry.versions.filter(fingerprint=running.print).first()
        if version is None:
            version = _version(entry, running, actor, why, clock)
        if running.serving:
            _follow(entry, version, actor, why, clock)
    return version


def note_went_back(running: Running, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """The app where it runs went back to an earlier version by itself, as after a suspicion: the alias goes along.

    Under the regime a version that was never approved gets no alias: then nothing of it serves.
    """
    with transaction.atomic():
        version = note_running(running, actor=actor, why=why, clock=clock)
        entry = AiModel.objects.select_for_update().get(pk=version.entry_id)
        held = champion(entry)
        if entry.regime_since is None or (held is not None and held.version_id == version.pk):
            return
        known = entry.aliases.filter(name=CHAMPION, version=version, ground__in=APPROVED).exists()
        action = actions.ROLLED_BACK if known else actions.ENDED
        told = tell(action, entry, actor, why, {"label": version.label, "version_id": version.pk})
        ground = Alias.Ground.ROLLED_BACK
        move(entry, CHAMPION, version if known else None, ground, by=actor.id, at=clock(), ledger=told.number)


def note_goes_along(running: Running, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """What it belongs to went to another version: the alias goes along where that version was approved before, and
    stays where it was not. Nothing under grace, where the alias follows by itself."""
    with transaction.atomic():
        entry = AiModel.objects.select_for_update().filter(kind=running.kind, ref=running.ref).first()
        if entry is None or entry.regime_since is None:
            return
        version, held = entry.versions.filter(fingerprint=running.print).first(), champion(entry)
        if version is None or (held is not None and held.version_id == version.pk):
            return
        if entry.aliases.filter(name=CHAMPION, version=version, ground__in=APPROVED).exists():
            told = tell(actions.ROLLED_BACK, entry, actor, why, {"label": version.label, "version_id": version.pk})
            ground = Alias.Ground.ROLLED_BACK
            move(entry, CHAMPION, version, ground, by=actor.id, at=clock(), ledger=told.number)


def note_idle(kind: str, ref: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> None:
    """It was switched off: nothing unapproved serves any more. An approval stays for when it is switched on again."""
    with transaction.atomic():
        entry = AiModel.objects.select_for_update().filter(kind=kind, ref=ref).first()
        held = champion(entry) if entry else None
        if entry is not None and held is not None and held.ground not in APPROVED:
            told = tell(actions.IDLE, entry, actor, why, {"label": held.version.label})
            move(entry, CHAMPION, None, held.ground, by=actor.id, at=clock(), ledger=told.number)


def sync(*, actor: Actor | None = None, clock: Clock = system_clock) -> int:
    """Everything that every bound app runs, seen once; the number of versions that were new."""
    before = ModelVersion.objects.count()
    for source in sources():
        for running in source.running():
            note_running(running, actor=actor or Actor.system(), clock=clock)
    return ModelVersion.objects.count() - before


def _entry(running: Running, actor: Actor, why: str, clock: Clock) -> AiModel:
    found = AiModel.objects.select_for_update().filter(kind=running.kind, ref=running.ref).first()
    if found is not None:
        return found
    now = clock()
    made = AiModel.objects.create(
        name=running.name[:160],
        kind=running.kind,
        ref=running.ref,
        purpose=running.purpose,
        owner=running.owner,
        state=START,
        created_at=now,
        changed_at=now,
        created_by=actor.id,
        regime_since=now if is_strict() else None,
    )
    tell(actions.SEEN, made, actor, why, {"kind": running.kind, "ref": running.ref})
    default_suites(made, now, running)
    return made


def _version(entry: AiModel, running: Running, actor: Actor, why: str, clock: Clock) -> ModelVersion:
    last = entry.versions.first()
    note = running.note.strip() or "–"
    data_used = data_of(running)
    told = tell(
        actions.VERSION_ADDED,
        entry,
        actor,
        why,
        {"label": running.label, "note": note, "fingerprint": running.print, "data": data_used},
    )
    return ModelVersion.objects.create(
        entry=entry,
        number=last.number + 1 if last else 1,
        fingerprint=running.print,
        ref=running.version_ref,
        label=running.label[:160],
        content=dict(running.content),
        data=data_used,
        note=note,
        made_by=running.made_by,
        made_at=running.made_at or clock(),
        ledger=told.number,
    )


def data_of(running: Running) -> list[dict[str, Any]]:
    """The datasets it touches, each as its newest version stands now."""
    found = []
    names = data.names(running.datasets)
    for dataset in running.datasets:
        newest = data.latest_version(dataset)
        found.append(
            {
                "dataset": dataset,
                "name": names.get(dataset, "–"),
                "version": newest.number if newest else 0,
                "fingerprint": newest.fingerprint if newest else "",
                "role": "used",
            }
        )
    return found


def _follow(entry: AiModel, version: ModelVersion, actor: Actor, why: str, clock: Clock) -> None:
    held = champion(entry)
    if entry.regime_since is not None or (held is not None and held.version_id == version.pk):
        return
    ground = Alias.Ground.FOLLOWS if entry.aliases.exists() else Alias.Ground.SINCE_BEFORE
    told = tell(actions.FOLLOWED, entry, actor, why, {"label": version.label, "version_id": version.pk})
    move(entry, CHAMPION, version, ground, by=actor.id, at=clock(), ledger=told.number)


def tell(
    action: Action,
    entry: AiModel,
    actor: Actor,
    why: str | Personal,
    after: dict[str, Any],
    *,
    before: dict[str, Any] | None = None,
) -> Entry:
    """One ledger entry about an entry of the register, in the caller's transaction."""
    return record(
        action,
        actor=actor,
        where=WHERE,
        why=why,
        subject=Subject("ai_model", entry.pk),
        before=before,
        after={"title": entry.name, **after},
    )
