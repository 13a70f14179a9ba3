"""From draft to approval: versions that never change, a quorum without the author, and who has read them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.policies import queries, services
from jangbu.apps.policies.models import Policy, PolicyVersion
from jangbu.apps.policies.services import POLICIES
from jangbu.apps.registers import services as registers
from jangbu.kernel.clock import SEOUL, fixed
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

WHY = "다 써서"


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(Problem) as caught:
        call(*args, **kwargs)
    assert caught.value.sentence("ko")
    assert caught.value.sentence("en")
    return caught.value.code


def move(policy: Policy, name: str, actor: Actor) -> Policy:
    return registers.move_row(POLICIES, policy, name, actor=actor, why=WHY)


def approve(policy: Policy, actor: Actor, seen: int = 1) -> Policy:
    return services.approve_version(policy, seen=seen, note="", actor=actor)


@pytest.fixture
def in_force(policy, it, owner, lead) -> Policy:
    move(policy, "submit", it)
    approve(policy, owner)
    return approve(policy, lead)


def test_four_drafts_are_written_once_in_both_languages(four, it):
    assert sorted(four) == ["data_use", "model_management", "privacy", "security"]
    assert services.draft_all(actor=it, why=WHY) == []
    for policy in four.values():
        version = policy.current
        assert (policy.state, version.number, version.from_records, version.written_by) == ("draft", 1, True, it.id)
        assert len(version.clauses) >= 7
        for clause in version.clauses:
            assert all(clause[part][tongue] for part in ("heading", "text") for tongue in ("ko", "en"))
            assert not re.search(r"\{\w+\}", str(clause["text"]))
            assert not re.search(r"[가-힣]{5,}", re.sub(r"[가-힣]{2,4}", "", clause["text"]["en"]))


def test_the_drafts_name_the_firm_s_own_people_vendors_and_models(owner, it, cast):
    from jangbu.apps.vendors.services import VENDORS  # noqa: PLC0415

    given = {
        "name": "루미나 {firm}",
        "owner": cast.it.pk,
        "handles_personal": True,
        "country": "US",
        "data": ["customer"],
    }
    made = registers.add_row(VENDORS, given, actor=owner, why=WHY)
    registers.move_row(VENDORS, made, "already", actor=owner, why=WHY)
    four = {each.kind: each for each in services.draft_all(actor=it, why=WHY)}
    said = str(four["privacy"].current.clauses)
    assert "김민지" in str(four["privacy"].current.clauses[0])
    assert "루미나 {firm}" in said  # braces in a record are only text
    assert "미국" in said
    assert "United States" in said


def test_a_version_is_never_changed(policy):
    version = policy.current
    version.note = "다른 말"
    with pytest.raises(ValueError, match="never changed"):
        version.save()


def test_its_author_alone_never_approves_whatever_the_quorum(policy, it, owner, lead):
    registers.change_row(POLICIES, policy, {"quorum": 1}, actor=it, why=WHY)
    move(policy, "submit", it)
    assert code_of(approve, policy, it) == "policies.own_text"
    assert code_of(move, policy, "approve", it) == "policies.no_quorum"
    assert approve(policy, owner).state == "approved"


def test_approval_waits_for_the_quorum_and_counts_each_person_once(policy, it, owner, lead, member):
    assert code_of(approve, policy, owner) == "policies.not_in_review"
    move(policy, "submit", it)
    assert approve(policy, owner).state == "in_review"
    assert code_of(approve, policy, owner) == "policies.approved_already"
    assert code_of(approve, policy, member) == "permission.denied"
    assert code_of(approve, policy, lead, seen=2) == "policies.other_version"
    done = approve(policy, lead)
    assert (done.state, done.in_force.number, done.effective_on) == ("approved", 1, date.today())  # noqa: DTZ011
    whats = [line.what for line in ledger.history(POLICIES.subject(done), 4)]
    assert "보안 정책: 1판을" in whats[0]
    assert "검토 중 → 승인" in whats[1]


def test_a_day_ahead_is_kept_as_the_day_it_comes_into_force(policy, it, owner, lead):
    registers.change_row(POLICIES, policy, {"effective_on": date(2027, 1, 1)}, actor=it, why=WHY)
    move(policy, "submit", it)
    approve(policy, owner)
    assert approve(policy, lead).effective_on == date(2027, 1, 1)
    assert not queries.in_force(date(2026, 12, 31)).exists()
    assert list(queries.in_force(date(2027, 1, 1))) == [policy]


def test_what_is_sent_back_is_approved_anew(policy, it, owner, lead):
    move(policy, "submit", it)
    approve(policy, owner)
    move(policy, "send_back", lead)
    move(policy, "submit", it)
    assert approve(policy, lead).state == "in_review"
    assert approve(policy, owner).state == "approved"
    assert policy.current.approvals.count() == 3  # the withdrawn one stays on record


def rewritten(policy: Policy, actor: Actor, text: str = "새 글") -> PolicyVersion:
    clauses = [dict(each) for each in policy.current.clauses]
    clauses[0] = {**clauses[0], "text": {"ko": text, "en": f"{text} in English"}}
    return services.write_version(policy, clauses, note="고쳐서", seen=policy.current.number, actor=actor)


def test_the_old_version_stays_in_force_while_the_new_one_is_written(in_force, it, owner, lead):
    assert code_of(rewritten, in_force, it) == "policies.not_a_draft"
    move(in_force, "revise", it)
    in_force.refresh_from_db()
    made = rewritten(in_force, it)
    held = Policy.objects.get(pk=in_force.pk)
    assert (made.number, held.state, held.in_force.number, held.current.number) == (2, "draft", 1, 2)
    move(held, "submit", it)
    approve(held, owner, seen=2)
    assert Policy.objects.get(pk=held.pk).in_force.number == 1
    assert approve(held, lead, seen=2).in_force.number == 2
    assert PolicyVersion.objects.get(policy=held, number=1).approvals.count() == 2


def test_nobody_writes_over_a_version_they_have_not_seen(policy, it):
    rewritten(policy, it)
    clauses = [{**policy.current.clauses[0], "text": {"ko": "다른 글", "en": "another"}}]
    late = {"note": "고쳐서", "seen": 1, "actor": it}
    assert code_of(services.write_version, policy, clauses, **late) == "policies.other_version"


def test_a_clause_needs_both_languages_and_a_policy_a_clause(policy, it):
    clause = policy.current.clauses[0]
    half = [{**clause, "text": {"ko": "글", "en": " "}}]
    none = [{**clause, "text": {"ko": " ", "en": ""}, "lines": {"ko": [], "en": []}}]
    told = {"note": "고쳐서", "seen": 1, "actor": it}
    assert code_of(services.write_version, policy, half, **told) == "policies.clause_empty"
    assert code_of(services.write_version, policy, none, **told) == "policies.nothing_left"
    assert code_of(services.write_version, policy, [clause], **{**told, "note": " "}) == "registers.no_why"
    assert services.write_version(policy, policy.current.clauses, **told).number == 1  # the same text again


def test_it_is_written_again_from_the_records_only_where_they_changed(policy, it, owner, cast):
    assert services.redraft(policy, actor=it, why=WHY).number == 1
    cast.owner.name = "김민주"
    cast.owner.save()
    made = services.redraft(policy, actor=it, why=WHY)
    assert (made.number, "김민주" in str(made.clauses)) == (2, True)


def test_everybody_who_works_here_reads_it_and_the_open_ones_are_named(in_force, owner, member, cast):
    assert {each.name for each in queries.unread_by(in_force)} == {"김민지", "이서준", "박도윤", "최하은"}
    services.acknowledge(in_force, seen=1, actor=member)
    services.acknowledge(in_force, seen=1, actor=member)
    assert "박도윤" not in {each.name for each in queries.unread_by(in_force)}
    assert in_force.in_force.acknowledgements.count() == 1
    assert code_of(services.acknowledge, in_force, seen=2, actor=owner) == "policies.other_version"
    outsider = Actor.person(cast.outsider.pk, "")
    assert code_of(services.acknowledge, in_force, seen=1, actor=outsider) == "permission.denied"


def test_a_draft_is_read_by_nobody(policy, member):
    assert code_of(services.acknowledge, policy, seen=1, actor=member) == "policies.not_in_force"


def test_reviews_fall_due_a_cycle_after_and_drafts_that_lie_are_found(in_force, four, it):
    day = in_force.created_at.astimezone(SEOUL).date()
    assert not queries.reviews_overdue(day).exists()
    assert in_force in queries.reviews_overdue(day + timedelta(days=366))
    assert len(queries.stale_drafts(day + timedelta(days=40))) == 3
    later = fixed(datetime.combine(day, datetime.min.time(), tzinfo=SEOUL) + timedelta(days=365))
    registers.review_row(POLICIES, in_force, "그대로 둬요", actor=it, clock=later)
    assert in_force not in queries.reviews_overdue(day + timedelta(days=400))


def test_kinds_without_a_policy_in_force_are_named(in_force):
    today = in_force.effective_on
    assert queries.kinds_without_policy(today) == ["data_use", "model_management", "privacy"]


def test_needs_ask_whoever_can_answer(policy, it, owner, lead, member):
    now = datetime.now(SEOUL)
    move(policy, "submit", it)
    titles = [need.title for need in queries.needs(owner, now)]
    assert "보안 정책 1판이 승인을 기다려요" in titles
    assert not [need for need in queries.needs(it, now) if "승인을" in need.title]  # not its author
    approve(policy, owner)
    approve(policy, lead)
    assert [need.title for need in queries.needs(member, now)] == ["보안 정책 읽고 확인해 주세요"]
