"""Lists: what the address asks for, in memory and in the database alike."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import RequestFactory

from jangbu.apps.base.lists import Column, Filter, Listing, ListSpec, asked_of, read, respond
from jangbu.apps.people.models import Person

JOINED = datetime(2026, 11, 23, 0, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Vendor:
    name: str
    kind: str
    points: int | None
    seen: datetime = JOINED


VENDORS = [
    Vendor("가람물류", "물류", 70),
    Vendor("나래 IT", "전산", None),
    Vendor("다온금속", "자재", 91),
    Vendor("라온 it 서비스", "전산", 40),
]
SPEC: ListSpec[Vendor] = ListSpec(
    title="업체",
    columns=(Column("name", "이름"), Column("kind", "종류"), Column("points", "점수", align="end")),
    searches=("name", "kind"),
    filters=(
        Filter("kind", "종류", [("물류", "물류"), ("전산", "전산")]),
        Filter("level", "점수", [("low", "낮음")], keeps=lambda row, _value: (row.points or 0) < 50),
    ),
    sorts=("name", "points"),
    page_size=2,
    file_name="업체",
)


def shown(query: str, rows: object = VENDORS, spec: ListSpec[Vendor] = SPEC) -> Listing[Vendor]:
    return read(RequestFactory().get(f"/vendors/?{query}"), spec, rows)


def names(listing: Listing[Vendor]) -> list[str]:
    return [str(row[0].shown) for row in listing.rows]


def test_without_a_question_the_given_order_stands():
    listing = shown("")
    assert names(listing) == ["가람물류", "나래 IT"]
    assert listing.page.paginator.count == 4
    assert not listing.narrowed


def test_a_search_finds_every_word_in_any_field_whatever_its_case():
    assert names(shown("q=IT+전산")) == ["나래 IT", "라온 it 서비스"]
    assert names(shown("q=it+물류")) == []


def test_a_filter_keeps_what_equals_its_choice_or_what_its_question_keeps():
    assert names(shown("kind=전산")) == ["나래 IT", "라온 it 서비스"]
    assert names(shown("kind=전산&level=low")) == ["나래 IT", "라온 it 서비스"]
    assert names(shown("level=low&q=라온")) == ["라온 it 서비스"]


def test_rows_without_a_value_come_last_whichever_way_a_column_sorts():
    assert names(shown("sort=points")) + names(shown("sort=points&page=2")) == [
        "라온 it 서비스",
        "가람물류",
        "다온금속",
        "나래 IT",
    ]
    assert names(shown("sort=-points&page=2")) == ["라온 it 서비스", "나래 IT"]


@pytest.mark.parametrize(
    "query", ["sort=kind", "sort=password", "sort=--name", "kind=없음", "page=abc", "page=0", "q=%00"]
)
def test_an_address_that_asks_for_nonsense_is_answered_as_if_it_had_not(query: str):
    listing = shown(query)
    assert names(listing)
    assert asked_of(RequestFactory().get(f"/?{query}"), SPEC).filters == {}


def test_a_page_past_the_end_is_the_last_one():
    assert names(shown("page=99")) == ["다온금속", "라온 it 서비스"]


def test_a_head_says_how_its_column_is_sorted():
    heads = {head.column.name: (head.sorts, head.order) for head in shown("sort=-points").heads}
    assert heads == {"name": (True, ""), "kind": (False, ""), "points": (True, "down")}


def cells(query: str, rows: object = VENDORS) -> list[list[str]]:
    response = respond(RequestFactory().get(f"/?{query}"), SPEC, rows, "unused.html")
    body = b"".join(response.streaming_content).decode("utf-8")  # type: ignore[attr-defined]
    assert body.startswith("\ufeff")
    assert "attachment" in response["Content-Disposition"]
    return list(csv.reader(io.StringIO(body[1:])))


def test_a_file_holds_every_row_that_the_address_leads_to_not_only_one_page():
    assert cells("format=csv&kind=전산&sort=-name") == [
        ["이름", "종류", "점수"],
        ["라온 it 서비스", "전산", "40"],
        ["나래 IT", "전산", ""],
    ]


def test_no_cell_of_a_file_starts_a_formula():
    rows = [Vendor(name, "전산", 1) for name in ("=1+1", "+82 10", "@cmd", "-2+3", "\t=1", '=HYPERLINK("x")')]
    for row in cells("format=csv", rows)[1:]:
        assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.fixture
def people(db: None) -> list[Person]:
    for name, role in (("김민지", "owner"), ("이서준", "approver"), ("박도윤", "member"), ("최하은", "approver")):
        Person.objects.create(name=name, role=role, email=f"{role}-{name}@hanbit.example", joined_at=JOINED)
    return list(Person.objects.order_by("pk"))


PEOPLE: ListSpec[Person] = ListSpec(
    title="사람",
    columns=(Column("name", "이름"), Column("role", "역할"), Column("seen", "마지막", field="last_login")),
    searches=("name", "email"),
    filters=(Filter("role", "역할", [("owner", "대표"), ("approver", "승인자")]),),
    sorts=("name", "seen"),
    order="name",
)


@pytest.mark.parametrize(
    "query", ["", "q=HANBIT", "q=서준", "role=approver", "sort=-name", "sort=seen", "role=approver&q=최"]
)
def test_the_database_answers_as_memory_does(people: list[Person], query: str):
    request = RequestFactory().get(f"/?{query}")
    asked, held = read(request, PEOPLE, Person.objects.all()), read(request, PEOPLE, people)
    assert [person.pk for person in asked.page] == [person.pk for person in held.page]


def test_a_list_of_ten_thousand_reads_one_page(people: list[Person], django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(read(RequestFactory().get("/?q=hanbit"), PEOPLE, Person.objects.all()).rows) == 4
