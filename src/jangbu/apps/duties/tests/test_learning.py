"""Who has learned what and how that is known; who else can do the work; what binds outsiders."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Status, ask
from jangbu.apps.duties import services
from jangbu.apps.duties.cover.queries import covers
from jangbu.apps.duties.learning import queries
from jangbu.apps.duties.learning.quiz import quiz
from jangbu.apps.duties.services import COURSES, PARTNERS, TRAININGS
from jangbu.apps.duties.tests.conftest import actor
from jangbu.apps.people import services as people
from jangbu.apps.registers import services as registers
from jangbu.apps.vendors.services import CONTRACTS, VENDORS
from jangbu.apps.work.models import Automation
from jangbu.engines.checklist import Call
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
WHY = {"why": "배우려고"}
PDF = b"%PDF-1.7 a certificate"


def said(name: str, at: datetime | None = None) -> Answer:
    return ask(Call.of(name, {}), at or datetime.now(UTC))


@pytest.fixture
def course(owner):
    values = {"title": "AI를 알고 쓰기", "kind": "ai_literacy", "roles": ["approver"], "every_months": 12}
    return registers.add_row(COURSES, values, actor=owner, **WHY)


def done(course, person, owner, how: str, on: date = date(2026, 11, 2), **more):
    values = {"course": course.pk, "person": person.pk, "done_on": on, "how": how, **more}
    row = registers.add_row(TRAININGS, values, actor=owner, **WHY)
    if how == "certificate":
        row = services.keep_certificate(row, "수료증.pdf", [PDF], actor=owner, **WHY)
    return registers.move_row(TRAININGS, row, "finish", actor=owner, **WHY)


def answers(wrong: int) -> dict[str, str]:
    return {
        each.id: str((each.right + 1) % 3 if place < wrong else each.right)
        for place, each in enumerate(quiz().questions)
    }


def test_who_must_take_a_course_is_planned_in_one_step(cast, owner, course):
    assert said("training_current").status is Status.UNMET
    made = services.plan_missing(actor=owner, **WHY)
    assert {each.person for each in made} == {cast.approver.pk, cast.it.pk}
    assert {cell.state for cell in queries.plan(datetime.now(UTC))} == {"planned"}
    assert said("training_current").status is Status.UNKNOWN  # planned in time, and not due
    late = datetime.now(UTC) + timedelta(days=60)
    assert {cell.state for cell in queries.plan(late)} == {"overdue"}
    assert said("training_current", late).status is Status.UNMET
    with pytest.raises(Problem) as problem:
        services.plan_missing(actor=owner, **WHY)
    assert problem.value.code == "duties.nothing_to_plan"


def test_a_managers_word_is_shown_as_such_and_never_met(cast, owner, course):
    done(course, cast.approver, owner, "certificate")
    done(course, cast.it, owner, "word", said_by=cast.owner.pk)
    assert said("training_current").status is Status.CLAIMED
    services.take_quiz(answers(0), actor=actor(cast.it))
    assert said("training_current").status is Status.MET
    assert said("training_current", datetime(2026, 11, 1, tzinfo=UTC)).status is Status.UNKNOWN


def test_a_certificate_without_its_file_and_a_quiz_below_the_mark_are_words(cast, owner, course):
    values = {"course": course.pk, "person": cast.it.pk, "done_on": date(2026, 11, 2), "how": "certificate"}
    row = registers.add_row(TRAININGS, values, actor=owner, **WHY)
    registers.move_row(TRAININGS, row, "finish", actor=owner, **WHY)
    done(course, cast.approver, owner, "quiz", score=60)
    assert {cell.learned.how for cell in queries.plan(datetime.now(UTC)) if cell.learned} == {"word"}


def test_what_must_be_taken_again_runs_out(cast, owner, course):
    done(course, cast.it, owner, "certificate", on=date(2025, 10, 1))
    states = {cell.person.pk: cell.state for cell in queries.plan(datetime.now(UTC))}
    assert states[cast.it.pk] == "expired"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"how": "word"}, "registers.refused"),
        ({"how": "quiz"}, "registers.refused"),
        ({"how": "word", "said_by": "self"}, "registers.refused"),
    ],
)
def test_a_record_says_whose_word_or_which_score(cast, owner, course, values, code):
    given = {"course": course.pk, "person": cast.it.pk, "done_on": date(2026, 11, 2), **values}
    given["said_by"] = cast.it.pk if given.get("said_by") == "self" else ""
    with pytest.raises(Problem) as problem:
        registers.add_row(TRAININGS, given, actor=owner, **WHY)
    assert problem.value.code == code


def test_a_record_without_a_day_cannot_be_called_done(cast, owner, course):
    row = registers.add_row(TRAININGS, {"course": course.pk, "person": cast.it.pk}, actor=owner, **WHY)
    with pytest.raises(Problem) as problem:
        registers.move_row(TRAININGS, row, "finish", actor=owner, **WHY)
    assert problem.value.code == "duties.not_learned"
    with pytest.raises(Problem) as problem:
        services.keep_certificate(row, "수료증.exe", [b"MZ"], actor=owner, **WHY)
    assert problem.value.code == "duties.not_a_certificate"


def test_the_quiz_is_passed_with_six_and_its_entry_is_in_the_ledger(cast):
    passed = services.take_quiz(answers(2), actor=actor(cast.member))
    failed = services.take_quiz(answers(3), actor=actor(cast.it))
    assert (passed.passed, passed.right, failed.passed) == (True, 6, False)
    assert passed.entry
    with pytest.raises(Problem) as problem:
        services.take_quiz({}, actor=actor(cast.member))
    assert problem.value.code == "duties.quiz_unanswered"


def test_every_question_has_three_answers_and_its_right_one_in_both_languages():
    for each in quiz().questions:
        assert len(each.answers) == 3
        assert 0 <= each.right < 3
        assert all(words.ko and words.en for words in (each.said, each.because, *each.answers))


def test_literacy_asks_for_everybody_who_works_here(cast, owner, course):
    for person in (cast.approver, cast.it):
        services.take_quiz(answers(0), actor=actor(person))
    answer = said("literacy_recorded")  # the course is asked of approvers only: owner and member are open
    assert answer.status is Status.PARTLY
    registers.change_row(COURSES, course, {"roles": ["owner", "approver", "member"]}, actor=owner, **WHY)
    for person in (cast.owner, cast.member):
        services.take_quiz(answers(0), actor=actor(person))
    assert said("literacy_recorded").status is Status.MET


def test_two_people_by_records_by_practice_or_only_by_word(cast, owner, invoices):
    assert said("two_people_can").status is Status.UNMET
    five = dict.fromkeys(("what", "when", "where", "why", "note"), "–") | {"settings": {}, "datasets": []}
    now = datetime.now(UTC)
    automation = Automation.objects.create(process_id=invoices.id, name="읽기", kind="invoice", created_at=now)
    told = {"number": 1, "who": cast.it.pk, "fingerprint": "", "created_by": cast.it.pk, "created_at": now}
    version = automation.versions.create(**told, **five)
    automation.runs.create(version=version, title="1", input={}, started_by=cast.member.pk, created_at=now)
    assert said("two_people_can").status is Status.UNMET  # one did it
    word = services.note_skill(invoices, cast.it.pk, "word", "작년에 했대요", actor=owner)
    assert said("two_people_can").status is Status.CLAIMED
    services.end_skill(word, actor=owner, why="아니래요")
    services.note_skill(invoices, cast.it.pk, "practice", "곁에서 했어요", actor=owner)
    assert said("two_people_can").status is Status.MET
    people.deactivate_person(cast.it, actor=owner, why="퇴사")
    assert [each.single for each in covers(datetime.now(UTC))] == [True]


def test_nobody_notes_their_own_skill_and_nothing_twice(cast, owner, invoices):
    with pytest.raises(Problem) as problem:
        services.note_skill(invoices, cast.owner.pk, "word", "들었어요", actor=owner)
    assert problem.value.code == "duties.own_skill"
    services.note_skill(invoices, cast.it.pk, "word", "들었어요", actor=owner)
    with pytest.raises(Problem) as problem:
        services.note_skill(invoices, cast.it.pk, "word", "들었어요", actor=owner)
    assert problem.value.code == "duties.skill_noted"


def test_a_partner_is_bound_by_a_contract_in_force_or_a_promise_until_its_day(cast, owner):
    vendor = registers.add_row(VENDORS, {"name": "새움", "owner": cast.it.pk}, actor=owner, **WHY)
    base = {"purpose": "도와요", "owner": cast.it.pk, "ends_on": date(2099, 1, 1)}
    first = registers.add_row(PARTNERS, {"name": "가", "vendor": vendor.pk, **base}, actor=owner, **WHY)
    assert said("partners_bound").status is Status.UNMET
    days = {"signed_on": date(2026, 1, 2), "starts_on": date(2026, 1, 5)}
    contract = registers.add_row(CONTRACTS, {"title": "계약", "vendor": vendor.pk, **days}, actor=owner, **WHY)
    registers.move_row(CONTRACTS, contract, "sign", actor=owner, **WHY)
    assert said("partners_bound").status is Status.MET
    loose = registers.add_row(PARTNERS, {"name": "나", "handles_personal": True, **base}, actor=owner, **WHY)
    assert said("partners_bound").status is Status.PARTLY
    registers.change_row(PARTNERS, loose, {"secrecy": True, "handles_personal": False}, actor=owner, **WHY)
    assert said("partners_bound").status is Status.MET
    registers.change_row(PARTNERS, first, {"ends_on": date(2026, 1, 9)}, actor=owner, **WHY)
    assert said("partners_bound").status is Status.PARTLY


def test_the_pages_say_what_is_open_and_a_certificate_goes_in_and_out(sign_in, cast, owner, course, invoices):
    page = sign_in(cast.owner)
    assert "들어야 하는 교육 2건이 아직이에요" in page.get(reverse("learning")).content.decode()
    page.post(reverse("learning-plan"))
    assert "한 사람이 쉬면 멈추는 업무가 1개" in page.get(reverse("cover")).content.decode()
    row = TRAININGS.model.objects.first()
    assert row is not None
    url = reverse("training-certificate", args=[row.pk])
    page.post(url, {"file": SimpleUploadedFile("수료증.pdf", PDF)})
    assert page.get(url).getvalue() == PDF
    assert "수료증.pdf" in page.get(reverse("trainings-detail", args=[row.pk])).content.decode()


def test_a_member_answers_the_questions_and_reads_why(sign_in, cast, course):
    page = sign_in(cast.member)
    assert page.get(reverse("learning-questions")).status_code == 200
    text = page.post(reverse("learning-questions"), answers(1)).content.decode()
    assert "8개 가운데 7개를 맞혔어요" in text
    assert "틀렸어요" in text
    assert page.post(reverse("learning-questions"), {}).status_code == 422
