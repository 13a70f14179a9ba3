"""Cells, files, hand-overs: one accountable at most, everything in the ledger, every past moment readable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jangbu.apps.duties import files, queries, services
from jangbu.apps.duties.models import Change, Duty
from jangbu.apps.duties.tests.conftest import actor
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.ledger.models import Entry
from jangbu.apps.people import services as people
from jangbu.kernel.clock import fixed
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
WHY = {"why": "나눠 맡으려고"}


def letters(subject, at=None) -> dict[str, str]:
    found = queries.held_on(subject, at or datetime.now(UTC))
    return {each.person: each.letter for each in found}


def code(problem) -> str:
    return problem.value.code


def test_a_second_accountable_is_refused_with_the_name_of_the_first(cast, owner, invoices):
    services.set_letter(invoices, cast.approver.pk, "A", actor=owner, **WHY)
    with pytest.raises(Problem) as problem:
        services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    assert code(problem) == "duties.two_accountables"
    assert "이서준" in problem.value.sentence("ko")
    assert letters(invoices) == {cast.approver.pk: "A"}


def test_the_database_refuses_a_second_accountable_whoever_writes(cast, owner, invoices):
    made = services.set_letter(invoices, cast.approver.pk, "A", actor=owner, **WHY)
    row = {"subject_kind": "process", "subject_id": invoices.id, "letter": "A", "since": datetime.now(UTC)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(person=cast.it.pk, opened=made, entry=1, **row)


def test_an_accountability_is_handed_over_in_one_change_and_back(cast, owner, invoices):
    services.set_letter(invoices, cast.approver.pk, "A", actor=owner, **WHY)
    made = services.set_letter(invoices, cast.it.pk, "A", replace=True, actor=owner, **WHY)
    assert letters(invoices) == {cast.it.pk: "A"}
    services.undo(made, actor=owner, why="되돌림")
    assert letters(invoices) == {cast.approver.pk: "A"}


def test_a_click_goes_through_the_letters_and_passes_over_a_taken_a(cast, owner, invoices):
    seen = []
    for _ in range(5):
        services.cycle(invoices, cast.member.pk, actor=owner, **WHY)
        seen.append(letters(invoices).get(cast.member.pk, ""))
    assert seen == ["R", "A", "C", "I", ""]
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    services.cycle(invoices, cast.member.pk, actor=owner, **WHY)
    services.cycle(invoices, cast.member.pk, actor=owner, **WHY)
    assert letters(invoices)[cast.member.pk] == "C"


def test_an_approver_cannot_take_anothers_accountability_nor_remove_it_first(cast, owner, invoices):
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    thief = actor(cast.approver)
    for letter, person in (("A", cast.approver.pk), ("", cast.it.pk), ("C", cast.it.pk)):
        with pytest.raises(Problem) as problem:
            services.set_letter(invoices, person, letter, replace=True, actor=thief, **WHY)
        assert code(problem) == "duties.not_yours_to_take"
    services.set_letter(invoices, cast.approver.pk, "A", replace=True, actor=actor(cast.it), **WHY)
    assert letters(invoices) == {cast.approver.pk: "A"}


@pytest.mark.parametrize(
    ("who", "letter", "said"),
    [("outsider", "A", "duties.guest"), ("auditor", "R", "duties.guest"), ("member", "X", "duties.no_such_letter")],
)
def test_who_is_from_outside_may_be_told_but_not_answer(cast, owner, invoices, who, letter, said):
    with pytest.raises(Problem) as problem:
        services.set_letter(invoices, getattr(cast, who).pk, letter, actor=owner, **WHY)
    assert code(problem) == said
    services.set_letter(invoices, cast.outsider.pk, "I", actor=owner, **WHY)


def test_a_member_changes_nothing(cast, invoices):
    with pytest.raises(Problem) as problem:
        services.set_letter(invoices, cast.member.pk, "A", actor=actor(cast.member), **WHY)
    assert code(problem) == "permission.denied"


def test_every_change_has_its_entry_and_any_past_moment_reads_as_it_was(cast, owner, invoices):
    days = [datetime(2026, 5, day, tzinfo=UTC) for day in (1, 8, 15)]
    plan = [{cast.approver.pk: "A"}, {cast.approver.pk: "A", cast.member.pk: "R"}, {cast.it.pk: "A"}]
    for day, wanted in zip(days, plan, strict=True):
        cells = [services.Cell(invoices, person, "") for person in letters(invoices)]
        cells += [services.Cell(invoices, person, letter) for person, letter in wanted.items()]
        services.set_cells(cells, actor=owner, clock=fixed(day), **WHY)
    for day, wanted in zip(days, plan, strict=True):
        assert letters(invoices, day + timedelta(days=3)) == wanted
    assert letters(invoices, days[0] - timedelta(seconds=1)) == {}
    told = ledger.told(invoices, 10)
    assert len(told) == 3
    assert {each.entry for each in Duty.objects.all()} <= set(Entry.objects.values_list("number", flat=True))
    assert "매입 계산서 처리" in told[0].line.what
    assert "최하은 최종(A)" in told[0].line.what


def test_an_undo_is_refused_where_the_cell_changed_again(cast, owner, invoices):
    made = services.set_letter(invoices, cast.it.pk, "R", actor=owner, **WHY)
    services.set_letter(invoices, cast.it.pk, "C", actor=owner, **WHY)
    with pytest.raises(Problem) as problem:
        services.undo(made, actor=owner, why="되돌림")
    assert code(problem) == "duties.nothing_to_undo"
    assert letters(invoices) == {cast.it.pk: "C"}


def test_proposals_are_the_owners_of_the_records_and_taken_at_once(cast, owner, invoices, quotes):
    made = services.accept_proposals(actor=owner, why="맞아서")
    assert letters(invoices) == {cast.approver.pk: "A"}
    assert letters(quotes) == {cast.it.pk: "A"}
    with pytest.raises(Problem) as problem:
        services.accept_proposals(actor=owner, why="맞아서")
    assert code(problem) == "duties.nothing_proposed"
    services.undo(made, actor=owner, why="되돌림")
    assert letters(quotes) == {}


def test_a_leavers_work_is_open_at_once_and_goes_to_another_in_one_step(cast, owner, invoices, quotes):
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    services.set_letter(quotes, cast.it.pk, "R", actor=owner, **WHY)
    services.set_letter(quotes, cast.approver.pk, "A", actor=owner, **WHY)
    before = datetime.now(UTC)
    people.deactivate_person(cast.it, actor=owner, why="퇴사")
    after = datetime.now(UTC)
    assert [gap for gap in queries.gaps(before) if gap.what == "left"] == []
    assert {gap.letter for gap in queries.gaps(after) if gap.what == "left"} == {"A", "R"}
    assert queries.needs(owner, after)[0].urgent
    services.hand_over(cast.it.pk, cast.approver.pk, actor=owner, why="이어서 맡음")
    assert letters(invoices) == {cast.approver.pk: "A"}
    assert letters(quotes) == {cast.approver.pk: "A"}  # already accountable there, so not responsible besides
    assert not [gap for gap in queries.gaps(datetime.now(UTC)) if gap.what == "left"]
    assert [gap.person for gap in queries.gaps(after) if gap.what == "left"] == [cast.it.pk] * 2  # that moment stays so


def test_who_comes_back_leaves_no_gap_but_was_away_then(cast, owner, invoices):
    services.set_letter(invoices, cast.it.pk, "A", actor=owner, **WHY)
    people.deactivate_person(cast.it, actor=owner, why="휴직")
    away = datetime.now(UTC)
    people.reactivate_person(cast.it, actor=owner, why="복직")
    now = datetime.now(UTC)
    assert [gap.what for gap in queries.gaps(away) if gap.subject == invoices] == ["left"]
    assert [gap for gap in queries.gaps(now) if gap.subject == invoices] == []


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def test_a_file_is_taken_in_whole_and_back_again(cast, owner, invoices, quotes):
    content = table("종류,번호,이름,이서준,최하은", f"process,{invoices.id},,A,r", "process,,견적,C,A/R")
    made, count = files.take_in(content, "책임표.csv", actor=owner, why="파일")
    assert (count, letters(quotes)) == (4, {cast.approver.pk: "C", cast.it.pk: "A"})
    assert made is not None
    services.undo(made, actor=owner, why="되돌림")
    assert not Duty.objects.now().exists()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["process,{id},,A,A"], "2행: 최종(A)이 2명"),
        (["process,{id},,A,", "process,nowhere,없는 일,A,"], "3행: 그런 것이 없어요"),
        (["process,{id},,Z,"], "'Z'은 역할이 아니에요"),
    ],
)
def test_a_file_with_two_accountables_or_unknown_things_changes_nothing(owner, invoices, rows, said):
    content = table("종류,번호,이름,이서준,최하은", *[row.format(id=invoices.id) for row in rows])
    with pytest.raises(Problem) as problem:
        files.take_in(content, "책임표.csv", actor=owner, why="파일")
    assert said in problem.value.sentence("ko")
    assert not Change.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PK\x03\x04broken", table("a,b", "1,2")])
def test_a_file_that_is_no_matrix_says_so(owner, invoices, content):
    with pytest.raises(Problem) as problem:
        files.take_in(content, "표.xlsx", actor=owner, why="파일")
    assert code(problem) == "duties.file_unreadable"


ACTS = st.tuples(
    st.sampled_from(["cycle", "R", "A", "C", "I", "", "take", "over", "accept", "undo", "leave", "back"]),
    st.sampled_from(["owner", "approver", "member", "it"]),
    st.sampled_from(["owner", "approver", "it"]),
    st.booleans(),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, min_size=1, max_size=25))
def test_whatever_is_clicked_there_are_never_two_accountables(cast, invoices, quotes, acts):
    with transaction.atomic():
        moments = []
        for what, person, by, first in acts:
            _try(cast, invoices if first else quotes, what, person, by)
            moments.append((datetime.now(UTC), {each: letters(each) for each in (invoices, quotes)}))
            for subject in (invoices, quotes):
                assert list(letters(subject).values()).count("A") <= 1
        for at, wanted in moments:  # every moment on the way is still told as it was
            assert {each: letters(each, at) for each in (invoices, quotes)} == wanted
        transaction.set_rollback(True)


def _try(cast, subject, what, person, by) -> None:
    who, acting, told = getattr(cast, person), actor(getattr(cast, by)), {"why": "누름"}
    try:
        with transaction.atomic():
            if what == "cycle":
                services.cycle(subject, who.pk, actor=acting, **told)
            elif what == "take":
                services.set_letter(subject, who.pk, "A", replace=True, actor=acting, **told)
            elif what == "over":
                services.hand_over(who.pk, cast.approver.pk, actor=acting, **told)
            elif what == "accept":
                services.accept_proposals(actor=acting, **told)
            elif what == "undo":
                last = Change.objects.order_by("-made_at").first()
                if last:
                    services.undo(last, actor=acting, **told)
            elif what == "leave":
                people.deactivate_person(who, actor=acting, **told)
            elif what == "back":
                people.reactivate_person(who, actor=acting, **told)
            else:
                services.set_letter(subject, who.pk, what, actor=acting, **told)
    except Problem:
        pass
