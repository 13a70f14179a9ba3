"""Odd tables through every page of a dataset: a page or a sentence, never a trace-back, and the version as it was."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from jangbu.apps.sources import services
from jangbu.apps.sources.cleaning.models import MendRun
from jangbu.apps.sources.tests.clearing import TODAY, cleared
from jangbu.kernel.entry import Actor

PAGES = ("dataset", "dataset-errors", "dataset-label", "dataset-matches", "dataset-mend", "dataset-fields")
DAYS = [f"202602{number % 28 + 1:02d}" for number in range(60)]
TABLES = {
    "nothing in two columns": [["a", "b", "c"], *[[n, "", ""] for n in range(40)]],
    "nothing at all": [["a", "b"], *[["", ""] for _ in range(40)]],
    "one row": [["이름", "전화"], ["김민지", "010-1234-5678"]],
    "names twice": [["이름", "이름", "전화"], *[[f"김{n}", f"이{n}", f"010-1111-{n:04d}"] for n in range(30)]],
    "a day that never was": [["id", "거래일자"], *enumerate(DAYS), [99, "20260230"]],
    "serial days": [["id", "거래일자"], *[[n, 46000 + n] for n in range(60)]],
    "won": [["id", "금액"], *[[n, f"{n * 1234567:,}원"] for n in range(60)]],
    "two hundred columns": [[f"c{n}" for n in range(200)], *[[n * r % 97 for n in range(200)] for r in range(1, 9)]],
}


def text(rows: list[list[object]]) -> bytes:
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue().encode()


CONTENTS = {name: text(rows) for name, rows in TABLES.items()}
CONTENTS["two encodings"] = "이름,시\n".encode() + "한글,부산\n".encode() * 40 + "서울시,서울\n".encode("cp949") * 3


@pytest.mark.django_db
@pytest.mark.parametrize("name", CONTENTS)
def test_every_page_of_an_odd_table_is_a_page_or_a_sentence(cast, sign_in, name):
    owner = Actor.person(cast.owner.pk, cast.owner.name)
    version = services.add_bytes([CONTENTS[name]], "표.csv", actor=owner, why="시험", as_of=TODAY).version
    client = sign_in(cast.owner)
    for page in PAGES:
        response = client.get(reverse(page, args=[version.dataset_id]))
        assert response.status_code in (200, 400, 409, 413, 422), (page, response.status_code)
        shown = response.content.decode()
        assert "Traceback" not in shown
        assert "요." in shown
    assert version.dataset.versions.count() == 1


@pytest.mark.django_db
def test_a_recipe_for_another_schema_is_told_beside_it_and_makes_no_version(cast, sign_in):
    owner = Actor.person(cast.owner.pk, cast.owner.name)
    version = services.add_bytes([CONTENTS["won"]], "표.csv", actor=owner, why="시험", as_of=TODAY).version
    cleared(version.dataset, owner)
    recipe = "recipe: 1\nname: 남\nfor: {columns: [상호]}\nsteps:\n- {id: t, what: trim, columns: [상호]}\n"
    url, client = reverse("dataset-mend-apply", args=[version.dataset_id]), sign_in(cast.owner)
    shown = client.post(url, {"version": version.pk, "yaml": recipe, "do": "preview"})
    assert "'상호' 열이 없어요" in shown.context["trouble"]
    assert "남" in shown.context["yaml"]
    assert client.post(url, {"version": version.pk, "yaml": recipe, "do": "apply"}).status_code >= 400
    assert not MendRun.objects.exists()
