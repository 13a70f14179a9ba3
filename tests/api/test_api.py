"""/api/v1: the pages' queries as JSON; held against its own OpenAPI document by schemathesis."""

from __future__ import annotations

from urllib.parse import quote

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings

TABLE = "코드,이름\n" + "".join(f"C{n:03d},회사{n}\n" for n in range(40))


@pytest.mark.django_db
def test_a_file_handed_over_is_listed_with_its_measurement(cast, sign_in):
    client = sign_in(cast.owner)
    added = client.post("/api/v1/datasets", {"file": SimpleUploadedFile("표.csv", TABLE.encode())})
    assert added.status_code == 201
    assert (added.json()["name"], added.json()["rows"]) == ("표", 40)
    assert [each["id"] for each in client.get("/api/v1/datasets").json()] == [added.json()["id"]]
    assert client.get(f"/api/v1/datasets/{added.json()['id']}").json()["rows"] == 40
    assert client.get("/api/v1/ledger").json()["entries"] >= 2
    assert "표" in client.get("/api/v1/ledger/entries").json()[0]["what"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["datasets/none", "pilots/none"])
def test_what_is_not_there_is_a_sentence_with_a_code(cast, sign_in, address):
    answer = sign_in(cast.owner).get(f"/api/v1/{address}")
    assert (answer.status_code, answer.json()["code"]) == (404, "api.not_found")
    assert answer.json()["next"]


@pytest.mark.django_db
def test_a_bad_file_is_refused_in_json(cast, sign_in):
    answer = sign_in(cast.owner).post("/api/v1/datasets", {"file": SimpleUploadedFile("표.xlsx", b"PK\x03\x04")})
    assert answer.status_code == 422
    assert answer.json()["message"]


@pytest.mark.django_db
def test_an_outsider_gets_nothing_and_a_visitor_is_asked_to_sign_in(cast, sign_in, client):
    assert client.get("/api/v1/datasets").status_code == 401
    answer = sign_in(cast.outsider).get("/api/v1/datasets")
    assert (answer.status_code, answer.json()["code"]) == (403, "permission.denied")


@pytest.mark.django_db
def test_writing_needs_the_csrf_token(cast):
    from django.test import Client  # noqa: PLC0415

    from jangbu.apps.people.models import SECOND_FACTOR_KEY  # noqa: PLC0415

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.owner)
    session = strict.session
    session[SECOND_FACTOR_KEY] = cast.owner.pk
    session.save()
    assert strict.post("/api/v1/datasets", {"file": SimpleUploadedFile("표.csv", TABLE.encode())}).status_code == 403


@pytest.mark.django_db
def test_whatever_is_asked_the_answer_is_one_that_the_openapi_document_names(cast, sign_in):
    """Addresses and queries are made by schemathesis from the document itself."""
    client = sign_in(cast.owner)
    schema = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
    operations = [found.ok() for found in schema.get_all_operations()]
    reads = [operation for operation in operations if operation.method == "get"]
    assert len(reads) >= 6
    for operation in reads:
        ask(client, operation)


def ask(client, operation):
    named = {str(status) for status in operation.definition.raw["responses"]}

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=operation.as_strategy())
    def holds(case):
        answer = client.get(quote(case.formatted_path), case.query or {})
        # an address that is none, such as one with a slash in the id, is refused before the API is reached
        assert str(answer.status_code) in named | {"404"}
        assert answer.headers["Content-Type"].startswith("application/json") or answer.status_code == 404

    holds()
