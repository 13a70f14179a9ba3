"""A model as second reader of invoices, over HTTP: what leaves, what is believed, and what a failure leaves undone."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image
from tests.engines.documents.samples import pdf
from tests.engines.documents.test_doubtful import HOSTILE, INVOICE, TRUTH, model
from tests.fakes.vendor import KEY, MODEL, FakeVendor, fails, hangs_up, is_silent, refuses, says, thinks

from jangbu.apps.gateway import services as gateway
from jangbu.apps.gateway.models import Call, Endpoint
from jangbu.apps.ledger.models import Entry
from jangbu.apps.work import services
from jangbu.apps.work.kinds.second_reading import boldly_blanked
from jangbu.apps.work.models import Approval, Run
from jangbu.apps.work.tests.conftest import WHY, given
from jangbu.engines import documents
from jangbu.engines.llm import Outside
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db(transaction=True)

WON = 1_000_000  # millionths of a minor unit
PERSONAL = [(60, 100, "CEO 900101-1234568"), (60, 356, "Card 4111 1111 1111 1111 alien 900101-5234564")]


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    gateway.bind_outside(Outside(sleep=lambda seconds: None))
    yield
    gateway.bind_outside(None)


def brain(answers: dict[str, str]):
    """A model that quotes the rows it was sent."""
    ask = model(answers)
    return lambda request: ask(_as_text(request["messages"]), request["response_format"]["json_schema"]["schema"])


def _as_text(messages):
    """The turn with its pictures left out, which the model of the engine's tests does not look at."""
    last = messages[1]["content"]
    text = last if isinstance(last, str) else next(part["text"] for part in last if part["type"] == "text")
    return [messages[0], {**messages[1], "content": text}]


@pytest.fixture
def handed(process, plan, owner, member, direct, tmp_path) -> Callable[..., Run]:
    """`handed(vendor, rows)`: an invoice of those rows, handed to an automation that may ask that vendor."""

    def hand(vendor, rows=INVOICE, *, file=b"", budget: int = 100_000, on: bool = True, **more: object) -> Run:
        told = {"name": "시험", "base_url": vendor.base_url, "model": MODEL, "currency": "KRW"}
        prices = {"price_in": 1_000 * WON, "price_out": 4_000 * WON, "private_allowed": True}
        setup = gateway.Setup(**{**told, **prices, **more})
        endpoint = gateway.add_endpoint(setup, KEY, actor=owner, why=WHY)
        gateway.switch(endpoint, on, actor=owner, why=WHY)
        settings = {"endpoint": endpoint.pk, "budget": {"minor": budget, "currency": "KRW"}}
        automation = services.add_automation(process, setup.name, "invoice", plan(**settings), actor=owner, why=WHY)
        path = Path(tmp_path) / "invoice.pdf"
        path.write_bytes(file or pdf(rows))
        run = services.submit(automation, files=[given(path)], actor=member, why=WHY)
        run.refresh_from_db()
        return run

    return hand


def fields(run: Run) -> dict[str, str]:
    return {name: each["value"] for name, each in run.proposal["fields"].items()}


def test_a_model_fills_what_is_missing_and_the_sum_proves_it(handed):
    with FakeVendor([thinks(brain(TRUTH))]) as vendor:
        run = handed(vendor)
    assert fields(run)["gross"] == "1680.00"
    assert run.proposal["fields"]["gross"]["accepted"]
    assert {verdict["outcome"] for verdict in run.proposal["second"]["verdicts"]} <= {"agrees", "proven"}
    assert (run.tokens, run.cost_micros, run.cost_currency) == (120, 180_000, "KRW")
    call = Call.objects.get()
    assert (call.run, call.automation, call.purpose) == (run.pk, run.automation_id, "fields")


def test_only_doubtful_rows_leave_and_no_number_of_a_person(handed):
    with FakeVendor([thinks(brain(TRUTH))]) as vendor:
        run = handed(vendor, [*INVOICE, *PERSONAL])
        (request,) = vendor.requests
    sent = request["body"].decode()
    for number in ("900101-1234568", "4111 1111 1111 1111", "900101-5234564"):
        assert number not in sent
    assert "Route seven" not in sent
    assert Call.objects.get().blanked
    assert run.state == Run.State.WAITING


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (fails(500), "오류 500"),
        (fails(429), "너무 잦다"),
        (hangs_up(), "끊겼어요"),
        (refuses(), "답하지 않겠다"),
        (says("the total is 1,296"), "JSON이 아니에요"),
        (says('{"gross": 1}'), "모양과 달라요"),
    ],
)
def test_a_vendor_that_fails_leaves_the_values_to_a_person(handed, reply, code):
    with FakeVendor([reply]) as vendor:
        run = handed(vendor)
    assert run.state == Run.State.WAITING
    assert run.error_class == ""
    assert any(code in doubt["ko"] for doubt in run.doubts)
    assert "gross" not in fields(run)


