"""When something goes wrong the reader gets a sentence and a next step, in their language, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.template.loader import get_template
from django.test import Client
from django.utils import translation

STATIC_PAGES = {
    "400.html": "made no sense",
    "403_csrf.html": "grown old",
    "413.html": "too large",
    "500.html": "our side",
}


@pytest.fixture(autouse=True)
def korean() -> Iterator[None]:
    """A request leaves its language behind in the thread."""
    with translation.override("ko"):
        yield


@pytest.mark.parametrize("name", STATIC_PAGES)
def test_a_page_that_must_not_fail_needs_nothing_to_be_drawn(name: str):
    page = get_template(name).render()
    assert "<h1" in page
    assert 'lang="ko"' in page
    with translation.override("en"):
        assert STATIC_PAGES[name] in get_template(name).render()


def test_a_page_that_is_not_there_is_told_to_a_visitor_without_the_menu(db: None):
    answer = Client().get("/nowhere/")
    assert answer.status_code == 404
    assert "찾는 화면이 없어요" in answer.content.decode()
    assert 'class="nav"' not in answer.content.decode()


def test_a_form_that_grew_old_is_refused_with_a_sentence(db: None):
    answer = Client(enforce_csrf_checks=True).post("/language/setlang/", {"language": "en"})
    assert answer.status_code == 403
    assert "이 화면은 오래됐어요" in answer.content.decode()


def test_too_much_at_once_is_refused_with_a_sentence(db: None):
    body, form = b"language=en&more=" + b"x" * (6 << 20), "application/x-www-form-urlencoded"
    answer = Client().post("/language/setlang/", body, content_type=form)
    assert answer.status_code == 413
    assert "너무 커요" in answer.content.decode()
