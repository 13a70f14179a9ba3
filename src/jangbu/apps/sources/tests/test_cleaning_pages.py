"""Cleaning: looking changes nothing, every decision has an undo, a mend keeps the version before."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.sources import services
from jangbu.apps.sources.cleaning import queries
from jangbu.apps.sources.cleaning.models import Judgement, MendRun
from jangbu.apps.sources.models import Version
from jangbu.apps.sources.tests.clearing import TODAY, cleared
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

NAMES = ("한빛정밀", "대한상사", "세종테크", "미래산업", "동양기계", "삼원전자", "태광물산", "진흥건설")


def customers() -> str:
    """80 firms, every fourth twice in another spelling; one city misspelt."""
    lines = ["상호,전화,주소,시"]
    for number in range(80):
        name = NAMES[number % 8] + chr(0xAC00 + 28 * number)
        city = ("서울", "부산", "대구", "인천")[number % 4]
        place = f"{city} 중앙로 {number + 1}"
        lines.append(f"주식회사 {name},02-{3000 + number}-{1000 + number},{place},{city}")
        if number % 4 == 0:
            lines.append(f"{name}(주),02{3000 + number}{1000 + number},{place},{city}")
    return "\n".join(lines)


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def version(owner) -> Version:
    taken = services.add_bytes([customers().encode()], "거래처.csv", actor=owner, why="시험", as_of=TODAY)
    cleared(taken.version.dataset, owner)
    return taken.version


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["dataset-errors", "dataset-matches", "dataset-mend", "dataset-fields"])
def test_looking_writes_nothing(cast, sign_in, version, name):
    client = sign_in(cast.owner)
    before = [entry.number for entry in ledger.last_entries(1)]
    response = client.get(reverse(name, args=[version.dataset_id]))
    assert response.status_code == 200
    assert version.dataset.versions.count() == 1
    assert not Judgement.objects.exists()
    assert [entry.number for entry in ledger.last_entries(1)] == before


@pytest.mark.django_db
def test_a_mend_makes_a_version_and_the_undo_gives_the_first_one_back(cast, sign_in, version):
    client = sign_in(cast.owner)
    page = client.get(reverse("dataset-mend", args=[version.dataset_id]))
    form = {"version": version.pk, "yaml": page.context["yaml"], "do": "apply", "why": "전화 표기를 맞추려고"}
    client.post(reverse("dataset-mend-apply", args=[version.dataset_id]), form)
    run = MendRun.objects.get()
    assert (run.before.number, run.after.number) == (1, 2)
    assert run.after.fingerprint != version.fingerprint
    client.post(reverse("dataset-mend-undo", args=[version.dataset_id]), {"run": run.pk})
    newest = version.dataset.versions.first()
    assert (newest.number, newest.fingerprint) == (3, version.fingerprint)
    assert "되돌려" in " ".join(entry.what for entry in ledger.last_entries(6))


@pytest.mark.django_db
def test_a_recipe_for_another_version_is_refused(cast, sign_in, version):
    client = sign_in(cast.owner)
    page = client.get(reverse("dataset-mend", args=[version.dataset_id]))
    form = {"version": "somebody was faster", "yaml": page.context["yaml"], "do": "apply"}
    response = client.post(reverse("dataset-mend-apply", args=[version.dataset_id]), form)
    assert response.status_code == 409
    assert not MendRun.objects.exists()


@pytest.mark.django_db
def test_the_same_firms_are_found_and_merged(cast, sign_in, version):
    client = sign_in(cast.owner)
    page = client.get(reverse("dataset-matches", args=[version.dataset_id]))
    assert page.context["groups"] == 20
    client.post(reverse("dataset-merge", args=[version.dataset_id]), {"rule": "non_empty"})
    assert version.dataset.versions.first().rows == 80


@pytest.mark.django_db
def test_a_pair_called_different_stays_apart_until_that_is_taken_back(cast, sign_in, version):
    client = sign_in(cast.owner)
    rows = queries.paired(version).matches.clusters[0]
    client.post(
        reverse("dataset-pair", args=[version.dataset_id]),
        {"left": rows[0], "right": rows[1], "same": "different"},
    )
    assert rows not in queries.paired(version).matches.clusters
    client.post(reverse("judgement-undo", args=[version.dataset_id]), {"kind": "pair"})
    assert rows in queries.paired(version).matches.clusters


@pytest.mark.django_db
def test_nothing_is_mended_before_the_card_is_confirmed(owner):
    taken = services.add_bytes([customers().encode()], "새것.csv", actor=owner, why="시험", as_of=TODAY)
    frame = queries.frame_of(taken.version, "mend")
    recipe = queries.quality.mending.propose_recipe(frame)
    with pytest.raises(Problem):
        services.mend(taken.version, frame, recipe, actor=owner, why="시험", as_of=TODAY)
    assert taken.version.dataset.versions.count() == 1


@pytest.mark.django_db
def test_one_field_is_not_given_to_two_columns(owner, version):
    with pytest.raises(Problem, match="target_twice"):
        services.save_fields(version, "customer", {"상호": "name", "시": "name"}, actor=owner, why="시험")
    services.save_fields(version, "customer", {"상호": "name", "시": None}, actor=owner, why="시험")
    assert queries.field_map(version.dataset, "customer") == {"상호": "name", "시": None}


@pytest.mark.django_db
def test_whoever_may_not_see_personal_values_sees_masks(cast, sign_in, owner):
    people = "\n".join(["이름,전화", *(f"김민{chr(0xAC00 + 28 * n)},010-{2000 + n}-{1000 + n}" for n in range(60))])
    taken = services.add_bytes([people.encode()], "고객.csv", actor=owner, why="시험", as_of=TODAY)
    client = sign_in(cast.member)
    for name in ("dataset-matches", "dataset-fields", "dataset-errors", "dataset-mend"):
        page = client.get(reverse(name, args=[taken.version.dataset_id])).content.decode()
        assert "010-2003-1003" not in page


@pytest.mark.django_db
def test_rows_that_were_gone_through_teach_and_can_be_taken_back(cast, sign_in, version):
    client = sign_in(cast.owner)
    page = client.get(reverse("dataset-label", args=[version.dataset_id]))
    assert len(page.context["rows"]) == 20
    row = page.context["rows"][0]
    cells = {f"cell{place}": now for place, (_name, now, _right) in enumerate(row.cells)}
    client.post(reverse("dataset-label-row", args=[version.dataset_id]), {"row": row.row, **cells, "cell3": "광주"})
    right = queries.labelled_rows(version)[row.row]
    assert right["시"] == "광주"
    wrong = [cell for cell in queries.suspicions(version).cells if (cell.row, cell.column) == (row.row, "시")]
    assert wrong[0].proposed == "광주"
    again = client.get(reverse("dataset-label", args=[version.dataset_id]))
    assert (again.context["done"], again.context["rows"][0].done) == (1, True)
    client.post(reverse("judgement-undo", args=[version.dataset_id]), {"kind": "label"})
    assert queries.labelled_rows(version) == {}


@pytest.mark.django_db
def test_each_column_may_keep_another_value_when_rows_are_merged(cast, sign_in, version):
    client = sign_in(cast.owner)
    form = {"rule": "first", "rule0": "longest", "rule1": "concat_distinct", "rule3": "made_up"}
    client.post(reverse("dataset-merge", args=[version.dataset_id]), form)
    step = queries.mending.parse_recipe(MendRun.objects.get().recipe).steps[0]
    assert step.options["rules"] == {"상호": "longest", "전화": "concat_distinct"}
    merged = queries.frame_of(version.dataset.versions.first(), "mend").row(0)
    assert merged["상호"].startswith("주식회사")
    assert ";" in merged["전화"]


@pytest.mark.django_db
def test_a_value_nobody_could_read_is_typed_in_wherever_it_stands(cast, sign_in, owner):
    lines = ["상호,전화", *(f"{name}{n},02{3000 + n}{1000 + n}" for n in range(8) for name in NAMES)]
    lines += ["갑을상사,본사로 문의", "병정상사,본사로 문의"]
    taken = services.add_bytes(["\n".join(lines).encode()], "전화.csv", actor=owner, why="시험", as_of=TODAY)
    cleared(taken.version.dataset, owner)
    client = sign_in(cast.owner)
    page = client.get(reverse("dataset-mend", args=[taken.version.dataset_id]))
    ((waiting, _why),) = page.context["unread"]
    assert (waiting.column, waiting.value, waiting.count) == ("전화", "본사로 문의", 2)
    form = {"version": taken.version.pk, "column0": "전화", "value0": "본사로 문의", "new0": "02-123-4567"}
    client.post(reverse("dataset-mend-typed", args=[taken.version.dataset_id]), form)
    newest = taken.version.dataset.versions.first()
    frame = queries.frame_of(newest, "mend")
    assert frame.column("전화")[-2:] == ["02-123-4567", "02-123-4567"]
    run = MendRun.objects.get()
    client.post(reverse("dataset-mend-undo", args=[taken.version.dataset_id]), {"run": run.pk})
    assert taken.version.dataset.versions.first().fingerprint == taken.version.fingerprint
