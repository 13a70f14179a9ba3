"""Once the matrix names somebody, only they decide; before that the role alone counts. Said by name, in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from jangbu.apps.duties import queries, services
from jangbu.apps.duties.tests.conftest import actor
from jangbu.apps.people import services as people
from jangbu.apps.policies import services as policies
from jangbu.apps.policies.services import POLICIES
from jangbu.apps.registers import services as registers
from jangbu.apps.sources import services as sources
from jangbu.apps.sources.tests.clearing import cleared
from jangbu.apps.vendors.services import CONTRACTS, VENDORS
from jangbu.apps.work import services as work
from jangbu.apps.work.tests.conftest import approver, direct, member, plan, process  # noqa: F401  # fixtures
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
WHY = {"why": "맡기려고"}


def name(subject: Subject, person, letter: str, owner) -> None:
    services.set_letter(subject, person.pk, letter, replace=True, actor=owner, **WHY)


def refused(call: Callable[[], object]) -> Problem:
    with pytest.raises(Problem) as caught:
        call()
    return caught.value


@pytest.fixture
def run(process, plan, direct, member, owner):  # noqa: F811
    made = work.add_automation(process, "계산서 읽기", "invoice", plan(), actor=owner, **WHY)
    return work.submit(made, files=[work.Given("1.pdf", [b"%PDF-1.4 "])], actor=member, why="왔어요")


def waiting(run):
    """A question about it, whatever became of the reading."""
    run.refresh_from_db()
    run.state = "waiting"
    run.save(update_fields=["state"])
    return run.approvals.first() or run.approvals.create(asked_at=datetime.now(UTC))


def test_a_run_is_approved_by_whom_the_matrix_names_and_by_nobody_else(cast, owner, run):
    subject, approval = Subject("process", run.automation.process_id), waiting(run)
    name(subject, cast.it, "A", owner)
    problem = refused(lambda: work.reject(approval, actor=actor(cast.approver), why="아니에요"))
    assert problem.code == "duties.outside_matrix"
    assert problem.sentence("ko").startswith("책임표를 보면 '매입 계산서'에서 실행을 승인할 수 있는 사람은")
    assert "최하은" in problem.sentence("ko")
    assert "최하은" in problem.sentence("en")
    name(subject, cast.approver, "R", owner)
    assert work.reject(approval, actor=actor(cast.approver), why="아니에요").decided_by == cast.approver.pk


def test_without_a_row_and_with_only_an_informed_person_the_role_alone_counts(cast, owner, run):
    approval = waiting(run)
    name(Subject("process", run.automation.process_id), cast.it, "I", owner)
    assert work.reject(approval, actor=actor(cast.approver), why="아니에요").state == "rejected"


def test_a_run_is_passed_on_only_to_whom_the_matrix_names(cast, owner, run):
    subject, approval = Subject("process", run.automation.process_id), waiting(run)
    name(subject, cast.it, "A", owner)
    assert (
        refused(lambda: work.delegate(approval, cast.approver.pk, actor=owner, **WHY)).code == "duties.outside_matrix"
    )
    work.delegate(approval, cast.it.pk, actor=owner, **WHY)


def test_a_version_is_decided_by_the_accountable_alone(cast, owner, process, plan):  # noqa: F811
    made = work.add_automation(process, "계산서 읽기", "invoice", plan(), actor=owner, **WHY)
    subject = Subject("process", process.pk)
    name(subject, cast.approver, "A", owner)
    name(subject, cast.it, "R", owner)
    for person in (cast.owner, cast.it):
        call = lambda who=person: work.add_version(made, plan(), note="다음", actor=actor(who), **WHY)  # noqa: E731
        assert refused(call).code == "duties.outside_matrix"
    work.add_version(made, plan(), note="다음", actor=actor(cast.approver), **WHY)


def test_a_deputy_decides_while_named_and_no_longer(cast, owner, process, plan):  # noqa: F811
    made = work.add_automation(process, "계산서 읽기", "invoice", plan(), actor=owner, **WHY)
    name(Subject("process", process.pk), cast.approver, "A", owner)
    until = (datetime.now(UTC) + timedelta(days=7)).date()
    deputy = services.name_deputy(cast.approver.pk, cast.it.pk, until, actor=actor(cast.approver), why="휴가")
    work.add_version(made, plan(), note="다음", actor=actor(cast.it), **WHY)
    services.end_deputy(deputy, actor=owner, why="돌아와서")
    call = lambda: work.add_version(made, plan(), note="또", actor=actor(cast.it), **WHY)  # noqa: E731
    assert refused(call).code == "duties.outside_matrix"


@pytest.mark.parametrize(
    ("who", "until", "by", "code"),
    [
        ("approver", date(2099, 1, 1), "approver", "duties.same_person"),
        ("it", date(2020, 1, 1), "approver", "duties.days_wrong"),
        ("outsider", date(2026, 12, 24), "approver", "duties.guest"),
        ("it", date(2026, 12, 24), "it", "permission.denied"),
    ],
)
def test_a_deputy_is_named_by_whom_they_stand_for_until_a_day(cast, who, until, by, code):
    clock = fixed(datetime(2026, 12, 1, tzinfo=UTC))
    given = (cast.approver.pk, getattr(cast, who).pk, until)
    call = lambda: services.name_deputy(*given, actor=actor(getattr(cast, by)), why="휴가", clock=clock)  # noqa: E731
    assert refused(call).code == code


def test_where_the_accountable_left_nobody_decides_until_it_is_handed_over(cast, owner, process, plan):  # noqa: F811
    made = work.add_automation(process, "계산서 읽기", "invoice", plan(), actor=owner, **WHY)
    name(Subject("process", process.pk), cast.it, "A", owner)
    people.deactivate_person(cast.it, actor=owner, why="퇴사")
    call = lambda: work.add_version(made, plan(), note="다음", actor=owner, **WHY)  # noqa: E731
    assert refused(call).code == "duties.nobody_may"
    services.hand_over(cast.it.pk, cast.owner.pk, actor=owner, **WHY)
    call()


def test_a_policy_is_approved_inside_the_matrix(cast, owner):
    it = actor(cast.it)
    policy = policies.draft_all(actor=it, **WHY)[0]
    registers.move_row(POLICIES, policy, "submit", actor=it, **WHY)
    subject = Subject("policy", policy.pk)
    name(subject, cast.it, "A", owner)
    name(subject, cast.owner, "R", owner)
    call = lambda: policies.approve_version(policy, seen=1, note="", actor=actor(cast.approver))  # noqa: E731
    assert refused(call).code == "duties.outside_matrix"
    policies.approve_version(policy, seen=1, note="", actor=owner)


def test_a_vendor_and_its_contract_are_decided_inside_the_matrix(cast, owner):
    values = {"name": "루미나 AI", "owner": cast.it.pk}
    vendor = registers.add_row(VENDORS, values, actor=owner, **WHY)
    registers.move_row(VENDORS, vendor, "already", actor=owner, **WHY)
    days = {"signed_on": date(2026, 1, 2), "starts_on": date(2026, 1, 5)}
    contract = registers.add_row(CONTRACTS, {"title": "계약", "vendor": vendor.pk, **days}, actor=owner, **WHY)
    name(Subject("vendor", vendor.pk), cast.it, "A", owner)
    for register, row, move in ((VENDORS, vendor, "leave"), (CONTRACTS, contract, "sign")):
        call = lambda r=register, o=row, m=move: registers.move_row(r, o, m, actor=owner, **WHY)  # noqa: E731
        assert refused(call).code == "duties.outside_matrix"
        assert registers.move_row(register, row, move, actor=actor(cast.it), **WHY)


def test_data_are_cleared_by_the_accountable_and_personal_ones_by_the_head_too(cast, owner):
    content = ["이름,전화\n", "김하나,010-1234-5678\n", "박두리,010-2345-6789\n"]
    lines = [line.encode() for line in content]
    added = sources.add_bytes(lines, "고객.csv", as_of=date(2026, 11, 23), actor=owner, **WHY)
    dataset = added.version.dataset
    subject = Subject("dataset", dataset.pk)
    name(subject, cast.it, "A", owner)
    for person in (cast.owner, cast.approver):
        assert refused(lambda who=person: cleared(dataset, actor(who))).code == "duties.outside_matrix"
    cleared(dataset, actor(cast.it))
    services.name_head(cast.owner.pk, actor=owner, why="법이 그래서")
    cleared(dataset, owner)
    assert refused(lambda: cleared(dataset, actor(cast.approver))).code == "duties.outside_matrix"


def test_only_an_owner_heads_the_firm_and_no_longer_than_they_are_one(cast, owner, django_capture_on_commit_callbacks):
    assert refused(lambda: services.name_head(cast.it.pk, actor=owner, **WHY)).code == "duties.not_an_owner"
    people.change_role(cast.it, "owner", actor=owner, why="공동 대표")
    services.name_head(cast.it.pk, actor=owner, **WHY)
    with django_capture_on_commit_callbacks(execute=True):
        people.change_role(cast.it, "approver", actor=owner, why="물러나서")
    assert queries.head(datetime.now(UTC)) is None


def test_a_rule_the_system_and_the_operator_are_not_of_the_matrix(cast, owner, invoices):
    from jangbu.kernel.entry import Actor  # noqa: PLC0415

    name(invoices, cast.it, "A", owner)
    for who in (Actor.system(), Actor.rule("work.data_gate"), Actor.operator("root")):
        assert queries.may(who, invoices, "run.approve")
    assert not queries.may(owner, invoices, "run.approve")