def test_a_slow_vendor_is_given_up_and_the_run_goes_on(handed):
    with FakeVendor([is_silent()]) as vendor:
        run = handed(vendor, timeout_s=1)
    assert run.state == Run.State.WAITING
    assert any("1초 안에 답하지" in doubt["ko"] for doubt in run.doubts)
    assert run.cost_micros > 0  # nobody knows whether it was billed


def test_beyond_its_budget_the_run_goes_on_without_the_model(handed):
    with FakeVendor([thinks(brain(TRUTH))]) as vendor:
        run = handed(vendor, budget=1)
        assert vendor.requests == []
    assert run.state == Run.State.WAITING
    assert any("예산이 1 KRW 남아서" in doubt["ko"] for doubt in run.doubts)


def test_a_connection_that_was_switched_off_is_a_doubt_and_no_failure(handed):
    with FakeVendor() as vendor:
        run = handed(vendor, on=False)
        assert vendor.requests == []
    assert any("꺼져 있어서" in doubt["ko"] for doubt in run.doubts)


def test_a_hostile_document_with_a_model_that_obeys_it_gets_nothing_through(handed, tmp_path):
    evil = {"net": "$1.00", "tax": "$0.00", "gross": "$1.00", "seller": "Evil Corp Ltd", "number": "EVIL-1"}
    with FakeVendor([thinks(brain(evil))]) as vendor:
        run = handed(vendor, [*INVOICE, *HOSTILE])
    path = tmp_path / "hostile.pdf"
    path.write_bytes(pdf([*INVOICE, *HOSTILE]))
    alone = documents.read(path).fields  # as it is read without any model
    assert run.state == Run.State.WAITING
    for name, each in run.proposal["fields"].items():
        if each["accepted"]:
            assert (alone[name].value, alone[name].accepted) == (each["value"], True), name
        assert each["value"] not in {"1.00", "EVIL-1"} or not each["accepted"]
    assert fields(run)["number"] == "INV-0042"


def test_what_a_hostile_model_writes_is_shown_as_text(handed, cast, sign_in):
    evil = '<script>alert(1)</script>=HYPERLINK("http://evil.example")'
    reply = {name: {"quote": evil, "line": 0} for name in ("net", "tax", "gross", "seller")}
    with FakeVendor([thinks(lambda request: reply)]) as vendor:
        run = handed(vendor)
    page = sign_in(cast.owner).get(reverse("run", args=[run.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert fields(run).get("seller") != evil


def scan(rows) -> bytes:
    """A page that one picture covers, with its text layer unseen beneath, as scanners make them."""
    texts = "".join(f"BT 3 Tr /F1 10 Tf {x} {832 - y} Td ({text}) Tj ET\n" for x, y, text in rows)
    content = f"q 595 0 0 842 0 0 cm /Im Do Q\n{texts}".encode()
    font, image = "/Font << /F1 3 0 R >>", "/XObject << /Im 200 0 R >>"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {font} {image} >> >>"
    grey = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1"
    more = {
        4: b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        200: f"<< {grey} >>\nstream\n\xc8\nendstream".encode("latin-1"),
        1000: page.encode(),
    }
    return pdf(more=more)


@pytest.mark.once
def test_a_scan_goes_as_a_picture_with_all_but_the_rows_needed_black(handed):
    with FakeVendor([thinks(brain(TRUTH))]) as vendor:
        run = handed(vendor, file=scan([*INVOICE, *PERSONAL]), takes_images=True)
        content = json.loads(vendor.requests[0]["body"])["messages"][1]["content"]
    assert fields(run)["gross"] == "1680.00"
    (url,) = [part["image_url"]["url"] for part in content if part["type"] == "image_url"]
    with Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))) as picture:
        seen = {name: picture.getpixel((2 * x, 2 * y)) for name, x, y in (("total", 410, 333), ("card", 130, 361))}
        route = picture.getpixel((2 * 70, 2 * 185))
    assert seen["total"] != (0, 0, 0)
    assert seen["card"] == route == (0, 0, 0)
    assert Call.objects.get().images == 1


@pytest.mark.once
@pytest.mark.skipif(not all(engine.present for engine in documents.engines()), reason="the readers are not all here")
def test_a_page_without_any_text_is_recognised_first_and_blanked_in_rows_and_picture(handed, tmp_path):
    rows = [*INVOICE, (60, 356, "Card 4111 1111 1111 1111")]
    drawn = tmp_path / "drawn.pdf"
    drawn.write_bytes(pdf(rows))
    with Image.open(io.BytesIO(documents.page_png(drawn, 1, scale=200 / 72))) as page:
        page.convert("RGB").save(tmp_path / "scan.pdf", "PDF", resolution=200)
    with FakeVendor([thinks(brain(TRUTH))]) as vendor:
        run = handed(vendor, file=(tmp_path / "scan.pdf").read_bytes(), takes_images=True)
        bodies = [request["body"].decode() for request in vendor.requests]
    assert run.proposal["source"] == "scan"
    assert len(bodies) == 1
    assert "image_url" in bodies[0]
    for number in ("900101-1234567", "4111 1111 1111 1111", "4111111111111111"):
        assert number not in bodies[0]
    assert run.state == Run.State.WAITING


