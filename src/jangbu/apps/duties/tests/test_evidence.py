"""What the matrix shows of itself, and that a past day stays as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from jangbu.apps.base.evidence import Answer, Status, ask
from jangbu.apps.duties import services
from jangbu.apps.duties.tests.conftest import LONG_AGO, actor
from jangbu.apps.people import services as people
from jangbu.apps.sources import services as sources
from jangbu.apps.work.models import Automation
from jangbu.engines.checklist import Call
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Subject

pytestmark = pytest.mark.django_db
WHY = {"why": "맡기려고"}


def said(name: str, at: datetime | None = None, **params: object) -> Answer:
    return ask(Call.of(name, params), at or datetime.now(UTC))


def test_a_row_without_an_accountable_turns_red_and_says_which(cast, owner, invoices, quotes):
    assert said("exactly_one_accountable").status is Status.UNMET
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    answer = said("exactly_one_accountable")
    assert (answer.status, answer.evidence[0].good) == (Status.PARTLY, False)
    assert answer.evidence[-1].entry
    services.set_letter(quotes, cast.it.pk, "A", actor=owner, **WHY)
    assert said("exactly_one_accountable").status is Status.MET


def test_a_leaver_turns_it_red_at_once_and_yesterday_stays_green(cast, owner, invoices):
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, clock=fixed(LONG_AGO), **WHY)
    before = datetime.now(UTC)
    people.deactivate_person(cast.it, actor=owner, why="퇴사")
    assert said("nobody_left_holding").status is Status.UNMET
    assert said("nobody_left_holding", before).status is Status.MET
    services.hand_over(cast.it.pk, cast.owner.pk, actor=owner, **WHY)
    assert said("nobody_left_holding").status is Status.MET


@pytest.fixture
def version(cast, invoices):
    """A version that somebody made in May, by its row."""

    def made(person, day: int):
        at = datetime(2026, 5, day, tzinfo=UTC)
        told = {"name": f"읽기 {day}", "kind": "invoice", "created_at": at}
        automation = Automation.objects.create(process_id=invoices.id, **told)
        five = dict.fromkeys(("what", "when", "where", "why", "note"), "–") | {"settings": {}, "datasets": []}
        automation.versions.create(
            number=1,
            who=person.pk,
            fingerprint="",
            created_by=person.pk,
            created_at=at,
            **five,
        )

    return made


def test_approvals_are_judged_by_the_matrix_of_their_moment(cast, owner, invoices, version):
    version(cast.approver, 1)  # before anybody was named: not judged
    june = datetime(2026, 6, 1, tzinfo=UTC)
    assert said("approvals_inside_matrix", june).status is Status.UNKNOWN
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, clock=fixed(datetime(2026, 5, 2, tzinfo=UTC)), **WHY)
    version(cast.it, 3)
    assert said("approvals_inside_matrix", june).status is Status.MET
    version(cast.approver, 4)
    answer = said("approvals_inside_matrix", june)
    assert (answer.status, answer.evidence[0].said.ko) == (Status.PARTLY, "읽기 4")
    later = fixed(datetime(2026, 5, 6, tzinfo=UTC))
    services.set_letter(invoices, cast.approver.pk, "A", replace=True, actor=owner, clock=later, **WHY)
    assert said("approvals_inside_matrix", june).status is Status.PARTLY  # being named later excuses nothing
    version(cast.approver, 7)
    assert len(said("approvals_inside_matrix", june, days=27).evidence) == 1


def test_a_deputy_was_inside_the_matrix_in_those_days_only(cast, owner, invoices, version):
    clock = fixed(datetime(2026, 5, 2, tzinfo=UTC))
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, clock=clock, **WHY)
    services.name_deputy(cast.it.pk, cast.approver.pk, date(2026, 5, 9), actor=owner, why="휴가", clock=clock)
    version(cast.approver, 8)
    assert said("approvals_inside_matrix", datetime(2026, 6, 1, tzinfo=UTC)).status is Status.MET
    version(cast.approver, 12)
    assert said("approvals_inside_matrix", datetime(2026, 6, 1, tzinfo=UTC)).status is Status.PARTLY


def test_the_line_for_personal_data_ends_at_the_head_of_the_firm(cast, owner):
    rows = "이름,전화\n김하나,010-1234-5678\n박두리,010-2345-6789\n"
    added = sources.add_bytes([rows.encode()], "고객.csv", as_of=date(2026, 11, 23), actor=owner, **WHY)
    subject = Subject("dataset", added.version.dataset_id)
    assert said("head_answers_for_personal_data").status is Status.UNMET
    services.name_head(cast.owner.pk, actor=owner, why="법이 그래서")
    assert said("head_answers_for_personal_data").status is Status.UNMET  # nobody is accountable yet
    services.set_letter(subject, cast.it.pk, "A", actor=owner, **WHY)
    answer = said("head_answers_for_personal_data")
    assert (answer.status, bool(answer.evidence[0].entry)) == (Status.MET, True)
    assert said("head_answers_for_personal_data", datetime.now(UTC) - timedelta(days=1)).status is Status.UNKNOWN


def test_predicates_answer_in_a_firm_without_anything(db):
    for name in ("exactly_one_accountable", "nobody_left_holding", "approvals_inside_matrix"):
        assert said(name).status is Status.UNKNOWN


def test_who_is_asked_reads_the_same_names_the_gate_reads(cast, owner, invoices):
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    from jangbu.apps.duties import queries  # noqa: PLC0415

    assert queries.who_may(invoices, "run.approve") == [cast.it.pk]
    assert not queries.may(actor(cast.approver), invoices, "run.approve")
