"""Handing over a file: kept, measured, recorded; and what happens when it is no good."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jangbu.apps.base.content import place_of
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.sources import queries, services
from jangbu.apps.sources.models import Dataset, QualityRun, Refusal, Version
from jangbu.apps.sources.tests.clearing import cleared
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db

AS_OF = date(2026, 11, 23)
HEADER = "거래처코드,상호,대표자,전화,금액\n"
ROWS = "".join(f"C{n:03d},회사{n},김민{'지수호준서'[n % 5]},02-555-{n:04d},{n * 1000}\n" for n in range(1, 61))


def table(text: str = HEADER + ROWS) -> list[bytes]:
    return [text.encode("cp949")]


def taken(cast, chunks=None, name="거래처.csv"):
    owner = Actor.person(cast.owner.pk, cast.owner.name)
    return services.add_bytes(chunks or table(), name, actor=owner, why="시험", as_of=AS_OF)


def test_a_file_becomes_a_dataset_with_its_bytes_a_measurement_and_two_entries(cast):
    delivery = taken(cast)
    version = delivery.version
    assert (version.number, version.rows, version.dataset.name) == (1, 60, "거래처")
    assert place_of(settings.CONTENT_STORE, version.fingerprint).read_bytes() == table()[0]
    told = [line.what for line in ledger.last_entries(2)]
    assert any("1판" in what for what in told)
    assert QualityRun.objects.filter(version=version).count() == 1


def test_the_same_bytes_again_are_a_new_look_and_no_new_version(cast):
    taken(cast)
    taken(cast)
    assert Version.objects.count() == 1
    assert QualityRun.objects.count() == 2


def test_other_bytes_under_the_same_name_are_the_next_version(cast):
    taken(cast)
    assert taken(cast, table(HEADER + ROWS + "C999,회사999,이서준,02-555-9999,1\n")).version.number == 2
    assert Dataset.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("빈.csv", b""), ("그림.csv", b"\x89PNG\r\n\x1a\n" + bytes(400)), ("깨짐.xlsx", b"PK\x03\x04" + bytes(30))],
)
def test_a_file_that_cannot_be_read_is_refused_whole_and_its_bytes_are_kept(cast, name, content):
    with pytest.raises(Problem) as caught:
        taken(cast, [content], name)
    assert name in caught.value.what("ko")
    refusal = Refusal.objects.get()
    assert place_of(settings.CONTENT_STORE, refusal.fingerprint).read_bytes() == content
    assert not Dataset.objects.exists()
    assert not Version.objects.exists()


def test_the_page_of_a_refusal_is_a_sentence_and_never_a_trace_back(cast, sign_in):
    client = sign_in(cast.owner)
    answer = client.post(reverse("dataset-upload"), {"file": SimpleUploadedFile("표.xlsx", b"PK\x03\x04nothing")})
    assert answer.status_code == 422
    assert "표.xlsx" in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_uploading_leads_to_the_diagnosis(cast, sign_in):
    client = sign_in(cast.member)
    answer = client.post(reverse("dataset-upload"), {"file": SimpleUploadedFile("거래처.csv", table()[0])}, follow=True)
    assert answer.status_code == 200
    assert "거래처" in answer.content.decode()


def test_a_member_sees_personal_values_masked_and_the_owner_sees_them(cast, sign_in):
    wrong = HEADER + ROWS.replace("C010,회사10,", "C009,회사10,")
    delivery = taken(cast, table(wrong))
    rule = next(rule for rule in delivery.run.result["rules"] if rule["failing"])
    address = reverse("dataset-rows", args=[delivery.version.dataset_id]) + f"?rule={rule['id']}"
    name = next(column["name"] for column in delivery.version.columns if column["personal"])
    assert name
    seen = {who: sign_in(getattr(cast, who)).get(address).content.decode() for who in ("owner", "member")}
    assert "02-555-0010" in seen["owner"]
    assert "02-555-0010" not in seen["member"]
    assert "••" in seen["member"]


def test_rows_leave_as_a_file_only_with_an_entry_and_no_formula(cast, sign_in):
    evil = HEADER + ROWS.replace("C010,회사10,", "C009,=cmd(),")
    delivery = taken(cast, table(evil))
    rule = next(rule for rule in delivery.run.result["rules"] if rule["kind"] == "unique")
    cleared(delivery.version.dataset, Actor.person(cast.owner.pk, cast.owner.name))
    answer = sign_in(cast.owner).get(
        reverse("dataset-rows", args=[delivery.version.dataset_id]), {"rule": rule["id"], "format": "csv"}
    )
    body = answer.content.decode("utf-8-sig")
    assert "'=cmd()" in body
    assert "내려받았어요" in ledger.last_entries(1)[0].what


def test_below_its_threshold_a_dataset_asks_for_somebody(cast):
    delivery = taken(cast, table(HEADER + ROWS.replace("C010,", "C009,")))
    owner = Actor.person(cast.owner.pk, cast.owner.name)
    services.set_threshold(delivery.version.dataset, 100, actor=owner, why="시험")
    services.measure_again(delivery.version, actor=owner, why="시험", as_of=AS_OF)
    assert "기준 100점 아래" in ledger.last_entries(1)[0].what
    assert [need.verb for need in queries.needs(owner, delivery.run.created_at)]


def test_what_is_put_away_comes_back(cast, sign_in):
    dataset = taken(cast).version.dataset
    client = sign_in(cast.owner)
    client.post(reverse("dataset-archive", args=[dataset.pk]))
    assert "거래처" not in [line.dataset.name for line in queries.lines(Actor.person(cast.owner.pk, ""))]
    client.post(reverse("dataset-restore", args=[dataset.pk]))
    assert [line.dataset.name for line in queries.lines(Actor.person(cast.owner.pk, ""))] == ["거래처"]


def test_the_proposed_rules_can_be_set_and_then_hold(cast, sign_in):
    delivery = taken(cast)
    client = sign_in(cast.owner)
    address = reverse("dataset-contract", args=[delivery.version.dataset_id])
    text = client.get(address, {"format": "yaml"}).content.decode()
    client.post(reverse("dataset-contract-set", args=[delivery.version.dataset_id]), {"contract": text})
    held = Dataset.objects.get()
    assert held.contract == text.replace("\r\n", "\n") or held.contract.splitlines() == text.splitlines()
    assert QualityRun.objects.first().result["rules_from"] == "contract"


def test_an_outsider_finds_nothing(cast, sign_in):
    dataset = taken(cast).version.dataset
    client = sign_in(cast.outsider)
    for view in ("dataset", "dataset-rows", "dataset-contract", "dataset-original"):
        assert client.get(reverse(view, args=[dataset.pk])).status_code in {403, 404}


def test_an_auditor_reads_and_changes_nothing(cast, sign_in):
    dataset = taken(cast).version.dataset
    client = sign_in(cast.auditor)
    assert client.get(reverse("dataset", args=[dataset.pk])).status_code == 200
    assert client.post(reverse("dataset-archive", args=[dataset.pk])).status_code == 403
