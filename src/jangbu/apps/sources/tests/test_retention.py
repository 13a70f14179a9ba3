"""Deleting by rule: on the day, with a receipt, never under a hold, and whole again after a crash."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jangbu.apps.base.content import place_of
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.sources import queries, services
from jangbu.apps.sources.catalogue import deletion
from jangbu.apps.sources.catalogue.retention import after
from jangbu.apps.sources.models import QualityRun, Receipt, Version
from jangbu.apps.sources.tests.clearing import TODAY, cleared
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SYSTEM = Actor.system()
TABLE = "코드,이름,금액\n" + "".join(f"C{n:03d},김민{'지수호준서'[n % 5]},{n * 1000}\n" for n in range(1, 61))


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


def taken(owner: Actor, name: str = "명단.csv", text: str = TABLE, at: datetime = START) -> Version:
    return services.add_bytes([text.encode()], name, actor=owner, why="시험", as_of=TODAY, clock=fixed(at)).version


def kept_for(version: Version, owner: Actor, days: int = 30, since: str = "collected") -> None:
    changed = {"keep_number": days, "keep_unit": "days", "keep_since": since}
    cleared(version.dataset, owner, clock=fixed(START), **changed)


def expire(days: int, **more: bool) -> list[services.Outcome]:
    return services.delete_expired(actor=SYSTEM, clock=fixed(START + timedelta(days=days)), **more)


def test_content_goes_on_its_day_and_not_before(owner):
    version = taken(owner)
    kept_for(version, owner)
    place = place_of(settings.CONTENT_STORE, version.fingerprint)
    assert expire(29) == []
    assert place.exists()
    (outcome,) = expire(30)
    assert (outcome.state, outcome.rows, outcome.due_on) == ("deleted", 60, date(2026, 12, 23))
    assert not place.exists()
    assert expire(31) == []
    entry = ledger.last_entries(1)[0]
    assert "내용 60행을 보관 규칙에 따라 지웠어요" in entry.what
    assert Receipt.objects.get().entry == entry.number


def test_what_is_known_about_it_stays_and_what_was_in_it_goes(owner):
    version = taken(owner)
    kept_for(version, owner)
    before = QualityRun.objects.get().result
    assert any(column["top"] for column in before["columns"])
    expire(30)
    result = QualityRun.objects.get().result
    assert "김민" not in json.dumps(
        [result["columns"], [rule["samples"] for rule in result["rules"]]], ensure_ascii=False
    )
    assert [column["distinct"] for column in result["columns"]] == [each["distinct"] for each in before["columns"]]
    assert Version.objects.get().rows == 60


def test_pages_that_need_the_content_say_it_was_deleted_and_lead_to_the_receipt(owner, cast, sign_in):
    version = taken(owner)
    kept_for(version, owner)
    expire(30)
    client = sign_in(cast.owner)
    receipt = Receipt.objects.get()
    rule = QualityRun.objects.get().result["rules"][0]["id"]
    for address in (
        reverse("dataset-original", args=[version.dataset_id]),
        reverse("dataset-rows", args=[version.dataset_id]) + f"?rule={rule}",
    ):
        answer = client.get(address)
        assert answer.status_code == 410
        assert reverse("receipt", args=[receipt.pk]) in answer.content.decode()
    assert client.post(reverse("dataset-measure", args=[version.dataset_id])).status_code == 410
    assert "보관 규칙에 따라 지웠어요" in client.get(reverse("dataset", args=[version.dataset_id])).content.decode()
    page = client.get(reverse("receipt", args=[receipt.pk])).content.decode()
    for said in (version.fingerprint, "60행", "김민지", "명단.csv", f"/ledger/{receipt.entry}/"):
        assert said in page
    with pytest.raises(Problem, match="content_deleted"):
        services.require_usable(version.dataset)
    with pytest.raises(Problem, match="content_deleted"):
        list(queries.kept_bytes(version))


def test_the_same_bytes_handed_over_again_are_a_new_version_with_content(owner):
    version = taken(owner)
    kept_for(version, owner)
    expire(30)
    again = taken(owner, at=START + timedelta(days=40))
    assert (again.number, b"".join(queries.kept_bytes(again))) == (2, TABLE.encode())


def test_bytes_that_another_dataset_still_needs_stay_and_the_receipt_says_so(owner):
    version, twin = taken(owner), taken(owner, "사본.csv")
    kept_for(version, owner)
    assert version.fingerprint == twin.fingerprint
    expire(30)
    assert Receipt.objects.get().method == "shared"
    assert b"".join(queries.kept_bytes(twin)) == TABLE.encode()
    kept_for(twin, owner)
    expire(31)
    assert not place_of(settings.CONTENT_STORE, twin.fingerprint).exists()


def test_a_hold_stops_deletion_until_it_is_released(owner, cast, sign_in):
    version = taken(owner)
    kept_for(version, owner)
    client = sign_in(cast.owner)
    address = [version.dataset_id]
    client.post(reverse("dataset-hold", args=address), {"why": "소송이 걸려서"})
    assert [(outcome.state, outcome.why) for outcome in expire(60)] == [("held", "소송이 걸려서")]
    assert place_of(settings.CONTENT_STORE, version.fingerprint).exists()
    with pytest.raises(Problem, match="held_already"):
        services.set_hold(version.dataset, actor=owner, why="또")
    client.post(reverse("dataset-release", args=address), {"why": "소송이 끝나서"})
    with pytest.raises(Problem, match="not_held"):
        services.release_hold(version.dataset, actor=owner, why="또")
    assert [outcome.state for outcome in expire(60)] == ["deleted"]


def test_a_hold_needs_a_reason_and_somebody_who_may_decide(owner, cast):
    dataset = taken(owner).dataset
    with pytest.raises(Problem, match="no_reason"):
        services.set_hold(dataset, actor=owner, why=" ")
    with pytest.raises(Problem, match="permission"):
        services.set_hold(dataset, actor=Actor.person(cast.member.pk, ""), why="소송")


def test_counted_from_the_last_use_every_use_moves_the_day(owner):
    version = taken(owner)
    kept_for(version, owner, since="last_used")
    services.note_data_use(version.dataset, clock=fixed(START + timedelta(days=20)))
    assert expire(30) == []
    assert [outcome.due_on for outcome in expire(50)] == [date(2027, 1, 12)]


@pytest.mark.parametrize("breaks", ["place_of", "tell"])
def test_a_crash_in_between_is_finished_by_the_next_run(owner, monkeypatch, breaks):
    version = taken(owner)
    kept_for(version, owner)

    def crash(*_given, **_named):
        raise OSError("power")

    with monkeypatch.context() as broken:
        broken.setattr(deletion, breaks, crash)
        with pytest.raises(OSError, match="power"):
            expire(30)
    receipt = Receipt.objects.get()
    assert receipt.deleted_at is None
    with pytest.raises(Problem, match="content_deleted"):
        list(queries.kept_bytes(version))  # from the mark on nobody reads it
    assert [outcome.state for outcome in expire(30)] == ["deleted"]
    receipt.refresh_from_db()
    assert receipt.deleted_at is not None
    assert not place_of(settings.CONTENT_STORE, version.fingerprint).exists()
    told = [line.what for line in ledger.last_entries(20) if "보관 규칙에 따라 지웠어요" in line.what]
    assert len(told) == 1


def test_a_hold_set_after_a_crash_still_saves_the_content(owner, monkeypatch):
    version = taken(owner)
    kept_for(version, owner)
    with monkeypatch.context() as broken:
        broken.setattr(deletion, "_finish", lambda _receipt: None)  # called with more, so it breaks off after the mark
        with pytest.raises(TypeError):
            expire(30)
    services.set_hold(version.dataset, actor=owner, why="소송이 걸려서")
    assert [outcome.state for outcome in expire(31)] == ["held"]
    assert b"".join(queries.kept_bytes(version)) == TABLE.encode()


def test_a_dry_run_says_what_is_due_and_touches_nothing(owner):
    version = taken(owner)
    kept_for(version, owner)
    entries = ledger.state().entries
    assert [outcome.state for outcome in expire(30, dry_run=True)] == ["due"]
    assert not Receipt.objects.exists()
    assert ledger.state().entries == entries


def test_persons_do_not_run_the_deletion_by_hand(owner):
    with pytest.raises(Problem, match="permission"):
        services.delete_expired(actor=owner)


def test_the_next_ninety_days_are_on_a_page(owner, cast, sign_in):
    version = taken(owner)
    kept_for(version, owner, days=60)
    Version.objects.update(created_at=datetime.now(UTC))
    page = sign_in(cast.member).get(reverse("expiring"))
    assert [line["due"].version.pk for line in page.context["lines"]] == [version.pk]
    Version.objects.update(created_at=datetime.now(UTC) + timedelta(days=31))
    assert sign_in(cast.member).get(reverse("expiring")).context["lines"] == []


@pytest.mark.parametrize(
    ("start", "number", "unit", "end"),
    [
        (date(2026, 1, 31), 1, "months", date(2026, 2, 28)),
        (date(2024, 2, 29), 1, "years", date(2025, 2, 28)),
        (date(2024, 2, 29), 4, "years", date(2028, 2, 29)),
        (date(2026, 12, 31), 90, "days", date(2027, 3, 31)),
        (date(9999, 1, 1), 5, "years", date.max),
    ],
)
def test_periods_end_as_the_civil_act_counts_them(start, number, unit, end):
    assert after(start, number, unit) == end


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 1200), st.sampled_from(["days", "months", "years"]))
def test_a_longer_period_never_ends_sooner(start, number, unit):
    assert start < after(start, number, unit) <= after(start, number + 1, unit)
