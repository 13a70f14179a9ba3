"""The public page: off until switched on, at an address of the firm's choosing, and never with anybody's name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation

from jangbu.apps.base.evidence import ask
from jangbu.apps.ledger.models import Entry
from jangbu.apps.pilots import services as pilots
from jangbu.apps.pilots.models import Pilot
from jangbu.apps.reports import services
from jangbu.apps.reports.models import Published
from jangbu.apps.reports.publishing import queries
from jangbu.engines.checklist import Call
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
WORDS = services.Wording(
    "계산서 읽기를 넓히기로 했어요", "We decided to grow it", "시간이 37% 줄었어요", "37% less time"
)


@pytest.fixture(autouse=True)
def korean():
    with translation.override("ko"):
        yield


@pytest.fixture
def owner(cast):
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def number(cast, owner):
    """A decision on a pilot, in the ledger."""
    day = datetime.now(UTC).date()
    days = {"starts_on": day - timedelta(days=30), "ends_on": day, "decide_on": day}
    pilot = Pilot.objects.create(name="계산서", goal="", gates=[], created_at=datetime.now(UTC), **days)
    pilots.decide(pilot, "expand", actor=owner, why=f"{cast.approver.name} 님이 확인했고 시간이 줄어서")
    return Entry.objects.get(action="pilots.decided").number


def test_nothing_is_public_until_the_firm_switches_it_on(owner, number):
    services.publish(number, WORDS, actor=owner, why="알리려고")
    assert Client().get("/public/hanbit/").status_code == 404
    services.set_page(on=True, slug="hanbit", actor=owner, why="알리려고")
    page = Client().get("/public/hanbit/")
    assert page.status_code == 200
    assert WORDS.what_ko in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    services.set_page(on=False, actor=owner, why="그만두려고")
    assert Client().get("/public/hanbit/").status_code == 404


def test_without_a_name_the_address_cannot_be_guessed_and_stays(owner):
    first = services.set_page(on=True, actor=owner, why="알리려고")
    assert len(first.slug) == 24
    assert services.set_page(on=True, actor=owner, why="머리말을 고치려고").slug == first.slug
    assert Client().get("/public/other/").status_code == 404


def test_an_address_that_is_none_is_refused(owner):
    for slug in ("한빛", "a b", "-x-", "a" * 41, "../etc"):
        with pytest.raises(Problem) as refused:
            services.set_page(on=True, slug=slug, actor=owner, why="알리려고")
        assert refused.value.code == "reports.slug_wrong"


def test_the_proposed_words_carry_codes_and_no_names(cast, number):
    found = queries.candidate(number, datetime.now(UTC))
    assert found is not None
    assert cast.approver.name not in found.why
    assert "P0" in found.why


@pytest.mark.parametrize(
    "said", ["이서준 님이 정했어요", "010-1234-5678로 물어보세요", "a@b.example로", "900101-1234568"]
)
def test_words_that_name_somebody_are_refused_and_nothing_is_published(owner, number, said):
    wrong = services.Wording(WORDS.what_ko, WORDS.what_en, said, WORDS.grounds_en)
    with pytest.raises(Problem) as refused:
        services.publish(number, wrong, actor=owner, why="알리려고")
    assert refused.value.code == "reports.names_somebody"
    assert not Published.objects.exists()


def test_versions_are_kept_and_the_page_shows_the_newest(owner, number):
    services.set_page(on=True, slug="hanbit", actor=owner, why="알리려고")
    held = services.publish(number, WORDS, actor=owner, why="알리려고")
    assert services.publish(number, WORDS, actor=owner, why="또").texts.count() == 1
    better = services.Wording("넓히기로 정했어요", "Decided to grow", "시간이 31%에서 42% 줄었어요", "31 to 42% less")
    services.publish(number, better, actor=owner, why="더 정확하게")
    assert held.texts.count() == 2
    page = Client().get("/public/hanbit/").content.decode()
    assert "넓히기로 정했어요" in page
    assert WORDS.what_ko not in page
    actions = list(Entry.objects.filter(subject_kind="published_decision").values_list("action", flat=True))
    assert actions == ["reports.decision_published", "reports.decision_reworded"]


def test_what_is_withdrawn_is_gone_at_once_and_may_come_back(owner, number):
    services.set_page(on=True, slug="hanbit", actor=owner, why="알리려고")
    held = services.publish(number, WORDS, actor=owner, why="알리려고")
    services.withdraw(held, actor=owner, why="틀려서")
    services.withdraw(held, actor=owner, why="또")
    assert WORDS.what_ko not in Client().get("/public/hanbit/").content.decode()
    assert Entry.objects.filter(action="reports.decision_withdrawn").count() == 1
    services.publish(number, WORDS, actor=owner, why="바로잡아서")
    assert WORDS.what_ko in Client().get("/public/hanbit/").content.decode()


def test_only_whoever_may_publish_publishes(cast, number):
    for person in (cast.approver, cast.auditor, cast.member):
        with pytest.raises(Problem):
            services.publish(number, WORDS, actor=Actor.person(person.pk, person.name), why="알리려고")


def test_text_is_shown_as_text(owner, number):
    services.set_page(on=True, slug="hanbit", actor=owner, why="알리려고")
    words = services.Wording("<script>alert(1)</script>", "x", "y", "z")
    services.publish(number, words, actor=owner, why="알리려고")
    assert "<script>alert" not in Client().get("/public/hanbit/").content.decode()


def test_evidence_answers_for_any_past_moment(owner, number):
    now, call = datetime.now(UTC), Call.of("decisions_published", {})
    hours = [fixed(now + timedelta(hours=n)) for n in range(5)]
    services.set_page(on=True, slug="hanbit", actor=owner, why="알리려고", clock=hours[1])
    held = services.publish(number, WORDS, actor=owner, why="알리려고", clock=hours[2])
    services.withdraw(held, actor=owner, why="틀려서", clock=hours[3])
    said = [ask(call, clock()).status.value for clock in hours]
    assert said == ["unmet", "unmet", "met", "unmet", "unmet"]


def test_what_is_published_again_does_not_lose_the_days_it_stood_before(owner, number):
    now, call = datetime.now(UTC), Call.of("decisions_published", {})
    hours = [fixed(now + timedelta(hours=n)) for n in range(7)]
    services.set_page(on=True, slug="hanbit", actor=owner, why="알리려고", clock=hours[0])
    held = services.publish(number, WORDS, actor=owner, why="알리려고", clock=hours[1])
    services.withdraw(held, actor=owner, why="틀려서", clock=hours[3])
    services.publish(number, WORDS, actor=owner, why="바로잡아서", clock=hours[5])
    said = [ask(call, clock()).status.value for clock in hours]
    assert said == ["unmet", "met", "met", "unmet", "unmet", "met", "met"]
    assert [(span.until is None, span.why_ended) for span in held.spans.all()] == [(True, ""), (False, "틀려서")]


def test_the_pages_lead_from_the_ledger_to_the_world(cast, number, sign_in):
    client = sign_in(cast.owner)
    assert "공개할 수 있는 결정" in client.get("/decisions/").content.decode()
    form = {"what_ko": "가", "what_en": "b", "grounds_ko": "", "grounds_en": "d", "why": "왜"}
    wrong = client.post(f"/decisions/{number}/", form)
    assert wrong.status_code == 400
    assert 'value="가"' in wrong.content.decode()
    assert client.post(f"/decisions/{number}/", {**form, "grounds_ko": "다"}).status_code == 302
    client.post("/decisions/page/", {"on": "yes", "slug": "hanbit", "why": "알리려고"})
    assert "가" in Client().get("/public/hanbit/").content.decode()
    assert client.post(f"/decisions/{number}/withdraw/", {"why": "틀려서"}).status_code == 302
    assert client.get("/decisions/999999/").status_code == 404
    assert sign_in(cast.approver).get("/decisions/").status_code == 403
