"""Events over HTTP: each taken once, however they come; and everything that is off refused with nothing half done."""

from __future__ import annotations

import gzip
import hmac
import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.test import Client

from jangbu.apps.base.content import place_of
from jangbu.apps.ledger import commands
from jangbu.apps.ledger.models import Entry
from jangbu.apps.work.events import limits, sources
from jangbu.apps.work.events.taking import fingerprint_of
from jangbu.apps.work.models import EventSource, OutsideEvent, OutsideRun, RefusedDelivery
from jangbu.apps.work.tests.conftest import WHY
from jangbu.engines import events
from jangbu.kernel.clock import system_clock

ADDRESS = "/api/v1/events"
START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _one_minute(monkeypatch):
    """Fresh limits in a minute that does not pass."""
    for name in ("DELIVERIES", "EVENTS", "REFUSALS"):
        monkeypatch.setattr(limits, name, limits.Window(getattr(limits, name).most, clock=lambda: 0.0))


@pytest.fixture
def machine() -> Client:
    """No session, and CSRF tokens asked for wherever they are due."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def source(owner, process):
    return sources.add_source("스크립트", "cloudevents", process=process, actor=owner, why=WHY)


def event(number: int, run: str, phase: str, minute: int = 0, **data) -> dict:
    return {
        "specversion": "1.0",
        "id": f"e{number}",
        "source": "/scripts/invoices",
        "type": f"jangbu.run.{phase}",
        "subject": run,
        "time": (START + timedelta(minutes=minute)).isoformat(),
        "data": {"workflow": "매입 계산서", **data},
    }


def send(machine, made, value, *, now=None, **headers):
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    signed = events.sign(made.secret, f"msg_{sha256(body).hexdigest()[:10]}", now or system_clock(), body)
    given = {"X-Jangbu-Source": made.source.pk, **signed, **headers}
    return machine.post(ADDRESS, body, content_type="application/json", headers=given)


def runs():
    return dict(OutsideRun.objects.values_list("key", "state"))


def taken_entries() -> int:
    return Entry.objects.filter(action="work.event_taken").count()


def test_a_run_is_taken_event_by_event(machine, source):
    send(machine, source, event(1, "r1", "started"))
    assert runs() == {"r1": "running"}
    answer = send(
        machine, source, event(2, "r1", "failed", 3, error={"class": "field_missing", "message": "합계가 없음"})
    )
    assert (answer.status_code, answer.json()) == (202, {"taken": 1, "repeated": 0, "unknown": 0})
    run = OutsideRun.objects.get()
    assert (run.state, run.error_class, run.error, run.complete) == ("failed", "field_missing", "합계가 없음", True)
    assert taken_entries() == 2


def test_five_replays_in_any_order_and_any_split_leave_exactly_one_entry_each(machine, source):
    told = []
    for number in range(30):
        told += [
            event(3 * number, f"r{number}", "started", number),
            event(3 * number + 1, f"r{number}", "step", number + 1),
        ]
        told += [event(3 * number + 2, f"r{number}", "finished", number + 2)]
    random, again = Random(7), told * 5
    random.shuffle(again)
    while again:
        size = random.randint(1, 40)
        assert send(machine, source, again[:size]).status_code == 202
        again = again[size:]
    assert OutsideEvent.objects.count() == taken_entries() == 90
    assert set(runs().values()) == {"done"}
    assert all(run.complete and run.steps == 1 and run.events == 3 for run in OutsideRun.objects.all())
    assert commands.verify(None, None).broken_at is None


def test_the_entry_holds_the_payload_by_its_fingerprint_and_no_word_of_it(machine, source):
    send(machine, source, event(1, "r1", "failed", error="010-1234-5678 김민지", person="김민지"))
    entry = Entry.objects.get(action="work.event_taken")
    assert "김민지" not in entry.content
    kept = OutsideEvent.objects.get()
    assert json.loads(entry.content)["after"]["content"] == fingerprint_of(kept.content["raw"])


def test_an_unknown_kind_is_kept_whole_and_shown_as_such(machine, source):
    told = {**event(1, "r1", "started"), "type": "com.example.other", "data": {"anything": [1.5, None]}}
    assert send(machine, source, told).json() == {"taken": 1, "repeated": 0, "unknown": 1}
    kept = OutsideEvent.objects.get()
    assert (kept.known, kept.content["raw"]["data"]) == (False, {"anything": [1.5, None]})
    assert not OutsideRun.objects.exists()


def refused(answer, status: int, code: str) -> RefusedDelivery:
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].endswith((".", "요."))
    assert answer.json()["next"]
    assert not OutsideEvent.objects.exists()
    assert taken_entries() == 0
    return RefusedDelivery.objects.get(code=code)


def test_a_bad_signature_is_refused_and_its_body_not_kept(machine, source):
    answer = send(machine, source, event(1, "r1", "started"), **{"webhook-signature": "v1,AAAA"})
    assert refused(answer, 401, "events.bad_signature").fingerprint == ""
    assert EventSource.objects.get().refused == 1


def test_an_old_time_stamp_is_refused_and_a_late_event_is_not(machine, source):
    old = system_clock() - timedelta(minutes=6)
    refused(send(machine, source, event(1, "r1", "started"), now=old), 401, "events.old_timestamp")
    late = {**event(1, "r1", "started"), "time": "2025-01-01T00:00:00+09:00"}
    assert send(machine, source, late).status_code == 202


def test_twenty_megabytes_are_refused_before_a_byte_is_read(machine, source):
    class Unread:
        def read(self, *_args):
            raise AssertionError("the body was read")

        readline = read

    answer = machine.post(
        ADDRESS, b"", content_type="application/json",
        headers={"X-Jangbu-Source": source.source.pk},
        **{"CONTENT_LENGTH": "20000000", "wsgi.input": Unread()},
    )  # fmt: skip
    assert refused(answer, 413, "events.too_large").size == 0


def test_a_body_of_untold_length_is_refused_with_its_own_sentence(machine, source):
    headers = {"X-Jangbu-Source": source.source.pk, "Transfer-Encoding": "chunked"}
    answer = machine.generic("POST", ADDRESS, b"", content_type="", headers=headers)
    refused(answer, 411, "work.no_length")


def test_what_is_not_json_is_refused_and_its_original_kept(machine, source):
    kept = refused(send(machine, source, b"{not json"), 400, "events.not_json")
    assert place_of(Path(settings.CONTENT_STORE), kept.fingerprint).read_bytes() == b"{not json"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"id": "x" * 10_000}, "events.id_too_long"),
        ({"time": "2026-11-24T09:00:00"}, "events.no_zone"),
        ({"specversion": "0.1"}, "events.unreadable"),
    ],
)
def test_one_bad_event_refuses_its_batch_whole(machine, source, bad, code):
    batch = [event(1, "r1", "started"), {**event(2, "r2", "started"), **bad}, event(3, "r3", "started")]
    kept = refused(send(machine, source, batch), 422, code)
    assert kept.fingerprint
    assert not OutsideRun.objects.exists()


def test_refusals_of_an_hour_are_one_line_with_a_count(machine, source):
    for number in range(3):
        send(machine, source, b"{" * (number + 1))
    assert RefusedDelivery.objects.get().count == 3


def test_nobody_gets_in_without_a_source_of_ours(machine, source, cast, sign_in):
    body = json.dumps(event(1, "r1", "started")).encode()
    for headers in ({}, {"X-Jangbu-Source": "01nobody"}, {"X-Jangbu-Source": "가" * 5000}):
        answer = machine.post(ADDRESS, body, content_type="application/json", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "work.source_unknown")
    owner = sign_in(cast.owner)
    answer = owner.post(ADDRESS, body, content_type="application/json", headers={"X-Jangbu-Source": source.source.pk})
    assert (answer.status_code, answer.json()["code"]) == (401, "events.unsigned")
    assert machine.get(ADDRESS).status_code == 405


def test_a_flood_without_proof_is_answered_but_not_written_down(machine, source):
    for _ in range(limits.REFUSALS.most + 20):
        machine.post(ADDRESS, b"{}", content_type="application/json", headers={"X-Jangbu-Source": source.source.pk})
    assert RefusedDelivery.objects.get().count == limits.REFUSALS.most


def test_too_many_deliveries_in_a_minute_are_asked_to_wait(machine, source, monkeypatch):
    monkeypatch.setattr(limits, "DELIVERIES", limits.Window(2))
    answers = [send(machine, source, event(number, "r", "step")) for number in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert answers[2]["Retry-After"] == "60"


def test_both_secrets_are_taken_for_a_week_and_a_revoked_source_takes_nothing(machine, source, owner):
    rotated = sources.rotate_secret(source.source, actor=owner, why=WHY)
    assert send(machine, source, event(1, "r1", "started")).status_code == 202
    assert send(machine, rotated, event(2, "r1", "step")).status_code == 202
    EventSource.objects.update(secret_before_until=system_clock() - timedelta(seconds=1))
    assert send(machine, source, event(3, "r1", "step")).status_code == 401
    sources.revoke_source(source.source, actor=owner, why="바꿔서")
    assert send(machine, rotated, event(4, "r1", "step")).status_code == 404
    assert OutsideEvent.objects.count() == 2


def test_the_secret_is_sealed_and_no_entry_tells_it(source):
    assert source.secret not in source.source.secret
    assert not Entry.objects.filter(content__contains=source.secret).exists()
    assert source.secret not in repr(source)


def test_otlp_traces_come_gzipped_and_get_the_answer_that_exporters_expect(machine, owner):
    made = sources.add_source("추적", "otlp", actor=owner, why=WHY)
    span = {"traceId": "a" * 32, "spanId": "b" * 16, "name": "run", "startTimeUnixNano": "1795500000000000000"}
    body = {"resourceSpans": [{"scopeSpans": [{"spans": [{**span, "endTimeUnixNano": "1795500001000000000"}]}]}]}
    answer = machine.post(
        f"{ADDRESS}?source={made.source.pk}", gzip.compress(json.dumps(body).encode()), content_type="application/json",
        headers={"Content-Encoding": "gzip", "X-Jangbu-Secret": made.secret},
    )  # fmt: skip
    assert (answer.status_code, answer.json()) == (200, {"partialSuccess": {}})
    assert runs() == {"a" * 32: "done"}


def test_uipath_names_its_source_in_the_address_and_signs_in_its_own_header(machine, owner):
    made = sources.add_source("로봇", "uipath", actor=owner, why=WHY)
    job = {"Id": 1, "Key": "k1", "State": "Successful", "ReleaseName": "송장", "StartTime": "2026-11-24T00:00:00Z"}
    told = {"Type": "job.completed", "EventId": "ev1", "Timestamp": "2026-11-24T00:02:00Z", "Job": job}
    body = json.dumps(told).encode()
    signature = b64encode(hmac.new(made.secret.encode(), body, sha256).digest()).decode()
    for _ in range(2):
        answer = machine.post(
            f"{ADDRESS}?source={made.source.pk}", body, content_type="application/json",
            headers={"X-UiPath-Signature": signature},
        )  # fmt: skip
    assert (answer.status_code, answer.json()) == (202, {"taken": 0, "repeated": 1, "unknown": 0})
    assert runs() == {"k1": "done"}


def test_clocks_that_differ_are_recorded_and_not_corrected(machine, source):
    ahead = {**event(1, "r1", "started"), "time": "2030-01-01T00:00:00Z"}
    send(machine, source, ahead)
    kept = OutsideEvent.objects.get()
    assert kept.at == datetime(2030, 1, 1, tzinfo=UTC)
    assert kept.received_at < kept.at
