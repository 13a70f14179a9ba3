"""Appending."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction

from jangbu.apps.ledger import commands, services
from jangbu.apps.ledger.actions import Action, UndeclaredActionError, declare
from jangbu.apps.ledger.models import Checkpoint, Entry, EntryValue, Head
from jangbu.apps.ledger.services import record
from jangbu.apps.ledger.tests.conftest import DECIDED, DONE, MINJI, WHY
from jangbu.kernel.chain import commit
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor, Personal, Subject
from jangbu.kernel.errors import Problem

THING = Subject("thing", "7")


def test_numbers_have_no_gaps_even_after_a_rolled_back_change(write):
    write()
    with transaction.atomic():
        record(DONE, actor=MINJI, where="창고", why=WHY, subject=THING)
        transaction.set_rollback(True)
    write()
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_reason_that_is_an_essay_is_refused_before_it_can_stay_for_ever(write):
    write()
    with transaction.atomic(), pytest.raises(Problem) as refused:
        record(DONE, actor=MINJI, where="창고", why="가" * 4001, subject=THING)
    assert refused.value.code == "ledger.why_too_long"
    assert Entry.objects.count() == 1


def test_an_entry_holds_who_what_when_where_and_why(write):
    services.bind_clock(fixed(datetime(2026, 11, 23, 8, 59, 0, 123, tzinfo=UTC)))
    entry = write(3, before={"n": 2})
    assert (entry.actor_kind, entry.actor_id, entry.action) == ("person", "01minji", "tests.done")
    assert entry.when == "2026-11-23T08:59:00.000123Z"
    told = entry.told()
    assert (told["where"], told["why"], told["before"], told["after"]["n"]) == ("창고", WHY, {"n": 2}, 3)
    assert Entry.objects.get().row()[9] == entry.hash


def test_a_dedupe_key_seen_before_writes_nothing_and_gives_the_first_entry(write):
    first = write(1, dedupe_key="job-7")
    again = write(2, dedupe_key="job-7")
    assert again == first
    assert Entry.objects.count() == 1
    assert write(3, dedupe_key="job-8").number == 2


def test_an_undeclared_action_is_refused(write):
    with pytest.raises(UndeclaredActionError):
        write(action=Action("tests.unheard", "", "", None, "keep", False))


def test_an_action_is_declared_once(write):
    assert declare("tests.decided", ko=DECIDED.ko, en=DECIDED.en, decision=True) == DECIDED
    with pytest.raises(UndeclaredActionError, match="twice"):
        declare("tests.decided", ko="다른 말", en=DECIDED.en, decision=True)


def test_a_persons_name_is_a_commitment_and_never_in_the_entry(write):
    write()
    write()
    content = json.loads(Entry.objects.first().content)
    assert "김민지" not in Entry.objects.first().content
    value = EntryValue.objects.get()  # the second entry needs no second value
    assert content["name"] == {"$personal": value.commitment}
    assert value.commitment == commit("김민지", bytes.fromhex(value.salt))
    assert len(value.salt) == 32


def test_the_same_name_of_somebody_else_has_a_commitment_of_its_own(write):
    write()
    write(actor=Actor.person("01other", "김민지"))
    assert EntryValue.objects.values("commitment").distinct().count() == 2


def test_personal_values_may_stand_anywhere(write):
    mail = Personal("minji@hanbit.example", "01minji")
    after = {"to": [mail, "open"], "deep": {"mail": mail}}
    entry = write(why=Personal("전화 010-1234-5678", "01minji"), where=mail, before={"mail": mail}, after=after)
    assert "hanbit" not in entry.content
    assert "1234-5678" not in entry.content
    paths = set(EntryValue.objects.values_list("path", flat=True))
    assert paths == {"after.to.0", "after.deep.mail", "before.mail", "name", "where", "why"}
    assert EntryValue.objects.count() == 6  # each but a name has a fresh salt


def test_the_ledgers_own_key_cannot_be_smuggled_in(write):
    with pytest.raises(ValueError, match="own key"):
        write(after={"$personal": "00"})


@pytest.mark.parametrize("given", [{"subject": Subject("thing", "x" * 201)}, {"dedupe_key": "x" * 201}])
def test_ids_too_long_for_one_database_are_refused_on_both(write, given):
    with pytest.raises(ValueError, match="at most"):
        write(**given)


def test_text_that_postgresql_cannot_hold_is_made_holdable(write):
    write(why="a\0b", subject=Subject("thing", "c\0d"), actor=Actor.person("01x", "이\0름"))
    assert "\0" not in Entry.objects.get().subject_id
    assert EntryValue.objects.get().value == "이\N{REPLACEMENT CHARACTER}름"


def test_the_frontier_grows_with_the_chain(write):
    for n in range(5):
        write(n)
    head = Head.objects.get()
    assert (head.number, len(head.frontier)) == (5, 2 * 64)  # five is 101 in binary: two subtrees


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Entry, Checkpoint])
@pytest.mark.parametrize("way", ["update", "delete"])
def test_the_database_refuses_to_change_history(write, model, way):
    write()
    commands.anchor()
    rows = model.objects.all()
    change = rows.delete if way == "delete" else partial(rows.update, **{model._meta.pk.attname: 9})
    with pytest.raises(DatabaseError, match="append-only"):
        change()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [1, 3])
def test_the_database_refuses_an_entry_out_of_order(write, number):
    write()
    entry = Entry.objects.get()
    entry.number = number
    with pytest.raises(DatabaseError):
        Entry.objects.bulk_create([entry])


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_to_replace_an_entry(write):
    if connection.vendor != "sqlite":  # only SQLite has a statement whose deletions fire no trigger
        return
    write(dedupe_key="k")
    rest = 'actor_kind, actor_id, subject_kind, subject_id, "when", dedupe_key, content, hash'
    for number in (1, 2):
        forged = f"SELECT {number}, 'forged', {rest} FROM ledger_entry"
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(f"INSERT OR REPLACE INTO ledger_entry (number, action, {rest}) {forged}")


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_to_change_a_personal_value(write):
    write()
    with pytest.raises(DatabaseError, match="append-only"):
        EntryValue.objects.update(value="이서준")


@pytest.mark.django_db(transaction=True)
def test_news_is_told_after_the_commit_and_not_of_what_was_rolled_back(write):
    heard = []
    action = declare("tests.news", ko="소식", en="News")
    services.subscribe(action, heard.append)
    services.subscribe(action, heard.append)
    with transaction.atomic():
        record(action, actor=MINJI, where="창고", why=WHY, subject=THING)
        assert heard == []
        transaction.set_rollback(True)
    assert heard == []
    with transaction.atomic():
        kept = record(action, actor=MINJI, where="창고", why=WHY, subject=THING)
    assert heard == [kept]


@pytest.mark.django_db(transaction=True)
def test_a_handler_that_fails_undoes_nothing_and_stops_nobody(write):
    heard = []
    action = declare("tests.trouble", ko="탈", en="Trouble")

    def fails(entry: object) -> None:
        raise LookupError("handler")

    services.subscribe(action, fails)
    services.subscribe(action, heard.append)
    entry = write(action=action)
    assert heard == [entry]
    assert Entry.objects.count() == 1


def test_many_entries_at_once_are_the_same_as_one_by_one(db):
    services.bind_clock(fixed(datetime(2026, 11, 23, tzinfo=UTC)))
    tool = Actor("rule", "n8n", "n8n")
    told = [services.Told(DONE, Subject("thing", str(n)), {"n": n}) for n in range(5)]
    with transaction.atomic():
        many = services.record_many(told, actor=tool, where="창고", why=WHY)
    with transaction.atomic():
        one = record(DONE, actor=tool, where="창고", why=WHY, subject=Subject("thing", "5"), after={"n": 5})
    assert [entry.number for entry in [*many, one]] == [1, 2, 3, 4, 5, 6]
    assert [entry.told()["after"]["n"] for entry in many] == [0, 1, 2, 3, 4]
    found = commands.verify(None, None)
    assert (found.status, found.entries, found.broken_at) == ("no_anchor", 6, None)


def test_many_entries_call_their_subscribers_once_each_and_only_after_the_commit(
    db, django_capture_on_commit_callbacks
):
    heard = []
    services.subscribe(DONE, heard.append)
    told = [services.Told(DONE, THING, {"n": n}) for n in range(3)]
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        entries = services.record_many(told, actor=Actor.system(), where="창고", why=WHY)
        assert heard == []
    services._handlers[DONE.name].remove(heard.append)
    assert heard == entries


def test_nothing_is_recorded_of_nothing(db):
    with transaction.atomic():
        assert services.record_many([], actor=Actor.system(), where="창고", why=WHY) == []
    assert Entry.objects.count() == 0
