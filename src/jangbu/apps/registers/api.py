"""The JSON face of every register: list, detail, create, change, by the form and the services of the pages."""

from typing import Any  # no `from __future__ import annotations`: ninja reads these annotations as they stand

from django.http import HttpRequest
from ninja import NinjaAPI, Schema, Status
from pydantic import Field as Described
from pydantic import create_model

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed, require
from jangbu.apps.base.routes import declare_needs
from jangbu.apps.registers import queries, services
from jangbu.apps.registers.declaring import COMMON_LABELS, Register
from jangbu.apps.registers.forms import RowForm, initial
from jangbu.apps.registers.kinds import HIDDEN, is_empty, to_json
from jangbu.apps.registers.problems import NOT_THERE, REFUSED
from jangbu.kernel.errors import Problem

TYPES: dict[str, Any] = {"number": int, "money": int, "yes": bool, "many": list[str]}
MOST = 200


def add_routes(api: NinjaAPI, register: Register[Any], refusals: dict[int, Any]) -> None:
    """/api/v1/NAME and /api/v1/NAME/ID. Writes ask for `why`; a refusal names the field."""
    name, tag = register.name, [register.title.en]
    given = _schema(register, f"{name}_in", whole=True)
    changes = _schema(register, f"{name}_changes", whole=False)

    def list_rows(request: HttpRequest, q: str = "", limit: int = 50, offset: int = 0) -> list[dict[str, Any]]:
        found = queries.search(register, actor_of(request), q)
        start = max(0, min(offset, 1_000_000))
        return [_told(register, row, request) for row in found[start : start + max(1, min(limit, MOST))]]

    def add_row(request: HttpRequest, body: Any) -> Status[dict[str, Any]]:
        values, why = _checked(request, register, None, body)
        made = services.add_row(register, values, actor=actor_of(request), why=why, where="API")
        return Status(201, _told(register, made, request))

    def show_row(request: HttpRequest, row_id: str) -> dict[str, Any]:
        return _told(register, _held(request, register, row_id), request)

    def change_row(request: HttpRequest, row_id: str, body: Any) -> dict[str, Any]:
        row = _held(request, register, row_id)
        values, why = _checked(request, register, row, body)
        revision = body.revision
        changed = services.change_row(
            register, row, values, actor=actor_of(request), why=why, revision=revision, where="API"
        )
        return _told(register, changed, request)

    add_row.__annotations__["body"], change_row.__annotations__["body"] = given, changes
    one, many = {200: dict[str, Any], **refusals}, {200: list[dict[str, Any]], **refusals}
    made = {201: dict[str, Any], 409: refusals[422], **refusals}
    api.get(f"/{name}", response=many, url_name=name, operation_id=f"{name}_list", tags=tag)(list_rows)
    api.post(f"/{name}", response=made, url_name=name, operation_id=f"{name}_add", tags=tag)(add_row)
    here = f"/{name}/{{row_id}}"
    api.get(here, response=one, url_name=f"{name}-row", operation_id=f"{name}_show", tags=tag)(show_row)
    changed = {409: refusals[422], **one}
    api.patch(here, response=changed, url_name=f"{name}-row", operation_id=f"{name}_change", tags=tag)(change_row)
    for view in (name, f"{name}-row"):
        declare_needs(f"{api.urls_namespace}:{view}", register.needs("read"))


def _schema(register: Register[Any], name: str, *, whole: bool) -> type[Schema]:
    members: dict[str, Any] = {}
    for field in register.fields:
        kind = TYPES.get(field.kind, str)
        needed = whole and field.required
        said = f"{field.label.en} ({field.label.ko})"
        members[field.name] = (
            (kind, Described(description=said))
            if needed
            else (
                kind | None,
                Described(None, description=said),
            )
        )
    members["why"] = (str, Described(description="why, for the ledger"))
    if not whole:
        members["revision"] = (int | None, Described(None, description="the revision that was read"))
    made: type[Schema] = create_model(name, __base__=Schema, **members)
    return made


def _held(request: HttpRequest, register: Register[Any], row_id: str) -> Any:
    found = queries.find(register, actor_of(request), row_id)
    if found is None:
        raise Problem(NOT_THERE, noun_ko=register.noun.ko, noun_en=register.noun.en, id=row_id)
    return found


def _checked(request: HttpRequest, register: Register[Any], row: Any, body: Any) -> tuple[dict[str, Any], str]:
    """The body's fields through the form that the pages use. Raises Problem registers.refused."""
    actor = actor_of(request)
    require(actor, register.needs("write"))
    given = body.model_dump(exclude_unset=True)
    why = str(given.pop("why", ""))
    given.pop("revision", None)
    held = {name: value for name, value in initial(register, row).items() if row is not None and not is_empty(value)}
    said = {
        name: {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        for name, value in {**held, **given}.items()
    }
    may_see = allowed(actor, "personal.read")
    form = RowForm(
        register, row, {name: to_json(value) for name, value in said.items()}, may_see=may_see, asks_why=False
    )
    if not form.is_valid():
        labels = {field.name: field.label for field in register.fields} | COMMON_LABELS
        found = [(labels.get(name), " ".join(map(str, errors))) for name, errors in form.errors.items()]
        ko, en = (" ".join(f"{getattr(label, tongue, '')}: {said}" for label, said in found) for tongue in ("ko", "en"))
        raise Problem(REFUSED, faults_ko=ko, faults_en=en)
    return {name: value for name, value in form.values().items() if name in given}, why


def _told(register: Register[Any], row: Any, request: HttpRequest) -> dict[str, Any]:
    may_see = allowed(actor_of(request), "personal.read")
    fields = {
        field.name: HIDDEN
        if field.sensitive and not may_see and not is_empty(getattr(row, field.attribute))
        else to_json(getattr(row, field.attribute))
        for field in register.fields
    }
    return {
        "id": row.pk,
        "state": row.state,
        "revision": row.revision,
        **fields,
        "review_due": to_json(row.review_due),
        "reviewed_on": to_json(row.reviewed_on),
        "created_at": row.created_at.isoformat(),
        "changed_at": row.changed_at.isoformat(),
        "put_aside": row.archived_at is not None,
    }
