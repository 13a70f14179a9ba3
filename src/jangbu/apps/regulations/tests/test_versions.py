"""A changed file is live at once, shows what it changes, can be gone back from; a bad one changes nothing."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.regulations import queries, services
from jangbu.apps.regulations.versions.files import SHIPPED, checked
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
NAME = "ai_basic_act"
JUNK = (
    *("", "null", "[]", "{}", "- 1", "{a: {b: [1, {c: 2}]}}", "[[1, 2], {predicate: 5}]", "2026-13-45", "&a [*a]"),
    *("[{predicate: acts_as, roles: {a: 1}}]", "{ko: 1, en: [2]}", "\x00", "'", "1e999", "[A31-1, A31-1, 7]"),
    *("!!x y", "yes: no: yes", "[" * 60),
)
RULE = "  - id: more\n    title: {ko: 더, en: More}\n    about: {ko: 더, en: More}\n    items:\n"
NEW = (
    "      - {id: X1, ko: 새 의무, en: A new duty, article: 제99조, severity: low, in_force_from: 2027-05-01, "
    "source: 시험, source_url: 'https://example.com', as_of: 2026-11-30, certainty: article, needs: []}\n"
)


def changed(text: str) -> str:
    later = text.replace("in_force_from: 2026-07-21", "in_force_from: 2026-08-01")
    return later.replace("version: 1", "version: 2") + RULE + NEW


def write(home, text: str, name: str = NAME) -> None:
    path = home / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))  # a clock too coarse to see two writes


def test_a_changed_file_counts_before_anybody_notices_and_is_kept_once_noticed(home, text):
    services.notice_files(actor=SYSTEM)
    assert queries.module(NAME).version == 1
    write(home, changed(text))
    assert queries.module(NAME).version == 2
    assert services.notice_files(actor=SYSTEM) == [NAME]
    assert services.notice_files(actor=SYSTEM) == []
    assert [each.number for each in queries.versions(NAME)] == [2, 1]
    told = ledger.history(Subject("regulation", NAME), 5)
    assert "더함 1, 뺌 0, 바뀜 1" in told[0].what or "1 added, 0 removed, 1 changed" in told[0].what


def test_the_difference_names_what_came_and_which_dates_moved(home, text):
    services.notice_files(actor=SYSTEM)
    write(home, changed(text))
    services.notice_files(actor=SYSTEM)
    found = queries.compare_versions(NAME, 1, 2)
    (moved, added) = found.changes
    assert (moved.item.id, moved.topics) == ("A35-1-2", ("dates",))
    assert moved.parts == (("in_force_from", "2026-07-21", "2026-08-01"),)
    assert (added.item.id, added.kind) == ("X1", "added")
    assert [each.kind for each in queries.compare_versions(NAME, 2, 1).changes] == ["changed", "removed"]


def test_going_back_serves_the_older_version_until_a_file_changes_again(home, text, owner):
    services.notice_files(actor=SYSTEM)
    write(home, changed(text))
    services.notice_files(actor=SYSTEM)
    services.roll_back(NAME, 1, actor=owner, why="날짜가 틀려서")
    assert queries.module(NAME).version == 1
    assert services.notice_files(actor=SYSTEM) == []
    assert queries.module(NAME).version == 1
    assert queries.serving(NAME).back
    with pytest.raises(Problem) as refused:
        services.roll_back(NAME, 1, actor=owner, why="또")
    assert refused.value.code == "regulations.serves_already"
    write(home, changed(text).replace("version: 2", "version: 3"))
    services.notice_files(actor=SYSTEM)
    assert queries.module(NAME).version == 3


def test_what_served_on_a_past_day_is_known(home, text):
    services.notice_files(actor=SYSTEM)
    between = datetime.now(UTC)
    write(home, changed(text))
    services.notice_files(actor=SYSTEM)
    assert queries.module(NAME, between).version == 1
    assert queries.module(NAME, datetime.now(UTC)).version == 2
    old = queries.compare_versions(NAME, 1, 2).old
    assert queries.older(NAME, old.fingerprint) == old


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("in_force_from: 2026-07-21", "in_force_from: 곧", "checklist.bad_value"),
        ("        in_force_from: 2026-07-21\n", "", "checklist.missing"),
        ("needs: [use_cases_decided]", "needs: [nobody_knows]", "checklist.unknown_predicate"),
        ("needs: [use_cases_decided]", "needs: [{predicate: records_kept, moons: 5}]", "regulations.wrong_parameters"),
        (
            "needs: [use_cases_decided]",
            "needs: [{predicate: records_kept, years: many}]",
            "regulations.wrong_parameters",
        ),
        ("needs: [use_cases_decided]", "leans_on: [A3-2]\n        needs: []", "checklist.circular"),
        ("kind: regulation", "kind: checklist", "regulations.not_a_module"),
        ("name: ai_basic_act", "name: other_act", "regulations.wrong_name"),
        ("groups:", "groups: [", "checklist.unreadable"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_and_the_old_one_stays(home, text, owner, old, new, code):
    services.notice_files(actor=SYSTEM)
    bad = text.replace(old, new, 1)
    if code == "checklist.circular":
        bad = bad.replace("needs: [explanations_ready]", "needs: []\n        leans_on: [A2-7]", 1)
    write(home, bad)
    services.notice_files(actor=SYSTEM)
    assert queries.module(NAME).version == 1
    fault = queries.faults()[NAME]
    assert fault["code"] == code
    assert fault["ko"]
    assert fault["en"]
    with pytest.raises(Problem) as refused:
        services.offer_file(bad.encode(), f"{NAME}.yaml", actor=owner)
    assert refused.value.code == code
    write(home, text.replace("version: 1", "version: 2"))
    services.notice_files(actor=SYSTEM)
    assert queries.faults() == {}
    assert queries.module(NAME).version == 2


def test_a_bad_file_in_a_fresh_home_leaves_what_ships(home):
    write(home, "kind: [")
    services.notice_files(actor=SYSTEM)
    assert queries.module(NAME).version == 1
    assert NAME in queries.faults()


def test_a_file_that_is_brought_changes_nothing_before_somebody_said_yes(home, text, owner, member):
    services.notice_files(actor=SYSTEM)
    offered = services.offer_file(changed(text).encode(), "ai_basic_act.yaml", actor=owner)
    assert queries.module(NAME).version == 1
    before = queries.module(NAME).fingerprint
    with pytest.raises(Problem):
        services.take_up(offered, against=before, actor=owner, why=" ")
    with pytest.raises(Problem) as stale:
        services.take_up(offered, against="0" * 64, actor=owner, why="고쳐서")
    assert stale.value.code == "regulations.changed_meanwhile"
    with pytest.raises(Problem):
        services.take_up(offered, against=before, actor=member, why="고쳐서")
    made = services.take_up(offered, against=before, actor=owner, why="고쳐서")
    assert (made.number, queries.module(NAME).version) == (2, 2)
    assert (home / f"{NAME}.yaml").read_text(encoding="utf-8") == changed(text)
    assert services.notice_files(actor=SYSTEM) == []
    with pytest.raises(Problem) as settled:
        services.take_up(offered, against=made.fingerprint, actor=owner, why="또")
    assert settled.value.code == "regulations.settled"


def test_the_same_file_again_and_none_at_all_are_refused(home, text, owner):
    for content, code in ((text.encode(), "nothing_changes"), (b"", "no_file"), (b"x" * 600_000, "no_file")):
        with pytest.raises(Problem) as refused:
            services.offer_file(content, f"{NAME}.yaml", actor=owner)
        assert refused.value.code == f"regulations.{code}"


def test_a_module_of_the_firm_comes_and_goes_with_its_file(home, text):
    write(home, text.replace("name: ai_basic_act", "name: our_rules"), "our_rules")
    services.notice_files(actor=SYSTEM)
    assert queries.module("our_rules").name == "our_rules"
    (home / "our_rules.yaml").unlink()
    assert services.notice_files(actor=SYSTEM) == ["our_rules"]
    with pytest.raises(Problem):
        queries.module("our_rules")
    assert (SHIPPED / "pipa.yaml").exists()


@pytest.mark.once
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, 400), junk=st.sampled_from(JUNK), cut=st.booleans())
def test_whatever_stands_in_a_line_is_read_or_refused_with_a_sentence(place, junk, cut):
    lines = (SHIPPED / "ai_basic_act.yaml").read_text(encoding="utf-8").splitlines()
    place %= len(lines)
    name, colon, _rest = lines[place].partition(": ")
    lines[place] = f"{name}{colon}{junk}" if colon else junk
    said = _read("\n".join(lines[: place + 1] if cut else lines))
    assert said is None or all(said)


def _read(text: str) -> tuple[str, str] | None:
    """The sentences of its refusal; None where it may serve."""
    try:
        checked(text.encode(), "ai_basic_act.yaml")
    except Problem as problem:
        return problem.sentence("ko"), problem.sentence("en")
    return None


def test_a_database_that_fails_leaves_the_folder_as_it_was(home, text, owner, monkeypatch):
    services.notice_files(actor=SYSTEM)
    offered = services.offer_file(changed(text).encode(), f"{NAME}.yaml", actor=owner)

    def fail(name: str, content: bytes) -> None:
        (home / f"{name}.yaml").write_bytes(content)
        raise OSError("disk full")

    monkeypatch.setattr("jangbu.apps.regulations.versions.services.write_own", fail)
    with pytest.raises(OSError, match="disk full"):
        services.take_up(offered, against=queries.module(NAME).fingerprint, actor=owner, why="고쳐서")
    assert not (home / f"{NAME}.yaml").exists()
    assert queries.module(NAME).version == 1