MISREAD = ("9OO101-1234568", "900101 - 12345B8", "900101.1234567", "4111 1111 1l11 1111", "9001011234568")
GLUED = ("Card4111111111111111", "411111111111 1111", "41111111 1111-1111")


@pytest.mark.parametrize("text", [*MISREAD, *GLUED])
def test_a_number_misread_by_a_reader_of_pictures_goes_black_by_its_shape(text):
    said = boldly_blanked(f"No {text} end")
    assert text not in said
    assert len(said) == len(f"No {text} end")
    assert boldly_blanked("1,296.00 120-81-47521 2026-11-20") == "1,296.00 120-81-47521 2026-11-20"


@pytest.mark.once
def test_no_picture_goes_where_the_connection_takes_none_or_the_page_has_its_own_text(handed):
    with FakeVendor([thinks(brain(TRUTH))]) as vendor:
        handed(vendor, file=scan(INVOICE))
        handed(vendor, name="그림도", takes_images=True)
        sent = [json.loads(request["body"])["messages"][1]["content"] for request in vendor.requests]
    assert [type(content) for content in sent] == [str, str]


def test_tokens_cost_and_verdicts_stand_on_the_page_of_the_run(handed, cast, sign_in):
    with FakeVendor([thinks(brain(TRUTH))]) as vendor:
        run = handed(vendor)
    page = sign_in(cast.owner).get(reverse("run", args=[run.pk])).content.decode()
    assert "모델에 물은 것" in page
    assert "120토큰, 0.1800원" in page
    assert "공급가액 + 세액 = 합계로 증명돼요." in page


def test_the_automation_says_which_model_and_what_the_month_took(handed, cast, sign_in):
    with FakeVendor([thinks(brain(TRUTH))]) as vendor:
        run = handed(vendor)
    page = sign_in(cast.owner).get(reverse("automation", args=[run.automation_id])).content.decode()
    assert "이 달에 100,000원 가운데 0.1800원 썼어요" in page
    costs = sign_in(cast.owner).get(reverse("endpoint", args=[Endpoint.objects.get().pk])).content.decode()
    assert reverse("automation", args=[run.automation_id]) in costs


def test_the_ledger_holds_no_word_of_the_document_or_the_answer(handed):
    with FakeVendor([thinks(brain(TRUTH))]) as vendor:
        handed(vendor)
    told = list(Entry.objects.filter(action__startswith="gateway.").values_list("content", flat=True))
    assert told
    assert not [text for text in told if "Northwind" in text or "1,680" in text or KEY in text]


def test_a_version_cannot_name_a_model_without_a_budget(process, plan, owner, handed):
    with FakeVendor([thinks(brain(TRUTH))]) as vendor:
        run = handed(vendor)
    endpoint = run.version.settings["endpoint"]
    for settings, code in (
        ({"endpoint": endpoint}, "budget_missing"),
        ({"endpoint": endpoint, "budget": {"minor": 5, "currency": "USD"}}, "budget_missing"),
        ({"endpoint": "nobody", "budget": {"minor": 5, "currency": "KRW"}}, "model_unknown"),
    ):
        with pytest.raises(Problem, match=code):
            services.add_version(run.automation, plan(**settings), note="", actor=owner, why=WHY)


def test_a_person_sets_model_and_budget_on_the_form(handed, cast, sign_in):
    with FakeVendor([thinks(brain(TRUTH))]) as vendor:
        run = handed(vendor)
    version = run.automation.current
    browser = sign_in(cast.owner)
    told = {
        "who": version.who,
        "what": version.what,
        "when": version.when,
        "where": version.where,
        "reason": version.why,
        "endpoint": version.settings["endpoint"],
        "budget": "3000",
        "settings": "",
        "note": "예산을 줄였어요",
        "why": WHY,
    }
    browser.post(reverse("automation-version", args=[run.automation_id]), told)
    run.automation.refresh_from_db()
    assert run.automation.current.number == 2
    assert run.automation.current.settings["budget"] == {"minor": 3_000, "currency": "KRW"}


def test_a_person_still_decides(handed, approver):
    with FakeVendor([thinks(brain(TRUTH))]) as vendor:
        run = handed(vendor)
    services.approve(run.approvals.get(state=Approval.State.OPEN), actor=approver)
    run.refresh_from_db()
    assert run.state == Run.State.DONE
