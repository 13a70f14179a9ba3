"""A run from the paper to the payment plan: read, asked about, decided once, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.work import queries, services
from jangbu.apps.work.models import Approval, Payable, Run
from jangbu.apps.work.runs.noting import note_error
from jangbu.apps.work.tests.conftest import WHY, given
from jangbu.kernel.clock import fixed, system_clock
from jangbu.kernel.entry import Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(automation, direct, paper, member) -> Run:
    run = services.submit(automation, files=[given(paper())], actor=member, why=WHY)
    run.refresh_from_db()
    return run


def asked(run: Run) -> Approval:
    return run.approvals.get(state=Approval.State.OPEN)


def test_a_paper_is_read_and_waits_for_a_person(waiting, approver):
    assert waiting.state == Run.State.WAITING
    assert waiting.title == "다온금속(주)"
    assert waiting.about == "₩1,100,000"
    assert list(queries.inbox(approver)) == [asked(waiting)]


def test_an_approval_puts_it_into_the_payment_plan_once(waiting, approver):
    approval = asked(waiting)
    services.approve(approval, actor=approver)
    services.approve(approval, actor=approver)  # a double click
    waiting.refresh_from_db()
    assert waiting.state == Run.State.DONE
    payable = Payable.objects.get()
    assert (payable.gross, payable.currency, payable.seller) == (1_100_000, "KRW", "다온금속(주)")
    said = [line.what for line in ledger.history(Subject("run", waiting.pk), limit=10)]
    assert len([line for line in said if "승인했어요" in line]) == 1


def test_steps_that_run_twice_take_effect_once(waiting, approver):
    services.approve(asked(waiting), actor=approver)
    for _ in range(3):
        services.carry_out_run(waiting.pk, f"{waiting.pk}:carry_out")
        services.deliver_run(waiting.pk, f"{waiting.pk}:deliver")
        services.prepare_run(waiting.pk, f"{waiting.pk}:prepare")
    assert Payable.objects.count() == 1


def test_nobody_approves_what_they_handed_in(automation, direct, paper, approver, owner):
    run = services.submit(automation, files=[given(paper())], actor=approver, why=WHY)
    with pytest.raises(Problem, match="own_run"):
        services.approve(asked(run), actor=approver)
    services.approve(asked(run), actor=owner)


def test_a_member_may_not_approve(waiting, member):
    with pytest.raises(Problem, match="denied"):
        services.approve(asked(waiting), actor=member)


def test_a_delegated_question_is_decided_by_that_person_alone(waiting, approver, owner, cast):
    services.delegate(asked(waiting), cast.owner.pk, actor=approver, why="계좌가 바뀌어서")
    with pytest.raises(Problem, match="not_asked"):
        services.approve(asked(waiting), actor=approver)
    services.approve(asked(waiting), actor=owner)
    assert Payable.objects.count() == 1


def test_delegating_to_somebody_who_may_not_approve_is_refused(waiting, approver, cast):
    with pytest.raises(Problem, match="cannot_approve"):
        services.delegate(asked(waiting), cast.auditor.pk, actor=approver, why=WHY)


def test_two_people_deciding_differently_is_told(waiting, approver, owner):
    approval = asked(waiting)
    services.reject(approval, actor=owner, why="우리 것이 아니에요")
    with pytest.raises(Problem, match="already_decided"):
        services.approve(approval, actor=approver)
    assert not Payable.objects.exists()


def test_a_rejection_needs_a_reason_and_leaves_nothing(waiting, approver):
    with pytest.raises(Problem, match="reason_missing"):
        services.reject(asked(waiting), actor=approver, why="")
    services.reject(asked(waiting), actor=approver, why="중복이에요")
    waiting.refresh_from_db()
    assert (waiting.state, Payable.objects.count()) == (Run.State.REJECTED, 0)


def test_undoing_an_approval_takes_the_payable_out_and_asks_again(waiting, approver):
    services.approve(asked(waiting), actor=approver)
    again = services.undo(waiting.approvals.get(), actor=approver, why="다시 보려고")
    waiting.refresh_from_db()
    again.refresh_from_db()
    assert (waiting.state, again.state) == (Run.State.TAKEN_BACK, Run.State.WAITING)
    assert Payable.objects.get().state == Payable.State.WITHDRAWN
    services.approve(asked(again), actor=approver)  # the same person may: somebody else handed it in
    assert Payable.objects.filter(state=Payable.State.PLANNED).count() == 1


def test_a_corrected_value_is_checked_again(waiting, approver):
    with pytest.raises(Problem, match="still_wrong"):
        services.approve(asked(waiting), edits={"tax": "99"}, actor=approver)
    with pytest.raises(Problem, match="not_a_value"):
        services.approve(asked(waiting), edits={"gross": "많이"}, actor=approver)
    services.approve(asked(waiting), edits={"seller": "다온금속 주식회사", "gross": "1,100,000원"}, actor=approver)
    waiting.refresh_from_db()
    assert Payable.objects.get().seller == "다온금속 주식회사"
    assert waiting.proposal["edited"] == ["gross", "seller"]


def test_the_second_copy_of_an_invoice_is_doubted(waiting, automation, paper, member, approver):
    services.approve(asked(waiting), actor=approver)
    again = services.submit(automation, files=[given(paper())], actor=member, why=WHY)
    again.refresh_from_db()
    assert any("이미" in doubt["ko"] or "겹" in doubt["ko"] for doubt in again.doubts)


def test_small_and_certain_invoices_may_pass_without_a_person(
    process, plan, owner, direct, paper, member, automation, approver
):
    first = services.submit(automation, files=[given(paper())], actor=member, why=WHY)
    services.approve(asked(first), actor=approver)
    services.add_version(automation, plan(straight_through=5_000_000), note="한도", actor=owner, why=WHY)
    automation.refresh_from_db()
    run = services.submit(
        automation, files=[given(paper(1_200_000, "20261121410000426f036999"))], actor=member, why=WHY
    )
    run.refresh_from_db()
    assert run.doubts == []
    assert run.state == Run.State.DONE


def test_what_cannot_be_read_is_an_error_with_a_class_of_its_own(automation, direct, member, owner):
    run = services.submit(automation, files=[services.Given("x.pdf", [b"%PDF-1.4 broken"])], actor=member, why=WHY)
    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    (line,) = queries.error_catalogue()
    assert line.error_class == run.error_class == "documents.pdf_broken"
    note_error(run.error_class, "내려받다 끊겨요", "다시 받아요", actor=owner)
    assert queries.error_catalogue()[0].fix == "다시 받아요"


def test_a_question_waits_a_year(waiting, approver):
    later = fixed(system_clock() + timedelta(days=400))
    services.approve(asked(waiting), actor=approver, clock=later)
    waiting.refresh_from_db()
    assert waiting.state == Run.State.DONE


def test_giving_up_an_open_run_closes_its_question(waiting, member, approver):
    services.cancel(waiting, actor=member, why="잘못 올렸어요")
    assert not queries.inbox(approver).exists()
    with pytest.raises(Problem, match="already_decided"):
        services.approve(waiting.approvals.get(), actor=approver)


def test_the_time_of_the_person_is_measured(waiting, approver):
    start = system_clock()
    services.look_at(asked(waiting), actor=approver, clock=fixed(start))
    services.approve(asked(waiting), actor=approver, clock=fixed(start + timedelta(seconds=42)))
    assert queries.figures(waiting.automation, system_clock()).person_seconds == 42
