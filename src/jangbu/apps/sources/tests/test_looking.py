"""Looks: asked for once, told of, begun again after a kill, kept with the version and gone with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connections, transaction
from django.urls import reverse

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.sources import services
from jangbu.apps.sources.cleaning import queries as cleaning
from jangbu.apps.sources.cleaning.models import Judgement, MendRun
from jangbu.apps.sources.looking import matches, queries, running, shelf
from jangbu.apps.sources.looking import services as looking
from jangbu.apps.sources.looking.models import Look
from jangbu.apps.sources.models import Version
from jangbu.apps.sources.tests.clearing import TODAY, cleared
from jangbu.kernel.clock import fixed, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

NAMES = ("한빛정밀", "대한상사", "세종테크", "미래산업", "동양기계", "삼원전자", "태광물산", "진흥건설")
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def firm(number: int, *, again: bool = False) -> str:
    name = NAMES[number % 8] + chr(0xAC00 + 28 * number)
    city = ("서울", "부산", "대구", "인천")[number % 4]
    place = f"{city} 중앙로 {number + 1},{city}"
    if again:
        return f"{name}(주),02{3000 + number}{1000 + number},{place}"
    return f"주식회사 {name},02-{3000 + number}-{1000 + number},{place}"


def table(*lines: str) -> bytes:
    return "\n".join(["상호,전화,주소,시", *lines]).encode()


FIRST = [line for n in range(80) for line in ([firm(n), firm(n, again=True)] if n % 4 == 0 else [firm(n)])]
FRESH = [firm(1, again=True), firm(0), firm(90), firm(91), firm(91, again=True)]


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch):
    monkeypatch.setattr(cleaning, "ROWS", 50)


def delivered(owner, *lines: str) -> Version:
    taken = services.add_bytes([table(*lines)], "거래처.csv", actor=owner, why="시험", as_of=TODAY)
    if not hasattr(taken.version.dataset, "card"):
        cleared(taken.version.dataset, owner)
    return taken.version


@pytest.fixture
def version(owner) -> Version:
    return delivered(owner, *FIRST)


def looked(version: Version, kind: str, owner: Actor) -> Look:
    look = services.start_look(version, kind, actor=owner, why="시험")
    if look.state == Look.State.QUEUED:
        running.run(look.pk, look.turn)
    look.refresh_from_db()
    return look


def told() -> str:
    return " / ".join(entry.what for entry in ledger.last_entries(12))


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "page"), [("errors", "dataset-errors"), ("matches", "dataset-matches")])
def test_progress_survives_a_reload_and_ends_in_the_page_of_small_versions(cast, sign_in, version, kind, page):
    client = sign_in(cast.owner)
    url = reverse(page, args=[version.dataset_id])
    assert "살펴보기 시작" in client.get(url).content.decode()
    client.post(reverse("dataset-look-start", args=[version.dataset_id, kind]))
    look = Look.objects.get()
    for _reload in range(2):
        response = client.get(url)
        assert response.context["look"].state == "active"
        assert "100행을 살펴보는 중" in response.content.decode()
    poll = client.get(reverse("dataset-look", args=[version.dataset_id, kind]))
    assert "HX-Refresh" not in poll
    running.run(look.pk, look.turn)
    assert client.get(reverse("dataset-look", args=[version.dataset_id, kind]))["HX-Refresh"] == "true"
    done = client.get(url)
    assert done.context["look"].state == "done"
    assert done.templates[0].name == f"sources/cleaning/{kind}.html"
    assert "살펴보라고 했어요" in told()
    assert "찾았어요" in told()


@pytest.mark.django_db
def test_the_outcome_is_what_the_page_of_a_small_version_shows(monkeypatch, owner, version):
    looked(version, Look.Kind.ERRORS, owner)
    looked(version, Look.Kind.MATCHES, owner)
    kept, large = queries.suspicions(version), queries.large_paired(version)
    monkeypatch.setattr(cleaning, "ROWS", 50_000)
    direct = cleaning.suspicions(version)
    assert [(cell.row, cell.column, cell.proposed) for cell in kept.cells] == [
        (cell.row, cell.column, cell.proposed) for cell in direct.cells
    ]
    assert kept.questions == direct.questions
    assert large.paired.matches.clusters == cleaning.paired(version).matches.clusters


@pytest.mark.django_db
def test_a_look_whose_process_was_killed_is_begun_again_and_the_old_one_writes_nothing(owner, version):
    look = looking.start_look(version, Look.Kind.MATCHES, actor=owner, why="시험", clock=lambda: AT)
    assert not looking.is_dead(look, clock=lambda: AT + timedelta(seconds=29))
    killed = look.turn
    again = looking.take_up(look, clock=lambda: AT + timedelta(seconds=31))
    assert (again.state, again.starts) == ("queued", 2)
    assert again.turn != killed
    running.run(look.pk, killed)
    assert not shelf.place_of(look).exists()
    running.run(look.pk, again.turn)
    look.refresh_from_db()
    assert look.state == Look.State.DONE


@pytest.mark.django_db
def test_a_look_that_is_cut_off_each_time_is_given_up_with_a_reason(cast, sign_in, owner, version):
    look = looking.start_look(version, Look.Kind.ERRORS, actor=owner, why="시험", clock=lambda: AT)
    for start in range(1, looking.STARTS + 1):
        look = looking.take_up(look, clock=lambda start=start: AT + timedelta(minutes=start))
    assert look.state == Look.State.FAILED
    page = sign_in(cast.owner).get(reverse("dataset-errors", args=[version.dataset_id])).content.decode()
    assert "3번 시작했지만 끝나기 전에 멈췄어요" in page
    assert "다시 살펴보기" in page


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_look(cast, version, owner, monkeypatch):
    begun: list[str] = []
    monkeypatch.setattr(running, "begin", lambda look_id, turn: begun.append(look_id))
    together, found = Barrier(2), []

    def click() -> None:
        together.wait()
        found.append(looking.start_look(version, Look.Kind.MATCHES, actor=owner, why="시험").pk)
        connections.close_all()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == len(begun) == Look.objects.count() == 1


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_look_at_work(owner, version):
    look = looking.start_look(version, Look.Kind.MATCHES, actor=owner, why="시험")
    with pytest.raises(IntegrityError), transaction.atomic():
        Look.objects.create(version=version, kind=look.kind, key="0", asked_at=AT, beat_at=AT)


@pytest.mark.django_db(transaction=True)
def test_the_thread_of_the_site_does_it_and_leaves_no_connection(cast, version, owner, monkeypatch):
    threads: list[Thread] = []
    started = Thread.start

    def start(self: Thread) -> None:
        threads.append(self)
        started(self)

    monkeypatch.setattr(Thread, "start", start)
    look = looking.start_look(version, Look.Kind.MATCHES, actor=owner, why="시험")
    for thread in threads:
        thread.join()
    look.refresh_from_db()
    assert (look.state, look.share) == ("done", 1.0)


@pytest.mark.django_db
def test_a_look_that_fails_says_why_and_can_be_asked_for_again(cast, sign_in, owner, version, monkeypatch):
    def broken(*_anything: object) -> None:
        raise MemoryError

    monkeypatch.setitem(running.WORK, Look.Kind.MATCHES, broken)
    look = looked(version, Look.Kind.MATCHES, owner)
    assert look.state == Look.State.FAILED
    client = sign_in(cast.owner)
    page = client.get(reverse("dataset-matches", args=[version.dataset_id])).content.decode()
    assert "예상하지 못한 일로 멈췄어요 (MemoryError)" in page
    assert "멈췄어요" in told()
    monkeypatch.setitem(running.WORK, Look.Kind.MATCHES, matches.look)
    assert looked(version, Look.Kind.MATCHES, owner).state == Look.State.DONE


@pytest.mark.django_db
def test_new_rows_join_what_was_found_as_matching_anew_would_have_it(cast, sign_in, owner, version):
    looked(version, Look.Kind.MATCHES, owner)
    longer = delivered(owner, *FIRST, *FRESH)
    assert longer.number == 2
    looked(longer, Look.Kind.MATCHES, owner)
    joined = queries.large_paired(longer)
    assert joined.added["rows"] == len(FRESH)
    page = sign_in(cast.owner).get(reverse("dataset-matches", args=[version.dataset_id])).content.decode()
    assert "새로 온 5행을 이어 붙였어요" in page
    Look.objects.all().delete()
    looked(longer, Look.Kind.MATCHES, owner)
    anew = queries.large_paired(longer)
    assert anew.added is None
    assert joined.paired.matches.clusters == anew.paired.matches.clusters


@pytest.mark.django_db
def test_rows_that_changed_are_matched_anew(owner, version):
    looked(version, Look.Kind.MATCHES, owner)
    changed = delivered(owner, FIRST[0].replace("서울", "광주"), *FIRST[1:], *FRESH)
    looked(changed, Look.Kind.MATCHES, owner)
    assert queries.large_paired(changed).added is None


@pytest.mark.django_db
@pytest.mark.parametrize("again", [True, False], ids=["looked at again before", "not looked at since"])
def test_what_a_person_decided_stays_when_rows_join(cast, sign_in, owner, version, again):
    looked(version, Look.Kind.MATCHES, owner)
    found = queries.paired(version).matches.clusters
    apart, client = found[0], sign_in(cast.owner)
    single = [row for row in range(len(FIRST)) if not any(row in rows for rows in found)][:2]
    for rows, word in ((apart, "different"), (single, "same")):
        form = {"left": rows[0], "right": rows[1], "same": word}
        client.post(reverse("dataset-pair", args=[version.dataset_id]), form)
    assert client.get(reverse("dataset-matches", args=[version.dataset_id])).context["look"].state == "stale"
    if again:
        looked(version, Look.Kind.MATCHES, owner)
        assert apart not in queries.paired(version).matches.clusters
    longer = delivered(owner, *FIRST, *FRESH)
    looked(longer, Look.Kind.MATCHES, owner)
    clusters = queries.paired(longer).matches.clusters
    assert not any(set(apart) <= set(rows) for rows in clusters)
    if again:
        assert queries.large_paired(longer).added is not None
    assert queries.paired(longer).decided == 2
    assert not queries.standing_of(longer, Look.Kind.MATCHES).stale


@pytest.mark.django_db
def test_a_question_answered_on_a_large_version_goes_into_the_next_look(cast, sign_in, owner):
    lines = [
        f"{name}{n},{'02-' if n % 2 else '02'}{3000 + n}-{1000 + n},서울,서울" for n in range(20) for name in NAMES
    ]
    version = delivered(owner, *lines)
    looked(version, Look.Kind.ERRORS, owner)
    client, url = sign_in(cast.owner), reverse("dataset-errors", args=[version.dataset_id])
    question = client.get(url).context["question"]
    assert question is not None
    form = {"column": question["column"], "option": question["options"][0]["id"]}
    client.post(reverse("dataset-question", args=[version.dataset_id]), form)
    assert Judgement.objects.get().key == question["column"]
    assert client.get(url).context["look"].state == "stale"
    looked(version, Look.Kind.ERRORS, owner)
    page = client.get(url)
    assert page.context["look"].state == "done"
    assert Look.objects.count() == 1
    assert [each.name for each in shelf.folder_of(version.pk).iterdir()] == [Look.objects.get().pk]


@pytest.mark.django_db
def test_groups_of_a_large_version_are_merged(cast, sign_in, owner, version):
    client = sign_in(cast.owner)
    merge = reverse("dataset-merge", args=[version.dataset_id])
    assert client.post(merge, {"rule": "first"}).status_code == 409
    looked(version, Look.Kind.MATCHES, owner)
    client.post(merge, {"rule": "first"})
    asked = Look.objects.get(kind=Look.Kind.APPLY)
    assert not MendRun.objects.exists()
    running.run(asked.pk, asked.turn)
    assert MendRun.objects.get().after.rows == 80


@pytest.mark.django_db
def test_above_what_a_look_takes_the_command_is_named(cast, sign_in, owner, version, monkeypatch):
    monkeypatch.setattr(looking, "ROWS", 99)
    client = sign_in(cast.owner)
    response = client.get(reverse("dataset-matches", args=[version.dataset_id]))
    assert response.status_code == 413
    assert "./jangbu match" in response.content.decode()
    with pytest.raises(Problem, match="too_many_rows"):
        looking.start_look(version, Look.Kind.ERRORS, actor=owner, why="시험")


@pytest.mark.django_db
def test_whoever_may_not_see_personal_values_sees_masks_in_a_look_too(cast, sign_in, owner):
    people = "\n".join(["이름,전화", *(f"김민{chr(0xAC00 + 28 * n)},010-{2000 + n}-{1000 + n}" for n in range(60))])
    people += "\n김민가,010-2000-1000"
    taken = services.add_bytes([people.encode()], "고객.csv", actor=owner, why="시험", as_of=TODAY)
    looked(taken.version, Look.Kind.MATCHES, owner)
    page = sign_in(cast.member).get(reverse("dataset-matches", args=[taken.version.dataset_id]))
    assert page.context["groups"] == 1
    assert "010-2000-1000" not in page.content.decode()


def expired(owner: Actor, version: Version) -> None:
    cleared(version.dataset, owner, keep_number=1, keep_unit="days", keep_since="collected")
    services.delete_expired(actor=Actor.system(), clock=fixed(system_clock() + timedelta(days=3)))


@pytest.mark.django_db
def test_looks_and_their_files_go_with_the_content_of_their_version(owner, version):
    looked(version, Look.Kind.ERRORS, owner)
    looked(version, Look.Kind.MATCHES, owner)
    assert {each.name for each in shelf.folder_of(version.pk).glob("*/*")} == {shelf.OUTCOME, shelf.ROWS, shelf.INDEX}
    expired(owner, version)
    assert not Look.objects.exists()
    assert not shelf.folder_of(version.pk).exists()


@pytest.mark.django_db
def test_a_look_that_ends_after_its_content_was_deleted_keeps_nothing(owner, version, monkeypatch):
    def meanwhile(*told: object) -> dict[str, int]:
        expired(owner, version)
        return matches.look(*told)

    look = looking.start_look(version, Look.Kind.MATCHES, actor=owner, why="시험")
    monkeypatch.setitem(running.WORK, Look.Kind.MATCHES, meanwhile)
    running.run(look.pk, look.turn)
    assert not Look.objects.exists()
    assert not list(shelf.folder_of(version.pk).glob("*"))


@pytest.mark.django_db
def test_a_home_restored_without_the_files_asks_for_the_look_again(cast, sign_in, owner, version):
    look = looked(version, Look.Kind.MATCHES, owner)
    shelf.clear(look)
    page = sign_in(cast.owner).get(reverse("dataset-matches", args=[version.dataset_id]))
    assert page.context["look"].state == "none"
    assert looked(version, Look.Kind.MATCHES, owner).pk != look.pk
    assert queries.paired(version).matches.clusters
