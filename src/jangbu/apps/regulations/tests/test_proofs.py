"""Rules that had no evidence: kept apart, pseudonymised, spent, verified, decided, and what size alone decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from jangbu.apps.base.evidence import ask
from jangbu.apps.people.models import Firm
from jangbu.apps.registers import services as registers
from jangbu.apps.regulations import live, queries, services
from jangbu.apps.regulations.services import LAW_RECORDS, PSEUDONYMS
from jangbu.apps.sources.models import Card, Dataset, Hold, Source, Version
from jangbu.apps.vendors.models import Certificate
from jangbu.apps.vendors.register import VENDORS
from jangbu.engines.checklist import Answer, Call, Evidence, Status, Words
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
MASKED = {
    "purpose_kind": "statistics",
    "purpose": "지역별 재구매율",
    "items": "이름, 전화번호",
    "used_for": "분기 통계",
    "key": "apart",
    "key_place": "금고의 USB",
    "key_people": True,
}


def said(name: str, **params: object):
    return ask(Call.of(name, params), datetime.now(UTC))


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def customers(cast) -> Dataset:
    """A dataset with personal data, kept by a rule of another law and unused for months."""
    then = datetime.now(UTC) - timedelta(days=200)
    source = Source.objects.create(kind="upload", created_at=then)
    held = Dataset.objects.create(source=source, name="지난 고객", created_at=then)
    columns = [{"name": "이름", "type": "text", "semantic": "person_name", "personal": "person_name"}]
    Version.objects.create(
        dataset=held,
        number=1,
        file_name="a.csv",
        fingerprint="0" * 64,
        size=1,
        rows=120,
        columns=columns,
        created_at=then,
    )
    Card.objects.create(
        dataset=held,
        owner=cast.it.pk,
        created_where="매장",
        collected_where="매장",
        purpose="배송",
        classification="personal",
        keep_number=5,
        basis="세금",
        basis_rule="tax",
        access_until=(then + timedelta(days=900)).date(),
        confirmed_by=cast.it.pk,
        confirmed_at=then,
    )
    return held


@pytest.fixture
def add(owner, cast, today):
    def make(kind: str, **more: object):
        values = {"title": f"기록 {kind}", "kind": kind, "owner": cast.it.pk, "on": today, **more}
        return registers.add_row(LAW_RECORDS, values, actor=owner, why="남기려고")

    return make


def test_data_that_another_law_keeps_are_apart_only_with_place_article_and_no_use_since(customers, add, monkeypatch):
    monkeypatch.setattr("jangbu.apps.sources.queries.kept_by_law", lambda rule: rule == "tax")
    assert said("keeps_for_other_law").status is Status.UNKNOWN, "whether its purpose is over only people know"
    assert said("kept_apart").status is Status.UNKNOWN
    Hold.objects.create(dataset=customers, why="소송", set_by="x", set_at=datetime.now(UTC))
    Card.objects.filter(dataset=customers).update(keep_number=1, keep_unit="days")
    assert said("keeps_for_other_law").status is Status.MET
    assert said("kept_apart").status is Status.UNMET, "past its day, and not apart"
    add("apart", dataset=customers.pk, basis="국세기본법 제85조의3", place="잠근 폴더")
    assert said("kept_apart").status is Status.MET
    Card.objects.filter(dataset=customers).update(last_used_at=datetime.now(UTC) + timedelta(days=1))
    found = ask(Call.of("kept_apart", {}), datetime.now(UTC))
    assert found.status is Status.UNMET
    assert "쓰임" in found.evidence[0].said.ko


def test_where_no_other_law_keeps_anything_the_rule_does_not_reach_the_firm_and_says_why(customers):
    answer = said("keeps_for_other_law")
    assert answer.status is Status.UNMET
    assert "다른 법 때문에 더 두는 것이 없어요" in answer.said.ko
    assert queries.report("pipa", datetime.now(UTC)).result("P21-3").status is Status.NA


def test_a_record_of_a_kind_needs_what_its_kind_needs(add):
    with pytest.raises(Problem) as refused:
        add("apart")
    assert refused.value.code == "registers.refused"


def test_a_pseudonym_shows_purpose_key_and_check_and_each_lack_is_red(home, owner, cast, today):
    values = {"name": "재구매 통계", "owner": cast.it.pk, "started_on": today, **MASKED}
    row = registers.add_row(PSEUDONYMS, values, actor=owner, why="통계에 쓰려고")
    report = queries.report("pipa", datetime.now(UTC))
    assert report.result("P28-2-use").status is Status.MET
    assert said("pseudonym_keys_apart").status is Status.MET
    assert report.result("P28-5").status is Status.UNMET, "nobody checked yet; silence is not met"
    row = registers.change_row(PSEUDONYMS, row, {"checked_on": today}, actor=owner, why="점검해서")
    assert said("pseudonyms_not_identified").status is Status.MET
    row = registers.change_row(PSEUDONYMS, row, {"known_on": today}, actor=owner, why="알아보게 돼서")
    assert said("pseudonyms_not_identified").status is Status.UNMET
    ended = {"stopped_on": today, "erased_on": today}
    row = registers.change_row(PSEUDONYMS, row, ended, actor=owner, why="멈추고 지워서")
    assert said("pseudonyms_not_identified").status is Status.MET
    row = registers.change_row(PSEUDONYMS, row, {"key": "same"}, actor=owner, why="옮겨서")
    assert said("pseudonym_keys_apart").status is Status.UNMET
    registers.change_row(PSEUDONYMS, row, {"purpose_kind": "other"}, actor=owner, why="광고에 써서")
    assert said("pseudonyms_have_purpose").status is Status.UNMET


def test_a_pseudonym_is_destroyed_with_its_day(owner, cast, today):
    row = registers.add_row(PSEUDONYMS, {"name": "통계", "owner": cast.it.pk, **MASKED}, actor=owner, why="쓰려고")
    with pytest.raises(Problem) as refused:
        registers.move_row(PSEUDONYMS, row, "destroy", actor=owner, why="끝나서")
    assert refused.value.code == "regulations.not_destroyed"
    row = registers.change_row(PSEUDONYMS, row, {"destroyed_on": today}, actor=owner, why="끝나서")
    registers.move_row(PSEUDONYMS, row, "destroy", actor=owner, why="끝나서")
    assert said("pseudonyms_have_purpose").status is Status.UNKNOWN


def test_spending_needs_a_record_of_each_kind_within_a_year(add, owner, today):
    assert said("protection_spending_recorded").status is Status.UNMET
    add("spent", title="예산", what="budget")
    add("spent", title="사람", what="people")
    assert said("protection_spending_recorded").status is Status.PARTLY
    old = add("spent", title="도구", what="tools", on=today - timedelta(days=400))
    assert said("protection_spending_recorded").status is Status.PARTLY
    registers.change_row(LAW_RECORDS, old, {"on": today}, actor=owner, why="고쳐서")
    assert said("protection_spending_recorded").status is Status.MET


def test_an_effort_to_verify_and_a_decision_are_records_of_their_use(home, make_case, owner, add):
    case = make_case(fields=["rights"], grave=True, decides="helps", trained=True, personal=True)
    services.decide_role(case, revision=1, high=True, actor=owner, why="지원자를 걸러서")
    assert said("high_impact_verified").status is Status.UNMET
    assert said("commission_decided").status is Status.UNMET
    add("verified", use_case=case.pk, outcome="asked")
    add("decision", use_case=case.pk, number="제2027-001호")
    assert said("high_impact_verified").status is Status.MET
    assert said("commission_decided").status is Status.MET


def test_a_model_of_giant_size_is_the_firms_own_and_never_fully_met(home, make_case, owner):
    Firm.objects.create(name="한빛정밀", created_at=datetime.now(UTC) - timedelta(days=1))
    case = make_case("산 것")
    services.decide_role(case, revision=1, actor=owner, why="남의 모델을 이어서")
    report = queries.report("ai_basic_act", datetime.now(UTC))
    assert report.result("A32-1").status is Status.NA
    assert report.result("A36-1").status is Status.NA
    own = make_case("우리 것", made="own", trained=True)
    assert said("trains_giant_model").status is Status.UNKNOWN
    registers.change_row(services.USE_CASES, own, {"giant": False}, actor=owner, why="그만큼 크지 않아서")
    assert said("trains_giant_model").status is Status.UNMET
    own.refresh_from_db()
    told = {"giant": True, "risk_plan": "위험을 달마다 봐요"}
    registers.change_row(services.USE_CASES, own, told, actor=owner, why="아주 커서")
    assert queries.report("ai_basic_act", datetime.now(UTC)).result("A32-1").status is Status.PARTLY


def test_a_small_firm_is_no_large_processor_by_what_its_records_hold(customers):
    answer = said("is_large_processor")
    assert answer.status is Status.UNMET
    assert "120" in answer.said.en
    Version.objects.filter(dataset=customers).update(rows=60_000)
    assert said("is_large_processor").status is Status.UNKNOWN


def test_every_rule_asks_for_some_evidence(home):
    for name, module in queries.modules().items():
        for item in module.items:
            assert item.needs or item.leans_on, (name, item.id)


@pytest.fixture
def abroad(owner, cast):
    """A vendor in the United States that handles personal data."""
    values = {"name": "루미나 AI", "owner": cast.it.pk, "category": "ai", "country": "US", "handles_personal": True}
    made = registers.add_row(VENDORS, values, actor=owner, why="쓰려고")
    return registers.move_row(VENDORS, made, "already", actor=owner, why="쓰고 있어서")


@pytest.mark.parametrize("basis", ["consent", "law", "contract_told", "adequate"])
def test_each_ground_of_a_transfer_needs_what_shows_it_and_a_day_that_has_come(abroad, owner, today, basis):
    assert said("transfers_have_basis").status is Status.UNMET
    row = registers.change_row(VENDORS, abroad, {"transfer_basis": basis}, actor=owner, why="정해서")
    assert said("transfers_have_basis").status is Status.UNMET, "nothing shows it"
    later = {"transfer_proof": "동의서 3쪽", "transfer_on": today + timedelta(days=3)}
    row = registers.change_row(VENDORS, row, later, actor=owner, why="정해서")
    assert said("transfers_have_basis").status is Status.UNMET, "it does not stand yet"
    registers.change_row(VENDORS, row, {"transfer_on": today}, actor=owner, why="오늘부터라서")
    assert said("transfers_have_basis").status is Status.MET


def test_a_ground_that_is_disclosed_needs_the_policy_that_discloses_it(abroad, owner, today, monkeypatch):
    told = {"transfer_basis": "contract", "transfer_proof": "배송 계약", "transfer_on": today}
    registers.change_row(VENDORS, abroad, told, actor=owner, why="정해서")
    assert said("transfers_have_basis").status is Status.UNMET
    shown = Answer(Status.MET, Words("시행 중", "in force"), (Evidence("p", Words("처리방침", "policy")),))
    monkeypatch.setattr(live, "ask", lambda call, at: shown)
    assert said("transfers_have_basis").status is Status.MET


def test_a_certified_recipient_holds_a_certificate_that_is_valid(abroad, owner, today):
    told = {"transfer_basis": "certified", "transfer_proof": "ISMS-P", "transfer_on": today}
    registers.change_row(VENDORS, abroad, told, actor=owner, why="정해서")
    assert said("transfers_have_basis").status is Status.UNMET
    Certificate.objects.create(
        vendor=abroad,
        standard="isms_p",
        number="ISMS-P-1",
        state="held",
        starts_on=today,
        expires_on=today + timedelta(days=10),
        created_at=datetime.now(UTC),
        changed_at=datetime.now(UTC),
    )
    assert said("transfers_have_basis").status is Status.MET


def test_an_ai_vendor_abroad_is_asked_for_its_agent(abroad, owner):
    assert said("vendors_asked_agent").status is Status.UNMET
    registers.change_row(VENDORS, abroad, {"domestic_agent": "named"}, actor=owner, why="물어봐서")
    assert said("vendors_asked_agent").status is Status.MET
