"""Connections as people set them up: addresses judged, keys sealed and shown nowhere, tried for real."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from tests.fakes.vendor import KEY, MODEL, FakeVendor, fails, says

from jangbu.apps.base import sealing
from jangbu.apps.gateway import services
from jangbu.apps.gateway.forms import EndpointForm, typed
from jangbu.apps.gateway.models import Call, Endpoint
from jangbu.apps.gateway.port import KEY_USE
from jangbu.apps.gateway.tests.conftest import WHY, WON, setup_of
from jangbu.apps.ledger.models import Entry
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db


def form(vendor: FakeVendor, **more: str) -> dict[str, str]:
    told = {
        "name": "시험 모델",
        "base_url": vendor.base_url,
        "model": MODEL,
        "key": KEY,
        "country": "here",
        "private_allowed": "on",
        "currency": "USD",
        "price_in": "0.25",
        "price_out": "1.5",
        "timeout_s": "30",
        "format_name": "json_schema",
        "why": WHY,
    }
    return {**told, **more}


def test_a_person_connects_a_model_tries_it_and_switches_it_on(cast, sign_in):
    browser = sign_in(cast.owner)
    with FakeVendor([says("ready")]) as vendor:
        browser.post(reverse("endpoint-new"), form(vendor))
        endpoint = Endpoint.objects.get()
        assert not endpoint.on
        page = browser.post(reverse("endpoint-try", args=[endpoint.pk]), follow=True).content.decode()
        assert "답이 왔어요" in page
        assert "ready" in page
        assert [request["path"] for request in vendor.requests] == ["/v1/chat/completions"]
    browser.post(reverse("endpoint-switch", args=[endpoint.pk]), {"on": "1"})
    endpoint.refresh_from_db()
    assert endpoint.on
    assert endpoint.price_in == 25 * WON  # a quarter of a dollar is 25 cents


def test_a_trial_that_fails_says_why_and_breaks_no_page(cast, sign_in, connect):
    browser = sign_in(cast.owner)
    with FakeVendor([fails(401, code="invalid_api_key", message=f"Incorrect API key provided: {KEY}")]) as vendor:
        endpoint = connect(vendor)
        page = browser.post(reverse("endpoint-try", args=[endpoint.pk]), follow=True)
    assert page.status_code == 200
    assert "키를 받아 주지 않아요" in page.content.decode()
    assert KEY not in page.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/v1",
        "http://10.0.0.1/v1",
        "https://user:secret@models.example/v1",
        "ftp://127.0.0.1/v1",
        "http://[::ffff:169.254.169.254]/v1",
        "https://127.0.0.1/v1?key=1",
        "nonsense",
    ],
)
def test_an_address_that_nobody_may_send_to_is_refused_with_a_sentence(cast, sign_in, address):
    with FakeVendor() as vendor:
        page = sign_in(cast.owner).post(reverse("endpoint-new"), form(vendor, base_url=address))
    assert page.status_code == 200
    assert "보내지 않아요" in page.content.decode()
    assert not Endpoint.objects.exists()


def test_an_inside_address_must_be_allowed_expressly(owner):
    with FakeVendor() as vendor, pytest.raises(Problem, match="address_refused"):
        services.add_endpoint(setup_of(vendor, private_allowed=False), KEY, actor=owner, why=WHY)


def test_a_key_does_not_follow_to_another_address(connect, owner):
    with FakeVendor() as first, FakeVendor() as second:
        endpoint = connect(first)
        with pytest.raises(Problem, match="key_needed"):
            services.change_endpoint(endpoint, setup_of(second), actor=owner, why=WHY)
        services.change_endpoint(endpoint, setup_of(second), "sk-other", actor=owner, why=WHY)
    endpoint.refresh_from_db()
    assert endpoint.base_url == second.base_url


def test_an_empty_key_keeps_the_one_there_is(connect, owner):
    with FakeVendor([says("ready")]) as vendor:
        endpoint = connect(vendor)
        changed = services.change_endpoint(endpoint, setup_of(vendor, note="싸요"), actor=owner, why=WHY)
        assert services.try_endpoint(changed, actor=owner).problem is None


def test_a_key_that_may_have_got_out_is_deleted_and_nothing_leaves_any_more(connect, owner):
    with FakeVendor() as vendor:
        endpoint = connect(vendor)
        services.forget_key(endpoint, actor=owner, why="메일에 붙여서")
    assert (endpoint.key_sealed, endpoint.on) == ("", False)


def test_a_key_sealed_under_another_secret_is_a_sentence_and_no_crash(connect, owner, settings):
    with FakeVendor() as vendor:
        endpoint = connect(vendor)
        settings.SECRET_KEY = "another"
        tried = services.try_endpoint(endpoint, actor=owner)
        assert vendor.requests == []
    assert tried.problem is not None
    assert tried.problem.code == "gateway.key_unreadable"


def test_what_was_typed_comes_back_as_it_was_typed(connect):
    with FakeVendor() as vendor:
        told = EndpointForm(form(vendor, price_in="0.075", price_cached="0.0375", monthly_limit="20.50"))
        assert told.is_valid(), told.errors
        setup = told.setup()
    assert (setup.price_in, setup.monthly_limit) == (7_500_000, 2_050)
    shown = typed(Endpoint(**{name: getattr(setup, name) for name in setup.__dataclass_fields__}))
    assert (shown["price_in"], shown["price_cached"], shown["monthly_limit"]) == ("0.075", "0.0375", "20.5")


def test_the_key_is_in_no_page_entry_export_file_or_row(cast, sign_in, connect, owner, client):
    browser = sign_in(cast.owner)
    with FakeVendor([fails(500, message=KEY)]) as vendor:
        endpoint = connect(vendor)
        services.try_endpoint(endpoint, actor=owner)
    sealed = endpoint.key_sealed
    assert sealing.unseal(sealed, use=KEY_USE) == KEY
    for name in ("endpoint", "endpoint-edit", "endpoint-list"):
        args = [] if name == "endpoint-list" else [endpoint.pk]
        for query in ("", "?format=csv"):
            response = browser.get(reverse(name, args=args) + query)
            body = b"".join(response) if response.streaming else response.content
            assert KEY.encode() not in body
            assert sealed.encode() not in body
    for address in ("/api/v1/models", "/api/v1/models/costs?by=day", "/api/v1/ledger/entries"):
        body = browser.get(address).content
        assert KEY.encode() not in body
        assert sealed.encode() not in body
    rows = [str(values) for values in (*Entry.objects.values(), *Call.objects.values())]
    assert not [row for row in rows if KEY in row or sealed in row]
    assert not [path for path in _files(settings.HOME) if KEY.encode() in _bytes(path)]


def test_a_member_sees_no_connections_and_an_auditor_changes_none(cast, client, sign_in, connect):
    with FakeVendor() as vendor:
        endpoint = connect(vendor)
    assert sign_in(cast.member).get(reverse("endpoint-list")).status_code == 403
    auditor = sign_in(cast.auditor)
    assert auditor.get(reverse("endpoint", args=[endpoint.pk])).status_code == 200
    assert auditor.post(reverse("endpoint-switch", args=[endpoint.pk]), {"on": "0"}).status_code == 403


def test_costs_are_told_to_programs(cast, sign_in, connect, owner):
    with FakeVendor([says("ready")]) as vendor:
        services.try_endpoint(connect(vendor), actor=owner)
    told = sign_in(cast.owner).get("/api/v1/models/costs?by=month").json()
    assert [(line["calls"], line["tokens_in"], line["currency"]) for line in told] == [(1, 100, "KRW")]
    assert sign_in(cast.owner).get("/api/v1/models").json()[0]["model"] == MODEL


def _files(home: Path) -> list[Path]:
    return [path for path in Path(home).rglob("*") if path.is_file()]


def _bytes(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data
