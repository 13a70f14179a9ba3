"""The pages and the API that every register gets, visited for each register that is declared."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jangbu.apps.registers import queries, services
from jangbu.apps.registers.declaring import declared
from jangbu.apps.registers.models import Batch
from jangbu.apps.registers.views import Pages
from jangbu.apps.vendors.models import Vendor
from jangbu.apps.vendors.register import VENDORS
from jangbu.kernel.entry import Actor

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize("register", declared(), ids=lambda register: register.name)


def text_of(response) -> str:
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


def upload(client, name: str, content: bytes):
    return client.post(reverse("vendors-import"), {"file": SimpleUploadedFile(name, content)})


@EVERY
def test_its_list_stands_where_the_ledger_links_to(register, cast, sign_in):
    assert reverse(register.name) == register.path
    assert reverse(f"{register.name}-detail", args=["x"]) == f"{register.path}x/"
    page = sign_in(cast.owner).get(register.path)
    assert page.status_code == 200
    assert str(register.title) in text_of(page)


@EVERY
def test_an_empty_form_names_every_needed_field(register, cast, sign_in):
    page = sign_in(cast.owner).post(reverse(f"{register.name}-new"), {})
    assert page.status_code == 422
    needed = {field.name for field in register.fields if field.required}
    assert needed <= set(page.context["form"].errors)


@EVERY
def test_both_languages_are_said(register):
    words = [register.noun, register.title, *(each.label for each in register.states)]
    words += [field.label for field in register.fields] + [move.verb for move in register.moves]
    words += [choice.label for field in register.fields for choice in field.options() if field.kind != "reference"]
    assert all(each.ko and each.en for each in words)


def test_a_form_writes_a_row_and_shows_what_is_wrong_in_place(cast, sign_in):
    client = sign_in(cast.owner)
    given = {
        "name": "새움소프트",
        "owner": cast.it.pk,
        "handles_personal": "no",
        "data": ["customer"],
        "why": "써 보려고",
    }
    wrong = client.post(reverse("vendors-new"), given)
    assert "개인정보를 다루는 거예요" in text_of(wrong)
    made = client.post(reverse("vendors-new"), given | {"handles_personal": "yes"}, follow=True)
    assert "새움소프트" in text_of(made)
    assert Vendor.objects.get().handles_personal is True


def test_a_change_is_offered_to_be_taken_back(vendor, cast, sign_in):
    client = sign_in(cast.owner)
    edit = reverse("vendors-edit", args=[vendor.pk])
    form = client.get(edit).context["form"]
    given = {name: value for name, value in form.initial.items() if value not in (None, "")}
    page = client.post(edit, given | {"country": "US", "why": "옮겨서", "revision": 1}, follow=True)
    undo = reverse("vendors-undo", args=[vendor.pk])
    assert undo in text_of(page)
    client.post(undo)
    assert Vendor.objects.get().country == "KR"


def test_two_people_at_one_form_are_told(vendor, owner, cast, sign_in):
    services.change_row(VENDORS, vendor, {"plan": "기본"}, actor=owner, why="정해서")
    client = sign_in(cast.owner)
    given = {"name": "다온클라우드", "owner": cast.it.pk, "why": "고쳐서", "revision": 1}
    page = client.post(reverse("vendors-edit", args=[vendor.pk]), given)
    assert "그사이 다른 사람이 고쳤어요" in text_of(page)
    assert Vendor.objects.get().plan == "기본"


def test_search_filter_and_sort_stand_in_the_address(vendor, owner, cast, sign_in, values):
    other = values | {"name": "누리물류", "category": "delivery", "country": "JP", "monthly_cost": 90_000}
    services.add_row(VENDORS, other, actor=owner, why="써서")
    client = sign_in(cast.owner)

    def names(query: str) -> list[str]:
        return [row.name for row in client.get(f"{reverse('vendors')}{query}").context["list"].page.object_list]

    assert names("?sort=monthly_cost") == ["누리물류", "다온클라우드"]
    assert names("?sort=-monthly_cost") == ["다온클라우드", "누리물류"]
    assert names("?q=누리") == names("?category=delivery") == names("?country=JP") == ["누리물류"]
    assert names("?handles_personal=True&state=considered") == ["누리물류", "다온클라우드"]
    assert names("?review=overdue") == []


def test_a_sensitive_value_is_shown_only_to_who_may_see_personal_values(vendor, cast, sign_in, monkeypatch):
    monkeypatch.setattr(
        type(VENDORS.field("plan")), "sensitive", property(lambda self: self.name == "plan"), raising=False
    )
    Vendor.objects.update(plan="비밀 요금")
    assert "비밀 요금" in text_of(sign_in(cast.owner).get(reverse("vendors-detail", args=[vendor.pk])))
    page = text_of(sign_in(cast.member).get(reverse("vendors-detail", args=[vendor.pk])))
    assert "비밀 요금" not in page
    assert "●●●" in page
    assert "비밀 요금" not in text_of(sign_in(cast.member).get(reverse("vendors") + "?format=csv"))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_is_imported_without_a_difference(form, vendor, cast, sign_in):
    client = sign_in(cast.owner)
    page = client.get(f"{reverse('vendors')}?format={form}")
    content = b"".join(page.streaming_content) if page.streaming else page.content
    client.post(reverse("vendors-import"), {"file": SimpleUploadedFile(f"vendors.{form}", content)})
    assert [line["what"] for line in Batch.objects.get().lines] == ["same"]


def test_exported_cells_start_no_formula(vendor, owner, cast, sign_in):
    services.change_row(VENDORS, vendor, {"notes": "=HYPERLINK(1)"}, actor=owner, why="시험")
    client = sign_in(cast.owner)
    said = text_of(client.get(reverse("vendors") + "?format=csv")).lstrip("\ufeff")
    row = next(csv.DictReader(StringIO(said)))
    assert row["메모"] == "'=HYPERLINK(1)"
    sheet = python_calamine.CalamineWorkbook.from_filelike(
        BytesIO(client.get(reverse("vendors") + "?format=xlsx").content)
    )
    assert "'=HYPERLINK(1)" in sheet.get_sheet_by_index(0).to_python()[1]


FILE = """이름,담당,한 달 비용,자료가 있는 나라,다른 열
다온클라우드,최하은,"210,000원",미국,x
누리물류,박도윤,90000,Japan,y
"""


def test_a_file_is_looked_at_taken_in_whole_and_taken_back(vendor, cast, sign_in):
    client = sign_in(cast.owner)
    answer = upload(client, "업체.csv", FILE.encode("cp949"))
    batch = Batch.objects.get()
    assert [line["what"] for line in batch.lines] == ["changed", "new"]
    assert batch.unused == ["다른 열"]
    page = text_of(client.get(answer["Location"]))
    assert "18만 원 → <b>21만 원</b>" in page
    assert Vendor.objects.count() == 1  # looking changes nothing
    client.post(answer["Location"], {"why": "표로 관리하던 것이라"})
    assert {each.name: each.country for each in Vendor.objects.all()} == {"다온클라우드": "US", "누리물류": "JP"}
    client.post(reverse("vendors-batch-undo", args=[batch.pk]))
    held = Vendor.objects.get(name="다온클라우드")
    assert (held.country, held.monthly_cost, held.contact_name) == ("KR", 180_000, "오하늘")
    assert Vendor.objects.get(name="누리물류").archived_at is not None


def test_one_refused_row_keeps_the_whole_file_out(vendor, cast, sign_in):
    client = sign_in(cast.owner)
    answer = upload(client, "업체.csv", (FILE + "빈담당,,,\n누리물류,박도윤,1,한국\n").encode())
    lines = Batch.objects.get().lines
    assert [line["what"] for line in lines] == ["changed", "new", "refused", "refused"]
    assert lines[2]["faults"][0][0] == "담당"
    assert "3행과 같은" in lines[3]["faults"][0][1]
    assert client.post(answer["Location"], {"why": "그래도"}).status_code == 422
    assert Vendor.objects.count() == 1


def test_a_file_is_not_taken_back_once_a_row_moved_on(vendor, owner, cast, sign_in):
    client = sign_in(cast.owner)
    upload(client, "업체.csv", FILE.encode())
    batch = Batch.objects.get()
    client.post(reverse("vendors-batch", args=[batch.pk]), {"why": "표라서"})
    services.change_row(VENDORS, vendor, {"plan": "기본"}, actor=owner, why="정해서")
    assert client.post(reverse("vendors-batch-undo", args=[batch.pk])).status_code == 409
    assert Vendor.objects.get(name="누리물류").archived_at is None


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00\x01\x02", b"PK\x03\x04broken", "이름\n".encode(), "모름\n1\n".encode()]
)
def test_a_file_that_is_none_is_a_sentence(content, cast, sign_in):
    page = upload(sign_in(cast.owner), "업체.csv", content)
    assert page.status_code == 422
    assert not Batch.objects.exists()


def test_a_member_reads_and_does_not_write(vendor, cast, sign_in):
    client = sign_in(cast.member)
    page = text_of(client.get(reverse("vendors-detail", args=[vendor.pk])))
    assert reverse("vendors-edit", args=[vendor.pk]) not in page
    assert client.get(reverse("vendors-new")).status_code == 403


class TestApi:
    def test_rows_are_read_added_and_changed_by_the_same_rules(self, vendor, cast, sign_in):
        client = sign_in(cast.owner)
        assert [row["name"] for row in client.get("/api/v1/vendors?q=다온").json()] == ["다온클라우드"]
        given = {"name": "누리물류", "owner": cast.it.pk, "data": ["none"], "handles_personal": False, "why": "써서"}
        made = client.post("/api/v1/vendors", given, content_type="application/json")
        assert (made.status_code, made.json()["handles_personal"]) == (201, False)
        here = f"/api/v1/vendors/{made.json()['id']}"
        changed = client.patch(here, {"country": "JP", "why": "알아내서"}, content_type="application/json")
        assert (changed.json()["country"], changed.json()["revision"], changed.json()["data"]) == ("JP", 2, ["none"])
        assert client.get(here).json()["country"] == "JP"

    def test_a_refusal_names_the_field(self, cast, sign_in):
        client = sign_in(cast.owner)
        given = {"name": "누리", "owner": cast.it.pk, "country": "달", "why": "써서"}
        answer = client.post("/api/v1/vendors", given, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (422, "registers.refused")
        assert "자료가 있는 나라" in answer.json()["message"]

    def test_reading_is_not_writing(self, vendor, cast, sign_in):
        client = sign_in(cast.member)
        assert client.get("/api/v1/vendors").status_code == 200
        answer = client.post(
            "/api/v1/vendors", {"name": "x", "owner": "y", "why": "z"}, content_type="application/json"
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "permission.denied")
        assert client.get("/api/v1/vendors/none").status_code == 404


def test_overdue_reviews_are_said_first_and_on_the_first_page(vendor, owner, cast, rf):
    Vendor.objects.update(state="in_use", review_due="2020-01-01")
    request = rf.get("/vendors/")
    request.user = cast.owner
    found = Pages(replace(VENDORS, lede=None))._lede(request)  # what a register says that has no first line of its own
    assert found.bold == "1건이 검토 기한을 넘겼어요."
    needs = queries.needs(owner, vendor.created_at)
    assert [(need.title, need.url) for need in needs] == [
        ("업체 1건이 검토 기한을 넘겼어요", reverse("vendors-detail", args=[vendor.pk]) + "#review")
    ]
    assert queries.needs(Actor.person(cast.member.pk, ""), vendor.created_at) == []
