"""Every register as rows of a file: those that declare themselves, and the lists of the other apps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jangbu.apps.aimodels import queries as aimodels
from jangbu.apps.duties import queries as duties
from jangbu.apps.duties.services import things
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.people.queries import HIDDEN, Masker
from jangbu.apps.registers import queries as registers
from jangbu.apps.registers.declaring import Field, declared
from jangbu.apps.registers.kinds import Names, in_file
from jangbu.apps.sources import queries as sources
from jangbu.apps.work import queries as work
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor


@dataclass(frozen=True, slots=True)
class Table:
    """A file of rows; heads are plain names that programs can rely on."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]


def tables(actor: Actor, now: datetime, masker: Masker) -> Iterator[Table]:
    """What this actor may read. Values are not masked yet but for those that a field itself keeps back."""
    today = now.astimezone(SEOUL).date()
    yield from _declared(actor)
    yield _people(masker)
    yield _datasets(actor, today, masker)
    yield _automations(actor, masker)
    yield _endpoints(actor)
    yield _models(actor)
    yield _duties(now, masker)


def _declared(actor: Actor) -> Iterator[Table]:
    names = Names()
    for register in declared():
        fields = [field for field in register.fields if field.exported]
        heads = ["id", *(field.name for field in fields), "state", "review_due", "created_at", "changed_at"]
        rows = []
        for row in (*registers.rows(register, actor), *registers.rows(register, actor, aside=True)):
            told = [_cell(field, getattr(row, field.attribute), names) for field in fields]
            rows.append(
                [row.pk, *told, row.state, row.review_due or "", row.created_at.isoformat(), row.changed_at.isoformat()]
            )
        yield Table(register.name, heads, rows)


def _cell(field: Field, value: object, names: Names) -> object:
    return HIDDEN if field.guarded and value else in_file(field, value, names)


def _people(masker: Masker) -> Table:
    rows = [
        [
            masker.codes[each.pk],
            each.title,
            each.role,
            "yes" if each.is_active else "no",
            each.factors,
            each.live_grants,
        ]
        for each in masker.people
    ]
    return Table("people", ["code", "title", "role", "active", "second_factors", "live_grants"], rows)


def _datasets(actor: Actor, today: date, masker: Masker) -> Table:
    heads = [
        "id",
        "name",
        "owner",
        "classification",
        "purpose",
        "personal",
        "delete_on",
        "state",
        "version",
        "rows",
        "sha256",
    ]
    rows = []
    for line in sources.catalogue(actor, today):
        card, version = line.card, line.version
        shape = [version.number, version.rows, version.fingerprint] if version else ["", "", ""]
        owner = masker.codes.get(card.owner, "") if card else ""
        about = [card.classification, card.purpose] if card else ["", ""]
        personal = " ".join(sorted(set(line.personal.values())))
        rows.append([line.dataset.pk, line.name, owner, *about, personal, line.due or "", line.state, *shape])
    return Table("datasets", heads, rows)


def _automations(actor: Actor, masker: Masker) -> Table:
    heads = ["id", "name", "kind", "process", "state", "version", "answers", "what", "model", "sha256", "made_at"]
    rows = []
    for each in work.automations(actor):
        now = each.current
        told = (
            [now.number, masker.codes.get(now.who, ""), now.what, now.settings.get("endpoint", ""), now.fingerprint]
            if now
            else ["", "", "", "", ""]
        )
        rows.append([each.pk, each.name, each.kind, each.process.name, each.state, *told, each.created_at.isoformat()])
    return Table("automations", heads, rows)


def _endpoints(actor: Actor) -> Table:
    heads = ["id", "name", "model", "country", "on", "currency", "monthly_limit", "price_source"]
    rows = [
        [
            each.pk,
            each.name,
            each.model,
            each.country,
            "yes" if each.on else "no",
            each.currency,
            each.monthly_limit or "",
            each.price_source,
        ]
        for each in gateway.visible(actor)
    ]
    return Table("model_connections", heads, rows)


def _models(actor: Actor) -> Table:
    rows = []
    for entry in aimodels.visible(actor):
        for version in aimodels.versions(entry):
            told = [f"{kind}:{each.verdict}" for kind, each in aimodels.latest_evaluations(version).items()]
            rows.append([entry.pk, entry.name, entry.kind, entry.state, version.number, " ".join(sorted(told))])
    return Table("models", ["id", "name", "kind", "state", "version", "evaluations"], rows)


def _duties(now: datetime, masker: Masker) -> Table:
    held = duties.held_at(now)
    rows = [
        [subject.kind, subject.id, thing.name, masker.codes.get(cell.person, ""), cell.letter, cell.entry]
        for subject, thing in things(now)
        for cell in held.get(subject, ())
    ]
    return Table("duties", ["kind", "id", "name", "person", "letter", "entry"], rows)
