"""A report never contradicts itself: page, PDF and JSON say the same, and the verdict agrees with its interval."""

from __future__ import annotations

import html
import re
from datetime import date, datetime

import numpy as np
import pypdfium2
import pytest
from django.urls import reverse

from jangbu.apps.pilots import services
from jangbu.apps.pilots.examine import judge
from jangbu.apps.pilots.models import Examination, Pilot
from jangbu.apps.pilots.pages import gate_line
from jangbu.apps.pilots.reporting.claims import claims_report
from jangbu.apps.pilots.reporting.monthly import monthly_report
from jangbu.apps.pilots.reporting.pilot import pilot_report
from jangbu.apps.pilots.reporting.report import STATES, TONES, Report
from jangbu.engines import value
from jangbu.engines.value import claims
from jangbu.engines.value.gates import FAIL, PASS
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=SEOUL)
DAYS = date(2026, 10, 26), date(2026, 11, 20), date(2026, 11, 23)


@pytest.fixture
def pilot(cast) -> Pilot:
    owner = Actor.person(cast.owner.pk, cast.owner.name)
    plan = services.Plan("계산서", "30% 줄이기", *DAYS, value.default_gates())
    return services.create_pilot(plan, actor=owner, why="시작", clock=lambda: NOW)


def random_gates(rng: np.random.Generator) -> list[dict]:
    """Gates judged on random small groups: passes, fails, cannot tell, and nothing at all."""
    from jangbu.apps.pilots.examine import Request, _both  # noqa: PLC0415  # as the main job writes them

    beside = {}
    for gate in value.default_gates():
        if rng.random() < 0.15:
            continue
        scale = float(rng.choice([0.5, 3.5, 12.0, 1_500_000.0]))
        before = rng.normal(scale, scale * 0.2, int(rng.integers(2, 12)))
        after = rng.normal(scale * float(rng.uniform(0.4, 1.4)), scale * 0.2, int(rng.integers(2, 12)))
        beside[gate.id] = value.mean_effect(before, after)
    judged = judge(None, None, Request(start=DAYS[0]), value.default_gates(), beside)
    return [{**gate.as_json(), "says": _both(gate.sentence)} for gate in judged]


def result_of(gates: list[dict]) -> dict:
    return {"tables": [], "repeatability": None, "documents": [], "effect": None, "effect_error": None, "gates": gates,
            "ledger": {"first": 1, "last": 1}}  # fmt: skip


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def page_text(body: str) -> str:
    return bare(html.unescape(re.sub(r"<[^>]+>", " ", body)))


def pdf_text(body: bytes) -> str:
    document = pypdfium2.PdfDocument(body)
    return bare("".join(page.get_textpage().get_text_range() for page in document))


def figures_of(report: Report) -> list[str]:
    """Everything a report says."""
    told = report.as_json()
    found = [told["lede"], *(fact[key] for fact in told["facts"] for key in ("label", "value", "note"))]
    for section in told["sections"]:
        found += [section["title"], *section["paragraphs"]]
        found += [cell for table in section["tables"] for row in table["rows"] for cell in row]
    return [bare(text) for text in found if text]


@pytest.mark.parametrize("said", ["ko", "en"])
def test_page_pdf_and_json_say_the_same_of_random_results(pilot, cast, sign_in, said):
    rng = np.random.default_rng(20261130)
    client = sign_in(cast.owner)
    url = reverse("pilot-report-page", args=[pilot.pk, "pilot"])
    for _ in range(6):
        Examination.objects.all().delete()
        Examination.objects.create(pilot=pilot, result=result_of(random_gates(rng)), created_at=NOW)
        figures = figures_of(pilot_report(pilot, said))
        page = page_text(client.get(f"{url}?lang={said}").content.decode())
        pdf = pdf_text(client.get(f"{url}?lang={said}&format=pdf").content)
        assert client.get(f"{url}?lang={said}&format=json").json() == pilot_report(pilot, said).as_json()
        missing = [text for text in figures if text not in page or text not in pdf]
        assert missing == []


@pytest.mark.once
def test_the_verdict_never_contradicts_its_chance_its_interval_or_its_picture():
    rng = np.random.default_rng(7)
    checked = 0
    for _ in range(250):
        for gate in random_gates(rng):
            chance, verdict = gate["probability"], gate["verdict"]
            if chance is None:
                assert verdict == "undecided"
                continue
            assert verdict == ("pass" if chance >= PASS else "fail" if chance <= FAIL else "undecided")
            low, high = gate["undecided"]
            assert (low < gate["value"]["mid"] < high) == (verdict == "undecided")
            for said in ("ko", "en"):
                shown = int(
                    re.search(r"(\d+)%[^%]*$", gate["says"][said].split(". It cannot")[0].split(" 아직 알")[0])[1]
                )
                assert (shown >= 80) == (verdict == "pass")
                assert (shown <= 20) == (verdict == "fail")
                line = gate_line(gate, said, 0)
                assert (
                    line["state"] == STATES[TONES[verdict]] == {"pass": "met", "fail": "unmet"}.get(verdict, "unknown")
                )
                assert line["says"] in html.unescape(line["plot"])
            checked += 1
    assert checked > 700


def test_the_pdf_has_the_pictures_of_the_page(pilot):
    gates = random_gates(np.random.default_rng(3))
    Examination.objects.create(pilot=pilot, result=result_of(gates), created_at=NOW)
    for said, word in (("ko", "기준"), ("en", "gate")):
        report = pilot_report(pilot, said)
        pictures = [picture for section in report.sections for picture in section.pictures]
        assert len(pictures) == len(gates)
        told = pdf_text(report.as_pdf())
        for picture in pictures:
            limit = re.search(rf">({word} [^<]+)</text>", picture.drawn.paper)
            if limit is not None:  # without data only the axis is drawn
                assert bare(html.unescape(limit[1])) in told


def test_an_audit_of_claims_speaks_the_readers_language_and_draws_every_listed_reading():
    result = value.audit_claims(claims.example("case_a")).as_json()
    korean, english = (claims_report("이름", result, said) for said in ("ko", "en"))
    assert (korean.title, english.title) == ("A: 고객 문의", "A: customer inquiries")
    assert not re.search("[가-힣]", " ".join(figures_of(english)))
    claimed = english.sections[1]
    listed = {(each["cumulative"], each["plain"], each["holds"]) for each in result["claims"][1]["readings"]}
    assert claimed.pictures[0].drawn.paper.count("<circle") == len(listed)
    assert "stated:18,000" in pdf_text(english.as_pdf())


def test_a_month_without_values_says_so_in_both_languages(pilot):
    assert "적힌 값이 없어요" in monthly_report(pilot, DAYS[0], "ko").lede
    assert "No values" in monthly_report(pilot, DAYS[0], "en").lede


def test_a_pilot_without_a_measured_effect_has_a_report_of_returns_that_says_what_is_missing(pilot, cast, sign_in):
    client = sign_in(cast.owner)
    page = client.get(reverse("pilot-report-page", args=[pilot.pk, "roi"]))
    assert page.status_code == 200
    assert "아직 재지 못했어요" in page.content.decode()
    assert client.get(reverse("pilot-report-page", args=[pilot.pk, "roi"]) + "?format=pdf").content.startswith(b"%PDF")
    assert client.get(reverse("pilot-report-page", args=[pilot.pk, "nothing"])).status_code == 404
