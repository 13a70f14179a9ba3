"""The score says what is known and no more."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.registers import services as registers
from jangbu.apps.vendors import queries, services
from jangbu.apps.vendors.assessments.criteria import catalogue
from jangbu.apps.vendors.assessments.models import Assessment
from jangbu.apps.vendors.assessments.scoring import score
from jangbu.apps.vendors.contracts.clauses import catalogue as clauses
from jangbu.kernel.clock import SEOUL, fixed
from jangbu.kernel.errors import Problem

WHY = "해마다 하는 평가라서"
TODAY = date(2026, 11, 23)
BEST = {each.id: each.answers[0].value for each in catalogue().criteria if not each.computed}


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(Problem) as caught:
        call(*args, **kwargs)
    assert caught.value.sentence("ko")
    assert caught.value.sentence("en")
    return caught.value.code


def test_the_file_is_whole():
    known = catalogue()
    assert sum(each.weight for each in known.criteria) == 100
    ids = {each.id for each in clauses().clauses}
    assert all(set(each.clauses) <= ids for each in known.criteria)
    for criterion in known.criteria:
        values = [each.value for each in criterion.answers]
        assert len(set(values)) == len(values)
        assert all(0 <= each.points <= 100 and each.label.ko and each.label.en for each in criterion.answers)


def test_silence_is_never_green():
    known, weights = catalogue(), catalogue().usual_weights()
    nothing = score(known, weights, {})
    assert (nothing.middle, nothing.low, nothing.high, nothing.verdict) == (None, 0, 100, "unknown")
    one = score(known, weights, {"data_use": "only"})
    assert (one.middle, one.low, one.high, one.verdict) == (100, 15, 100, "partly")
    all_but_certificates = score(known, weights, BEST)
    assert (all_but_certificates.middle, all_but_certificates.low, all_but_certificates.verdict) == (100, 80, "met")


ANSWERS = st.fixed_dictionaries(
    {each.id: st.sampled_from(["", *(answer.value for answer in each.answers)]) for each in catalogue().criteria}
)
WEIGHTS = st.fixed_dictionaries({each.id: st.integers(0, 100) for each in catalogue().criteria})


@given(ANSWERS, WEIGHTS)
def test_whatever_the_open_answers_turn_out_to_be_the_score_lies_between_its_bounds(answers, weights):
    known = catalogue()
    found = score(known, weights, answers)
    assert 0 <= found.low <= found.high <= 100
    for place in (0, -1):
        filled = {each.id: answers[each.id] or each.answers[place].value for each in known.criteria}
        settled = score(known, weights, filled)
        if settled.middle is not None:
            assert found.low <= settled.middle <= found.high
    if found.middle is not None:
        assert found.low <= found.middle <= found.high


def test_an_assessment_is_kept_as_it_was_made(vendor, owner):
    first = services.assess(vendor, {"data_use": "own"}, {"data_use": "약관 3조"}, actor=owner, why=WHY)
    second = services.assess(vendor, BEST, {}, actor=owner, why="답을 받아서")
    assert (first.number, second.number, Assessment.objects.get(number=1).answers["data_use"]) == (1, 2, "own")
    assert Assessment.objects.get(number=1).notes == {"data_use": "약관 3조"}
    assert "2번째로 평가했어요, 100점 (80~100점, 답하지 않은 것 1개)" in ledger.last_entries(1)[0].what


def test_certificates_answer_for_themselves_day_by_day(vendor, owner, certify):
    certify(vendor, date(2024, 1, 1), date(2026, 12, 31))
    clock = fixed(__import__("datetime").datetime(2026, 6, 1, 10, tzinfo=SEOUL))
    made = services.assess(vendor, {**BEST, "certificates": "expired"}, {}, actor=owner, why=WHY, clock=clock)
    assert made.answers["certificates"] == "valid"  # the register is believed, not the form
    assert made.score == 100
    points = [queries.standing(vendor, day).score.middle for day in (date(2026, 6, 1), TODAY, date(2027, 1, 1))]
    assert points == [100, 94, 80]
    assert queries.standing(vendor, date(2027, 1, 1)).changed
    assert [each.number for each in queries.expired_certificates(date(2027, 1, 1))] == ["N-2024-01-01"]
    assert not queries.expired_certificates(TODAY)


def test_a_certificate_of_another_kind_is_worth_less_and_one_not_begun_nothing(vendor, owner, certify):
    certify(vendor, date(2025, 1, 1), date(2028, 1, 1), "other")
    assert services.assess(vendor, BEST, {}, actor=owner, why=WHY).answers["certificates"] == "other"
    certify(vendor, date(2028, 1, 2), date(2031, 1, 1))
    assert queries.standing(vendor, TODAY).score.parts[0].points == 40


def test_weights_are_versioned_and_earlier_assessments_keep_theirs(vendor, owner, member):
    made = services.assess(vendor, {"data_use": "own", "lock_in": "open"}, {}, actor=owner, why=WHY)
    assert made.score == 35  # 8 of 23
    services.set_weights({"data_use": 0}, actor=owner, why="우리 자료를 주지 않아서")
    assert queries.standing(vendor, TODAY).score.middle == 100
    assert (Assessment.objects.get().score, Assessment.objects.get().weights["data_use"]) == (35, 15)
    assert code_of(services.set_weights, {"data_use": 5}, actor=member, why=WHY) == "permission.denied"
    assert code_of(services.set_weights, {"data_use": 101}, actor=owner, why=WHY) == "vendors.weights_wrong"
    assert code_of(services.set_weights, {"moon": 5}, actor=owner, why=WHY) == "vendors.weights_wrong"
    none_of_it = dict.fromkeys(catalogue().usual_weights(), 0)
    assert code_of(services.set_weights, none_of_it, actor=owner, why=WHY) == "vendors.weights_wrong"


def test_wrong_answers_and_none_are_refused(vendor, owner):
    assert code_of(services.assess, vendor, {"data_use": "moon"}, {}, actor=owner, why=WHY) == "vendors.answer_unknown"
    assert code_of(services.assess, vendor, {}, {}, actor=owner, why=WHY) == "vendors.nothing_answered"


def test_a_new_vendor_is_not_decided_on_before_it_was_assessed(owner, cast):
    values = {"name": "누리", "owner": cast.it.pk}
    made = registers.add_row(services.VENDORS, values, actor=owner, why=WHY)
    assert code_of(registers.move_row, services.VENDORS, made, "use", actor=owner, why=WHY) == "vendors.not_assessed"
    services.assess(made, {"price": "free"}, {}, actor=owner, why=WHY)
    assert registers.move_row(services.VENDORS, made, "use", actor=owner, why=WHY).state == "in_use"


def test_what_still_leans_on_a_vendor_keeps_it_from_ending(vendor, owner):
    services.bind_usable(services.Usable("thing", "물건", lambda: [("1", "견적 초안")], lambda key: f"/{key}/"))
    registers.move_row(services.VENDORS, vendor, "leave", actor=owner, why=WHY)
    use = services.note_use(vendor, "thing", "1", actor=owner, why=WHY)
    assert services.note_use(vendor, "thing", "1", actor=owner, why=WHY) == use
    assert code_of(registers.move_row, services.VENDORS, vendor, "end", actor=owner, why=WHY) == "vendors.still_used"
    assert list(queries.vendors_of("thing", "1")) == [vendor]
    services.remove_use(use, actor=owner, why=WHY)
    assert registers.move_row(services.VENDORS, vendor, "end", actor=owner, why=WHY).state == "ended"
    assert code_of(services.note_use, vendor, "thing", "2", actor=owner, why=WHY) == "vendors.use_unknown"


def test_the_page_asks_and_keeps(vendor, cast, sign_in):
    client = sign_in(cast.owner)
    page = client.post(reverse("vendors-assess", args=[vendor.pk]), {"data_use": "only", "note-data_use": "약관"})
    assert page.status_code == 422
    client.post(reverse("vendors-assess", args=[vendor.pk]), {"data_use": "only", "why": WHY})
    said = client.get(reverse("vendors-detail", args=[vendor.pk])).content.decode()
    assert "15점에서 100점 사이" in said
    assert "답하지 않은 것이 8개예요." in said
    weights = client.post(reverse("vendors-weights"), {**catalogue().usual_weights(), "price": 50, "why": WHY})
    assert weights.status_code == 302
