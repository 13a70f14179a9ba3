"""Mending what is too large for a page: previewed beside it with exact counts, made beside it, taken back as ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from jangbu.apps.sources import services
from jangbu.apps.sources.cleaning import queries as cleaning
from jangbu.apps.sources.cleaning import services as mends
from jangbu.apps.sources.cleaning.models import Judgement, MendRun
from jangbu.apps.sources.looking import running
from jangbu.apps.sources.looking import services as looking
from jangbu.apps.sources.looking.models import Look
from jangbu.apps.sources.models import Version
from jangbu.apps.sources.tests.clearing import TODAY, cleared
from jangbu.engines.quality import mending
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor

LINES = [f"주식회사 한빛{chr(0xAC00 + 28 * n)},02{3000 + n}{1000 + n},모름{n}" for n in range(40)]
LINES += [f"(주)대한{chr(0xAC00 + 28 * n)},02-{4000 + n}-{1000 + n},서울 중앙로 {n + 1}" for n in range(60)]
SHORTER = """recipe: 1
name: 전화만
for: {columns: [상호, 전화, 주소]}
steps:
- {id: p, what: normalise, columns: [전화], options: {kind: phone}}
"""


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch):
    monkeypatch.setattr(cleaning, "ROWS", 50)


@pytest.fixture
def version(owner) -> Version:
    table = "\n".join(["상호,전화,주소", *LINES]).encode()
    taken = services.add_bytes([table], "거래처.csv", actor=owner, why="시험", as_of=TODAY)
    cleared(taken.version.dataset, owner)
    return taken.version


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.owner)


def work(kind: str) -> Look:
    look = Look.objects.get(kind=kind, state=Look.State.QUEUED)
    running.run(look.pk, look.turn)
    return Look.objects.get(pk=look.pk)


def previewed(client, version: Version):
    client.post(reverse("dataset-look-start", args=[version.dataset_id, "mend"]))
    work("mend")
    return client.get(reverse("dataset-mend", args=[version.dataset_id]))


def sent(version: Version, text: str, do: str, **more):
    return {"version": version.pk, "yaml": text, "do": do, **more}


@pytest.mark.django_db
def test_the_preview_of_a_large_version_is_that_of_a_small_one(client, version, monkeypatch):
    url = reverse("dataset-mend", args=[version.dataset_id])
    assert "살펴보기 시작" in client.get(url).content.decode()
    large = previewed(client, version).context
    assert version.dataset.versions.count() == 1
    monkeypatch.setattr(cleaning, "ROWS", 50_000)
    small = client.get(url).context
    for each in ("yaml", "steps", "changes", "rows_before", "rows_after", "unread"):
        assert large[each] == small[each], each


@pytest.mark.django_db
def test_a_large_mend_is_made_beside_the_page_and_taken_back(client, version):
    page, apply = previewed(client, version), reverse("dataset-mend-apply", args=[version.dataset_id])
    client.post(apply, sent(version, page.context["yaml"], "apply", why="표기를 맞추려고"))
    waiting = client.get(reverse("dataset-mend", args=[version.dataset_id])).content.decode()
    assert "100행을 손질하는 중" in waiting
    client.post(apply, sent(version, page.context["yaml"], "apply"))
    assert client.post(apply, sent(version, SHORTER, "apply")).status_code == 409
    assert work("apply").state == Look.State.DONE
    run = MendRun.objects.get()
    assert (run.before_id, run.after.number, run.after.rows) == (version.pk, 2, 100)
    assert "지난 손질" in client.get(reverse("dataset-mend", args=[version.dataset_id])).content.decode()
    client.post(reverse("dataset-mend-undo", args=[version.dataset_id]), {"run": run.pk})
    assert version.dataset.versions.first().fingerprint == version.fingerprint


@pytest.mark.django_db
def test_another_recipe_is_previewed_in_place_of_the_one_at_work(client, version):
    previewed(client, version)
    apply = reverse("dataset-mend-apply", args=[version.dataset_id])
    client.post(apply, sent(version, SHORTER.replace("전화만", "처음"), "preview"))
    client.post(apply, sent(version, SHORTER, "preview"))
    work("mend")
    page = client.get(reverse("dataset-mend", args=[version.dataset_id]))
    assert [step["id"] for step in page.context["steps"]] == ["p"]
    assert page.context["changes"] == 40


@pytest.mark.django_db
def test_a_mend_that_was_cut_off_after_it_was_made_is_not_made_twice(client, version, monkeypatch):
    page, apply = previewed(client, version), reverse("dataset-mend-apply", args=[version.dataset_id])
    client.post(apply, sent(version, page.context["yaml"], "apply"))
    monkeypatch.setattr(running, "_keep", lambda *_anything: None)
    assert work("apply").state == Look.State.RUNNING
    monkeypatch.undo()
    monkeypatch.setattr(cleaning, "ROWS", 50)
    look = Look.objects.get(kind="apply")
    looking.take_up(look, clock=lambda: system_clock() + timedelta(minutes=1))
    assert work("apply").state == Look.State.DONE
    assert (MendRun.objects.count(), version.dataset.versions.count()) == (1, 2)


@pytest.mark.django_db
def test_a_mend_that_breaks_at_the_last_moment_leaves_nothing(client, owner, version, monkeypatch):
    page, apply = previewed(client, version), reverse("dataset-mend-apply", args=[version.dataset_id])
    client.post(apply, sent(version, page.context["yaml"], "apply"))

    def broken(*_anything, **_more):
        raise OSError

    monkeypatch.setattr(mends, "record_lineage", broken)
    look = work("apply")
    assert look.state == Look.State.FAILED
    assert not MendRun.objects.exists()
    assert version.dataset.versions.count() == 1
    shown = client.get(reverse("dataset-mend", args=[version.dataset_id])).content.decode()
    assert "손질하다 멈췄어요. 바뀐 것은 없어요." in shown
    monkeypatch.undo()
    monkeypatch.setattr(cleaning, "ROWS", 50)
    client.post(reverse("dataset-look-start", args=[version.dataset_id, "apply"]))
    assert work("apply").state == Look.State.DONE


@pytest.mark.django_db
def test_nothing_is_mended_that_was_not_asked_for(client, version, cast, sign_in):
    start = reverse("dataset-look-start", args=[version.dataset_id, "apply"])
    assert client.post(start).status_code == 400
    previewed(client, version)
    assert sign_in(cast.member).post(start).status_code in (400, 403)
    assert not Look.objects.filter(kind="apply").exists()


@pytest.mark.django_db
def test_values_nobody_could_read_are_typed_in_for_a_large_version(client, version):
    previewed(client, version)
    form = {"version": version.pk, "column0": "주소", "value0": "모름3", "new0": "서울 중앙로 77"}
    client.post(reverse("dataset-mend-typed", args=[version.dataset_id]), form)
    work("apply")
    assert MendRun.objects.get().counts["changed"] == 1


@pytest.mark.django_db
def test_rows_of_a_large_version_are_gone_through_and_go_into_the_next_look(client, version):
    label = reverse("dataset-label", args=[version.dataset_id])
    assert "살펴보기 시작" in client.get(label).content.decode()
    client.post(reverse("dataset-look-start", args=[version.dataset_id, "errors"]))
    work("errors")
    rows = client.get(label).context["rows"]
    assert 0 < len(rows) <= 20
    assert [name for name, _now, _right in rows[0].cells] == ["상호", "전화", "주소"]
    cells = {f"cell{place}": right for place, (_name, _now, right) in enumerate(rows[0].cells)}
    client.post(reverse("dataset-label-row", args=[version.dataset_id]), {"row": rows[0].row, **cells})
    assert Judgement.objects.get().kind == "label"
    again = client.get(label)
    assert again.context["rows"][0].done
    assert again.context["look"].state == "stale"
    client.post(reverse("dataset-look-start", args=[version.dataset_id, "errors"]))
    work("errors")
    assert client.get(label).context["rows"][0].done


def draft(client, version, text, do, **more):
    return client.post(reverse("dataset-mend-apply", args=[version.dataset_id]), sent(version, text, do, **more))


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [50, 50_000], ids=["large", "small"])
def test_steps_are_added_moved_changed_and_taken_out_and_the_text_follows(client, version, monkeypatch, rows):
    previewed(client, version)
    monkeypatch.setattr(cleaning, "ROWS", rows)

    def told(page) -> list[str]:
        return [step.id for step in mending.parse_recipe(page.context["yaml"]).steps]

    added = draft(client, version, SHORTER, "put", what="case", columns=["상호"], **{"field-to": "upper"})
    assert told(added) == ["p", "case"]
    assert [line["label"] for line in added.context["lines"]] == ["한 가지 표기로 맞추기", "영문 대소문자 맞추기"]
    moved = draft(client, version, added.context["yaml"], "up:1")
    assert told(moved) == ["case", "p"]
    opened = draft(client, version, moved.context["yaml"], "open:0")
    assert (opened.context["open"], opened.context["what"]) == (0, "case")
    assert [name for name, chosen in opened.context["names"] if chosen] == ["상호"]
    changed = draft(
        client,
        version,
        moved.context["yaml"],
        "put",
        at="0",
        what="case",
        columns=["상호", "주소"],
        **{"field-to": "lower"},
    )
    step = mending.parse_recipe(changed.context["yaml"]).steps[0]
    assert (step.id, step.columns, dict(step.options)) == ("case", ("상호", "주소"), {"to": "lower"})
    assert told(draft(client, version, changed.context["yaml"], "remove:0")) == ["p"]
    assert version.dataset.versions.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [50, 50_000], ids=["large", "small"])
def test_what_is_wrong_with_a_step_is_told_beside_it_and_nothing_typed_is_lost(client, version, monkeypatch, rows):
    previewed(client, version)
    monkeypatch.setattr(cleaning, "ROWS", rows)
    bare = draft(client, version, SHORTER, "put", what="case", **{"field-to": "upper"})
    assert "열" in bare.context["trouble"]
    assert bare.context["what"] == "case"
    broken = draft(client, version, "steps: [", "preview")
    assert broken.status_code == 200
    assert (broken.context["yaml"], bool(broken.context["trouble"])) == ("steps: [", True)


@pytest.mark.django_db
def test_the_form_shows_what_each_kind_of_step_asks(client, version):
    url = reverse("dataset-mend-step", args=[version.dataset_id])
    for what in mending.STEP_FORMS:
        page = client.get(url, {"what": what})
        assert page.context["what"] == what
        assert page.status_code == 200
