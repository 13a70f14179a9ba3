"""Deleting by rule: mark, remove, record. A crash anywhere leaves a mark that the next run finishes.

1. Mark: the receipt is written without its date. From here on nobody reads the content.
2. Remove: what looks at it found goes, and the file, unless another version or an unread file still needs its bytes.
3. Record: example values leave the measurements, the receipt is completed, and the ledger tells it, in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from jangbu.apps.base.content import place_of, removing
from jangbu.apps.base.permission import require
from jangbu.apps.sources import actions
from jangbu.apps.sources.catalogue.models import Card, Hold, Receipt
from jangbu.apps.sources.catalogue.retention import Due, due_on, falling_due, today
from jangbu.apps.sources.catalogue.telling import tell
from jangbu.apps.sources.delivery.models import Dataset, QualityRun, Refusal, Version
from jangbu.apps.sources.looking.shelf import forget_looks
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor

GONE: dict[str, Any] = {"top": [], "minimum": None, "maximum": None, "quartiles": []}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one version that fell due: deleted, held, or, when only asked, due."""

    dataset: str
    dataset_id: str
    number: int
    rows: int
    fingerprint: str
    due_on: date
    state: str  # "deleted", "held" or "due"
    receipt: str  # its id, once there is one
    why: str  # the basis, or the reason of the hold

    def as_json(self) -> dict[str, Any]:
        return {
            "dataset": self.dataset,
            "dataset_id": self.dataset_id,
            "version": self.number,
            "rows": self.rows,
            "fingerprint": self.fingerprint,
            "due_on": self.due_on.isoformat(),
            "state": self.state,
            "receipt": self.receipt or None,
            "why": self.why,
        }


def delete_expired(*, actor: Actor, clock: Clock = system_clock, dry_run: bool = False) -> list[Outcome]:
    """Delete the content of every version whose day has come, and finish what a crash left half done."""
    require(actor, "sources.expire")
    unfinished = [] if dry_run else [receipt for receipt in _unfinished() if not _withdrawn(receipt)]
    outcomes = [_finish(receipt, actor, clock) for receipt in unfinished]
    for due in falling_due(today(clock)):
        if due.hold is not None:
            outcomes.append(_outcome(due, "held", why=due.hold.why))
        elif dry_run:
            outcomes.append(_outcome(due, "due"))
        else:
            receipt = _mark(due, clock)
            outcomes.append(_finish(receipt, actor, clock) if receipt else _outcome(due, "held"))
    return outcomes


def _unfinished() -> list[Receipt]:
    return list(Receipt.objects.filter(deleted_at=None).select_related("version__dataset").order_by("pk"))


def _withdrawn(receipt: Receipt) -> bool:
    """After a crash: a hold that was set meanwhile takes the mark back, as long as the bytes are still there."""
    with removing(settings.CONTENT_STORE), transaction.atomic():
        dataset = Dataset.objects.select_for_update().get(pk=receipt.version.dataset_id)
        held = Hold.objects.filter(dataset=dataset, released_at=None).exists()
        if not held or not place_of(settings.CONTENT_STORE, receipt.fingerprint).exists():
            return False
        Receipt.objects.filter(pk=receipt.pk, deleted_at=None).delete()
        return True


def _mark(due: Due, clock: Clock) -> Receipt | None:
    """The promise to delete, made only if the rule and the absence of a hold still stand under lock."""
    with transaction.atomic():
        dataset = Dataset.objects.select_for_update().get(pk=due.version.dataset_id)
        card = Card.objects.filter(dataset=dataset).first()
        day = due_on(card, due.version) if card else None
        if Hold.objects.filter(dataset=dataset, released_at=None).exists() or day is None or day > today(clock):
            return None
        assert card is not None
        version = due.version
        receipt, _made = Receipt.objects.get_or_create(
            version=version,
            defaults={
                "rule": _rule(card),
                "due_on": day,
                "fingerprint": version.fingerprint,
                "file_name": version.file_name,
                "rows": version.rows,
                "size": version.size,
                "marked_at": clock(),
            },
        )
        return receipt


def _finish(receipt: Receipt, actor: Actor, clock: Clock) -> Outcome:
    """Remove the bytes and record it. Run again after a crash at any point, it ends the same."""
    version = Version.objects.select_related("dataset").get(pk=receipt.version_id)
    forget_looks(version.pk)
    with removing(settings.CONTENT_STORE):
        shared = _needed_elsewhere(version)
        if not shared:
            place_of(settings.CONTENT_STORE, receipt.fingerprint).unlink(missing_ok=True)
    with transaction.atomic():
        dataset = Dataset.objects.select_for_update().get(pk=version.dataset_id)
        for run in QualityRun.objects.select_for_update().filter(version=version):
            QualityRun.objects.filter(pk=run.pk).update(result=without_values(run.result))
        receipt.method = Receipt.Method.SHARED if shared else Receipt.Method.REMOVED
        receipt.deleted_at = clock()
        receipt.entry = tell(
            actions.VERSION_DELETED,
            dataset,
            actor,
            receipt.rule["basis"],
            after=_told(receipt, version),
            dedupe_key=f"dataset.version_deleted:{version.pk}",
        )
        receipt.save(update_fields=["method", "deleted_at", "entry"])
    return Outcome(
        dataset=dataset.name,
        dataset_id=dataset.pk,
        number=version.number,
        rows=receipt.rows,
        fingerprint=receipt.fingerprint,
        due_on=receipt.due_on,
        state="deleted",
        receipt=receipt.pk,
        why=receipt.rule["basis"],
    )


def _needed_elsewhere(version: Version) -> bool:
    """Whether another version, not itself deleted or marked, or a file that was refused, has the same bytes."""
    others = Version.objects.filter(fingerprint=version.fingerprint, receipt=None).exclude(pk=version.pk)
    return others.exists() or Refusal.objects.filter(fingerprint=version.fingerprint).exists()


def without_values(result: dict[str, Any]) -> dict[str, Any]:
    """A measurement with its counts and without any value out of the data."""
    columns = [column | {key: GONE[key] for key in GONE if key in column} for column in result.get("columns", [])]
    rules = [rule | {"samples": []} for rule in result.get("rules", [])]
    return {**result, "columns": columns, "rules": rules}


def _rule(card: Card) -> dict[str, Any]:
    return {
        "keep_number": card.keep_number,
        "keep_unit": card.keep_unit,
        "keep_since": card.keep_since,
        "basis": card.basis,
        "basis_rule": card.basis_rule,
        "confirmed_by": card.confirmed_by,
        "confirmed_at": card.confirmed_at.isoformat(),
    }


def _told(receipt: Receipt, version: Version) -> dict[str, Any]:
    return {
        "receipt": receipt.pk,
        "number": version.number,
        "rows": receipt.rows,
        "size": receipt.size,
        "fingerprint": receipt.fingerprint,
        "file": receipt.file_name,
        "due_on": receipt.due_on.isoformat(),
        "method": receipt.method,
        "rule": receipt.rule,
    }


def _outcome(due: Due, state: str, why: str = "") -> Outcome:
    version = due.version
    return Outcome(
        dataset=version.dataset.name,
        dataset_id=version.dataset_id,
        number=version.number,
        rows=version.rows,
        fingerprint=version.fingerprint,
        due_on=due.due_on,
        state=state,
        receipt="",
        why=why or due.card.basis,
    )
