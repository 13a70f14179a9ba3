"""The list of a register: its listed fields, state and review as columns; every exported field in a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.lists import Column, Filter, ListSpec
from jangbu.apps.base.problems import language
from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.registers.declaring import Field, R, Register
from jangbu.apps.registers.kinds import Names, in_file, shown
from jangbu.kernel import text

SOON = timedelta(days=30)
NUMBERS = {"number", "money"}
IN_ORDER = {"text", "number", "money", "day", "choice", "yes"}  # kinds that the database sorts as people expect


def spec_of(register: Register[R], today: date, *, may_see: bool, files: bool = False) -> ListSpec[R]:
    """For a page, or with `files` for a CSV or XLSX, whose columns an import reads back."""
    names = Names()
    fields = [field for field in register.fields if (field.exported if files else field.listed)]
    fields = [field for field in fields if may_see or not field.sensitive or not files]
    columns: list[Column[R]]
    if files:
        columns = [_file_column(field, names) for field in fields]
    else:
        columns = [_page_column(register, field, names, may_see, today) for field in fields]
    columns += [] if files else register.columns
    columns += _common(register, today, files)
    return ListSpec(
        title=register.title.lazy,
        columns=columns,
        searches=[field.attribute for field in register.fields if field.searched and not field.sensitive],
        filters=_filters(register, today),
        sorts=[field.name for field in fields if field.kind in IN_ORDER]
        + ["state", *(["review_due"] if register.review_months is not None else [])],
        order=register.order or register.key[0],
        unit=register.unit.lazy,
        placeholder=register.field(register.key[0]).label.head,
        empty=register.empty,
        file_name=register.name,
    )


def _page_column(register: Register[R], field: Field, names: Names, may_see: bool, today: date) -> Column[R]:
    is_title = field.name == register.key[0]
    url: Callable[[R], str] | None = None
    if is_title:
        url = lambda row: reverse(f"{register.name}-detail", args=[row.pk])  # noqa: E731

    def show(row: R) -> object:
        value = getattr(row, field.attribute)
        if field.lapses and register.state(row.state).shape == "met":
            return due_said(value, today)
        return shown(field, value, names, may_see=may_see)

    return Column(
        field.name,
        field.label.head,
        field=field.attribute,
        show=show,
        url=url,
        align="end" if field.kind in NUMBERS else "start",
        owned=field.owned,
    )


def _file_column(field: Field, names: Names) -> Column[R]:
    return Column(
        field.name,
        field.label.lazy,
        field=field.attribute,
        value=lambda row: in_file(field, getattr(row, field.attribute), names),
    )


def _common(register: Register[R], today: date, files: bool) -> list[Column[R]]:
    def stands(row: R) -> object:
        found = register.state(row.state)
        return str(found.label) if files else drawn(found.shape, found.label.head)

    columns: list[Column[R]] = []
    if len(register.states) > 1:
        columns.append(Column("state", _("상태"), show=stands, value=stands if files else None))
    if register.review_months is not None:
        columns.append(Column("review_due", _("다음 검토"), show=lambda row: due_said(row.review_due, today)))
    return columns


def due_said(due: date | None, today: date) -> object:
    """The day, with a mark once it has passed."""
    if due is None:
        return "–"
    said = text.day(due, language(), year=due.year != today.year)
    return drawn("unmet", said) if due < today else said


def _filters(register: Register[R], today: date) -> list[Filter[R]]:
    found: list[Filter[R]] = []
    for field in register.fields:
        if not field.filtered:
            continue
        if field.kind == "many":
            continue  # a list in a JSON column is not asked the same way by both databases
        found.append(Filter(field.name, field.label.head, _choices(field), field=field.attribute, owned=field.owned))
    if len(register.states) > 1:
        states = [(each.name, each.label.head) for each in register.states]
        found.append(Filter("state", _("상태"), states))
    if register.review_months is not None:
        reviews = [("overdue", _("지났어요")), ("soon", _("30일 안")), ("later", _("나중"))]
        found.append(Filter("review", _("검토"), reviews, lookup=lambda value: due_lookup(value, today)))
    return found


def _choices(field: Field) -> list[tuple[str, Any]]:
    if field.kind == "yes":
        return [("True", _("예")), ("False", _("아니요"))]
    if field.kind == "person":
        return list(Names().people.items())
    if field.kind == "reference":
        return list(Names().rows(field.to).items())
    return [(each.value, each.label.head) for each in field.options()]


def due_lookup(value: str, today: date) -> Q:
    if value == "overdue":
        return Q(review_due__lt=today)
    if value == "soon":
        return Q(review_due__gte=today, review_due__lte=today + SOON)
    return Q(review_due__gt=today + SOON)
