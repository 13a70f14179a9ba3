"""Entries as people read them, before and after somebody is erased."""

from __future__ import annotations

import pytest
from django.utils import translation

from jangbu.apps.ledger import actions, commands, queries, reading, services
from jangbu.apps.ledger.models import Entry, EntryValue
from jangbu.apps.ledger.tests.conftest import DECIDED, MINJI, OPERATOR, SECRET
from jangbu.kernel.entry import Actor, Personal, Subject
from jangbu.kernel.errors import Problem


def line(number: int, language: str = "ko") -> reading.EntryLine:
    return reading.tell([Entry.objects.get(pk=number)], language)[0].line(language)


def test_a_line_says_the_five_ws_in_both_languages(write):
    write(1204)
    korean, english = line(1), line(1, "en")
    assert (korean.who, korean.what, korean.where) == ("김민지", "볼트 1,204개를 박도윤에게 줬어요", "창고")
    assert english.what == "Gave 1,204 볼트 to 박도윤"
    assert korean.when.utcoffset() is not None
    assert korean.url == "/ledger/1/"


def test_places_and_reasons_of_the_product_are_in_the_readers_language_and_a_persons_own_words_are_not(write):
    write(where="백업", why="달이 끝나서")
    write(where="백업", why="사장님이 달라고 해서")
    ours, own = line(1, "en"), line(2, "en")
    assert (ours.where, ours.why) == ("Backups", "The month ended")
    assert (own.where, own.why) == ("Backups", "사장님이 달라고 해서")


def test_a_decision_and_a_rule_are_marked(write):
    write(action=DECIDED, actor=Actor.rule("품질 기준"))
    assert (line(1).decision, line(1).by_rule, line(1).who) == (True, True, "품질 기준")
    write(actor=Actor.system())
    assert (line(2).decision, line(2, "en").who) == (False, "Jangbu")


def test_a_sentence_survives_missing_values_and_other_kinds(write):
    write(after={"n": "많이"})
    assert line(1).what == "– 많이개를 –에게 줬어요"


def test_an_erased_person_is_gone_from_every_entry_and_the_chain_still_holds(write, tmp_path):
    mail = Personal("minji@hanbit.example", MINJI.id)
    write(after={"thing": "볼트", "n": 1, "name": Personal("김민지", MINJI.id), "mail": mail})
    write(actor=Actor.person("01seojun", "이서준"))
    anchor = commands.anchor(tmp_path / "a.txt").files[-1]
    erasure = services.erase_person(MINJI.id, actor=OPERATOR, why="나간 지 3년이 지났어요")
    assert (line(1).who, line(1, "en").who) == ("지워진 사람", "erased person")
    assert line(1).what == "볼트 1개를 지워진 사람에게 줬어요"
    assert line(2).who == "이서준"
    assert not EntryValue.objects.filter(person=MINJI.id).exists()
    assert line(erasure.number).what == "한 사람의 개인 값 3개를 장부에서 지웠어요"
    assert commands.verify(anchor).status == "intact"


def test_a_sentence_that_would_give_an_erased_person_away_is_hidden(write):
    write(action=SECRET, after={"name": "사장의 아들"})
    assert line(1).what == "사장의 아들의 일"
    services.erase_person(MINJI.id, actor=OPERATOR, why="부탁받아서")
    assert line(1).what == actions.HIDDEN["ko"]
    assert line(1, "en").what == actions.HIDDEN["en"]


def test_only_who_manages_people_may_erase(cast, write):
    write()
    with pytest.raises(Problem):
        services.erase_person(MINJI.id, actor=Actor.person(cast.outsider.pk, "손하늘"), why="그냥")
    assert EntryValue.objects.filter(person=MINJI.id).exists()


def test_a_name_told_after_erasure_is_kept_anew(write):
    write()
    services.erase_person(MINJI.id, actor=OPERATOR, why="부탁받아서")
    write()
    assert line(1).who == "지워진 사람"
    assert line(3).who == "김민지"


def test_history_is_of_one_subject_newest_first(write):
    for n, subject in enumerate(["1", "2", "1"]):
        write(n, subject=Subject("dataset", subject))
    assert [one.number for one in queries.history(Subject("dataset", "1"), limit=8)] == [3, 1]
    assert [one.number for one in queries.last_entries(2)] == [3, 2]


def test_lines_lead_nowhere_for_those_who_may_not_read_the_ledger(cast, write):
    write()
    assert queries.last_entries(1, reader=Actor.person(cast.member.pk, "박도윤"))[0].url == ""
    assert queries.last_entries(1, reader=Actor.person(cast.owner.pk, "김민지"))[0].url == "/ledger/1/"


def test_the_language_is_the_readers(write):
    write()
    with translation.override("en"):
        assert queries.last_entries(1)[0].what.startswith("Gave")


def test_changes_are_listed_member_by_member(write):
    write(before={"limit": 300, "open": True}, after={"limit": -400, "rules": ["a", "b"], "deep": [{"x": 1}]})
    told = reading.tell([Entry.objects.get()], "ko")[0]
    assert [(change.name, change.before, change.after) for change in told.changes()] == [
        ("limit", "300", "−400"),
        ("open", "○", None),
        ("deep.0.x", None, "1"),
        ("rules", None, "a, b"),
    ]


def test_a_link_is_quoted_and_needs_its_values(write):
    write(subject=Subject("thing", "a/b c"))
    told = reading.tell([Entry.objects.get()], "ko")[0]
    assert told.subject_url() == "/things/a%2Fb%20c/"


def test_the_state_says_how_far_anchors_reach(write):
    assert queries.state() == queries.LedgerState(0, "", 0, None, None)
    write()
    commands.anchor()
    state = queries.state()
    assert (state.entries, state.anchored_up_to) == (3, 2)  # the key and the anchor have entries of their own
    assert state.anchored_at is not None
    commands.verify_now(actor=OPERATOR, why="날마다")
    verified = queries.state().last_verified
    assert verified is not None
    assert (verified.status, verified.entries, verified.anchored) == ("intact", 3, 2)
