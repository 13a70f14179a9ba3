"""Writes of the mechanism, held to what any register may lean on."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from jangbu.apps.ledger import commands
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.services import erase_person
from jangbu.apps.registers import queries, services
from jangbu.apps.registers.declaring import Field, declare
from jangbu.apps.registers.rows import months_after
from jangbu.apps.vendors.certificates.register import CERTIFICATES_REGISTER
from jangbu.apps.vendors.models import Vendor
from jangbu.apps.vendors.register import VENDORS
from jangbu.kernel.clock import SEOUL, fixed
from jangbu.kernel.errors import Problem

WHY = "계약을 새로 맺어서"


def at(day: str):
    return fixed(datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=SEOUL))


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(Problem) as caught:
        call(*args, **kwargs)
    assert caught.value.sentence("ko")
    assert caught.value.sentence("en")
    return caught.value.code


def test_a_row_and_its_entry_are_written_together(vendor, owner):
    assert (vendor.state, vendor.revision, vendor.review_due) == ("considered", 1, None)
    past = queries.history(VENDORS, vendor, reader=owner)
    assert [line.line.what for line in past] == ["업체 다온클라우드: 새로 적었어요"]
    told = {change.label: change.after for change in past[0].changes}
    assert (told["자료가 있는 나라"], told["한 달 비용"], told["연락할 사람"]) == ("한국", "18만 원", "오하늘")


def test_history_tells_old_and_new_value(vendor, owner):
    services.change_row(VENDORS, vendor, {"country": "US", "monthly_cost": 210_000}, actor=owner, why="옮겨서")
    newest = queries.history(VENDORS, vendor, reader=owner)[0]
    assert {(each.label, each.before, each.after) for each in newest.changes} == {
        ("자료가 있는 나라", "한국", "미국"),
        ("한 달 비용", "18만 원", "21만 원"),
    }
    assert newest.line.why == "옮겨서"


def test_what_does_not_change_writes_nothing(vendor, owner):
    before = ledger.state().entries
    same = services.change_row(VENDORS, vendor, {"country": "KR"}, actor=owner, why=WHY)
    assert (same.revision, ledger.state().entries) == (1, before)


def test_rules_and_needed_fields_hold_for_every_caller(owner, values):
    assert code_of(services.add_row, VENDORS, values | {"name": ""}, actor=owner, why=WHY) == "registers.refused"
    nobody_s = values | {"data": ["none", "customer"]}
    assert code_of(services.add_row, VENDORS, nobody_s, actor=owner, why=WHY) == "registers.refused"
    assert code_of(services.add_row, VENDORS, values, actor=owner, why=" ") == "registers.no_why"
    assert not Vendor.objects.exists()
    assert ledger.state().entries == 0


def test_two_rows_do_not_share_a_key(vendor, owner, values):
    again = values | {"name": " 다온클라우드 "}
    assert code_of(services.add_row, VENDORS, again, actor=owner, why=WHY) == "registers.key_taken"


def test_a_certificate_that_ends_before_it_starts_is_refused(vendor, owner):
    given = {"vendor": vendor.pk, "standard": "isms", "issuer": "KISA", "number": "ISMS-1"}
    wrong = {**given, "starts_on": date(2026, 5, 1), "expires_on": date(2026, 4, 30)}
    assert code_of(services.add_row, CERTIFICATES_REGISTER, wrong, actor=owner, why=WHY) == "registers.refused"
    right = {**given, "starts_on": date(2026, 4, 30), "expires_on": date(2029, 4, 29)}
    assert services.add_row(CERTIFICATES_REGISTER, right, actor=owner, why=WHY).vendor_id == vendor.pk


def test_who_read_an_older_row_does_not_overwrite_a_newer_one(vendor, owner):
    services.change_row(VENDORS, vendor, {"country": "US"}, actor=owner, why=WHY, revision=1)
    late = {"actor": owner, "why": WHY, "revision": 1}
    assert code_of(services.change_row, VENDORS, vendor, {"plan": "기본"}, **late) == "registers.changed_meanwhile"


def test_only_declared_moves_are_possible_and_only_by_who_may(vendor, owner, member):
    assert code_of(services.move_row, VENDORS, vendor, "leave", actor=owner, why=WHY) == "registers.move_not_possible"
    assert code_of(services.move_row, VENDORS, vendor, "use", actor=member, why=WHY) == "permission.denied"


def test_the_review_cycle_runs_from_the_last_review(vendor, owner):
    services.move_row(VENDORS, vendor, "end", actor=owner, why=WHY, clock=at("2026-01-31"))
    Vendor.objects.filter(pk=vendor.pk).update(state="in_use", review_months=1)
    seen = services.review_row(VENDORS, vendor, "계약과 인증서를 봤어요", actor=owner, clock=at("2026-01-31"))
    assert (seen.reviewed_on, seen.review_due) == (date(2026, 1, 31), date(2026, 2, 28))
    assert list(queries.overdue(VENDORS, date(2026, 3, 1))) == [seen]
    assert not queries.overdue(VENDORS, date(2026, 2, 28))
    ahead = {"actor": owner, "on": date(2026, 2, 2), "clock": at("2026-02-01")}
    assert code_of(services.review_row, VENDORS, vendor, "봤어요", **ahead) == "registers.review_in_future"


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_end_on_a_day_that_exists(day, months, then):
    assert months_after(day, months) == then


def test_the_last_change_is_taken_back_and_again(vendor, owner):
    services.change_row(VENDORS, vendor, {"country": "US", "data": ["staff"]}, actor=owner, why=WHY)
    back = services.undo_last(VENDORS, vendor, actor=owner, why="잘못 적어서")
    assert (back.country, back.data, back.revision) == ("KR", ["customer"], 3)
    again = services.undo_last(VENDORS, vendor, actor=owner, why="맞게 적은 거라서")
    assert (again.country, again.data) == ("US", ["staff"])


def test_putting_aside_is_undone_too(vendor, owner):
    aside = services.put_aside(VENDORS, vendor, actor=owner, why=WHY)
    assert aside.archived_at is not None
    assert not queries.rows(VENDORS, owner).exists()
    assert services.undo_last(VENDORS, vendor, actor=owner, why=WHY).archived_at is None


def test_a_new_row_or_a_row_changed_outside_has_nothing_to_take_back(vendor, owner):
    assert queries.undoable(VENDORS, vendor) is None
    changed = services.change_row(VENDORS, vendor, {"country": "US"}, actor=owner, why=WHY)
    Vendor.objects.filter(pk=vendor.pk).update(revision=9)
    changed.refresh_from_db()
    assert queries.undoable(VENDORS, changed) is None
    assert code_of(services.undo_last, VENDORS, vendor, actor=owner, why=WHY) == "registers.nothing_to_undo"


def test_a_personal_value_can_be_erased_and_the_ledger_stays_whole(vendor, owner):
    services.change_row(VENDORS, vendor, {"contact_name": "한서준"}, actor=owner, why=WHY)
    erase_person(f"vendor:{vendor.pk}", actor=owner, why="지워 달라고 해서")
    newest = ledger.told(VENDORS.subject(vendor), 1)[0]
    assert newest.erased
    assert "한서준" not in str(newest.after)
    assert queries.undoable(VENDORS, vendor) is None  # the old value is gone, so it cannot come back
    assert commands.verify(None).status != "broken"


def test_a_register_that_contradicts_itself_is_not_declared():
    from dataclasses import replace  # noqa: PLC0415

    twice = (*VENDORS.fields, Field("name", VENDORS.noun))
    with pytest.raises(ValueError, match="contradicts itself"):
        declare(replace(VENDORS, fields=twice))
    with pytest.raises(ValueError, match="state"):
        declare(replace(VENDORS, fields=(*VENDORS.fields, Field("state", VENDORS.noun))))
