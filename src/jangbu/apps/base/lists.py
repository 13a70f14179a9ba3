"""The one mechanism for lists: search, sort, filter and page in the URL, the same as a page and as a CSV or XLSX file.

A view declares a `ListSpec` once and hands it rows: a QuerySet, or a sequence that is already in memory. A `field` is
the name of a model field or attribute; `a__b` follows a relation in the database and attributes in memory alike.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from jangbu.apps.base.cards import Step, Text
from jangbu.apps.base.spreadsheet import CONTENT_TYPE, workbook
from jangbu.engines import quality

Row = TypeVar("Row")
LONGEST_QUERY = 200  # characters of a search; more is a paste gone wrong


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column. `show` says what a cell shows, `value` what a file holds; both read `field` unless given."""

    name: str  # in the URL: ?sort=name
    title: Text
    field: str = ""  # by default the name
    show: Callable[[Row], object] | None = None
    value: Callable[[Row], object] | None = None
    url: Callable[[Row], str] | None = None
    align: Literal["start", "end"] = "start"
    owned: bool = False  # the firm's own words: never translated

    def read(self, row: Row) -> object:
        return self.value(row) if self.value else follow(row, self.field or self.name)


@dataclass(frozen=True, slots=True)
class Filter(Generic[Row]):
    """One choice of a few. `keeps` decides for rows in memory where equality with `field` is not the question."""

    name: str
    title: Text
    choices: Sequence[tuple[str, Text]]
    field: str = ""
    keeps: Callable[[Row, str], bool] | None = None
    lookup: Callable[[str], Q] | None = None  # the same question, asked of the database
    owned: bool = False  # its choices are the firm's own words


@dataclass(frozen=True, slots=True)
class ListSpec(Generic[Row]):
    title: Text
    columns: Sequence[Column[Row]]
    searches: Sequence[str] = ()  # fields that the search looks into, ignoring case
    filters: Sequence[Filter[Row]] = ()
    sorts: Sequence[str] = ()  # names of columns that sort
    order: str = ""  # the order nobody asked for: "name", "-created"; empty keeps the order given
    page_size: int = 50
    unit: Text = ""  # what is counted, beside the number
    placeholder: Text = ""
    empty: Step | None = None
    file_name: str = ""  # of the CSV and XLSX; empty offers none

    def column(self, name: str) -> Column[Row]:
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True, slots=True)
class Cell(Generic[Row]):
    column: Column[Row]
    shown: object
    url: str


@dataclass(frozen=True, slots=True)
class Head(Generic[Row]):
    column: Column[Row]
    sorts: bool
    order: Literal["", "up", "down"]


@dataclass(frozen=True, slots=True)
class Chosen(Generic[Row]):
    filter: Filter[Row]
    value: str  # empty: all


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, already checked against the spec: anything unknown is as if it were not there."""

    q: str
    sort: str
    filters: dict[str, str]
    page: str


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """A list as one page shows it."""

    spec: ListSpec[Row]
    asked: Asked
    page: Page[Row]

    @property
    def q(self) -> str:
        return self.asked.q

    @property
    def sort(self) -> str:
        return self.asked.sort

    @property
    def sorted_by_reader(self) -> bool:
        return self.asked.sort != self.spec.order

    @property
    def narrowed(self) -> bool:
        return bool(self.asked.q or self.asked.filters)

    @property
    def searchable(self) -> bool:
        return bool(self.spec.searches or self.spec.filters) and (self.narrowed or self.page.paginator.count > 0)

    @property
    def filters(self) -> list[Chosen[Row]]:
        return [Chosen(filter_, self.asked.filters.get(filter_.name, "")) for filter_ in self.spec.filters]

    @property
    def heads(self) -> list[Head[Row]]:
        order: dict[str, Literal["up", "down"]] = {self.sort.lstrip("-"): "down" if self.sort[:1] == "-" else "up"}
        return [
            Head(column, column.name in self.spec.sorts, order.get(column.name, "")) for column in self.spec.columns
        ]

    @property
    def rows(self) -> list[list[Cell[Row]]]:
        return [[_cell(column, row) for column in self.spec.columns] for row in self.page.object_list]


def read(request: HttpRequest, spec: ListSpec[Row], rows: QuerySet[Any] | Sequence[Row]) -> Listing[Row]:
    """The page of `rows` that the address asks for. A page past the end is the last one, never an error."""
    asked = asked_of(request, spec)
    return Listing(spec, asked, Paginator(_arranged(spec, asked, rows), spec.page_size).get_page(asked.page))


def respond(
    request: HttpRequest,
    spec: ListSpec[Row],
    rows: QuerySet[Any] | Sequence[Row],
    template: str,
    context: dict[str, Any] | None = None,
) -> HttpResponseBase:
    """The page, with the list as `list`; or, with ?format=csv or xlsx, every row it would lead to as a file."""
    if spec.file_name and request.GET.get("format") in FILES:
        return as_file(request, spec, rows)
    return render(request, template, {**(context or {}), "list": read(request, spec, rows)})


def as_file(request: HttpRequest, spec: ListSpec[Row], rows: QuerySet[Any] | Sequence[Row]) -> HttpResponseBase:
    """Every row the address leads to, in the form it asks for."""
    return FILES[request.GET["format"]](spec, _arranged(spec, asked_of(request, spec), rows))


def asked_of(request: HttpRequest, spec: ListSpec[Row]) -> Asked:
    sort = request.GET.get("sort", "")
    chosen = {filter_.name: request.GET.get(filter_.name, "") for filter_ in spec.filters}
    known = {filter_.name: {value for value, _label in filter_.choices} for filter_ in spec.filters}
    return Asked(
        q=request.GET.get("q", "").strip()[:LONGEST_QUERY].replace("\0", ""),
        sort=sort if sort.removeprefix("-") in spec.sorts else spec.order,
        filters={name: value for name, value in chosen.items() if value in known[name]},
        page=request.GET.get("page", "1"),
    )


def as_csv(spec: ListSpec[Row], rows: Iterable[Row]) -> StreamingHttpResponse:
    """UTF-8 with a byte order mark, which Excel needs to read Korean; cells cannot start a formula."""

    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow([str(column.title) for column in spec.columns])
        for row in rows:
            yield writer.writerow([quality.safe_cell(_text(column.read(row))) for column in spec.columns])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{spec.file_name}.csv") or "attachment"
    return response


def as_xlsx(spec: ListSpec[Row], rows: Iterable[Row]) -> HttpResponse:
    """One sheet; numbers as numbers, everything else as text that cannot start a formula."""
    head = [str(column.title) for column in spec.columns]
    body = [[_sheet_cell(column.read(row)) for column in spec.columns] for row in rows]
    response = HttpResponse(workbook([head, *body]), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{spec.file_name}.xlsx") or "attachment"
    return response


def _sheet_cell(value: object) -> object:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole else quality.safe_cell(_text(value))


FILES: dict[str, Callable[[ListSpec[Any], Iterable[Any]], HttpResponseBase]] = {"csv": as_csv, "xlsx": as_xlsx}


def follow(row: object, path: str) -> object:
    """`a__b` through attributes; nothing along the way is nothing."""
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def _arranged(spec: ListSpec[Row], asked: Asked, rows: QuerySet[Any] | Sequence[Row]) -> Any:
    if isinstance(rows, QuerySet):
        return _in_database(spec, asked, rows)
    return _in_memory(spec, asked, rows)


def _in_database(spec: ListSpec[Row], asked: Asked, rows: QuerySet[Any]) -> QuerySet[Any]:
    for word in asked.q.split() if spec.searches else []:
        found = Q()
        for field in spec.searches:
            found |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(found)
    for filter_ in spec.filters:
        value = asked.filters.get(filter_.name)
        if value:
            rows = rows.filter(filter_.lookup(value) if filter_.lookup else Q(**{filter_.field or filter_.name: value}))
    if not asked.sort:
        return rows if rows.ordered else rows.order_by("pk")
    column = spec.column(asked.sort.removeprefix("-"))
    by = F(column.field or column.name)
    down = asked.sort.startswith("-")
    ordered = by.desc(nulls_last=True) if down else by.asc(nulls_last=True)
    return rows.order_by(ordered, "-pk" if down else "pk")  # a tie must not move between pages


def _in_memory(spec: ListSpec[Row], asked: Asked, rows: Sequence[Row]) -> list[Row]:
    words = asked.q.casefold().split() if spec.searches else []
    kept = [row for row in rows if _found(spec, row, words) and _passes(spec, row, asked)]
    if not asked.sort:
        return kept
    column = spec.column(asked.sort.removeprefix("-"))
    there: list[tuple[Any, Row]] = [(value, row) for row in kept if (value := column.read(row)) is not None]
    there.sort(key=lambda pair: pair[0], reverse=asked.sort.startswith("-"))
    return [row for _value, row in there] + [row for row in kept if column.read(row) is None]


def _found(spec: ListSpec[Row], row: Row, words: Sequence[str]) -> bool:
    texts = [str(follow(row, field) or "").casefold() for field in spec.searches]
    return all(any(word in text for text in texts) for word in words)


def _passes(spec: ListSpec[Row], row: Row, asked: Asked) -> bool:
    for filter_ in spec.filters:
        value = asked.filters.get(filter_.name)
        if not value:
            continue
        held = _text(follow(row, filter_.field or filter_.name))
        if not (filter_.keeps(row, value) if filter_.keeps else held == value):
            return False
    return True


def _cell(column: Column[Row], row: Row) -> Cell[Row]:
    shown = column.show(row) if column.show else column.read(row)
    return Cell(column, "" if shown is None else shown, column.url(row) if column.url else "")


def _text(value: object) -> str:
    """A value as a file holds it: ISO times in the site's zone, nothing as an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("예") if value else _("아니요")
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


class _Echo:
    """What csv.writer writes to: each line is handed straight back, so that a long list is never held whole."""

    def write(self, line: str) -> str:
        return line
