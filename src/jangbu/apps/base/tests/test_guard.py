"""What passes the guard: who may, and only text."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_value_that_is_no_character_is_refused_with_a_sentence(cast, sign_in, method):
    client = sign_in(cast.owner)
    answer = getattr(client, method)(reverse("people"), {"q": "김\0민지"})
    assert answer.status_code == 400
    assert "page.not_text" in answer.content.decode()


def test_a_day_beyond_the_calendar_is_a_sentence_and_no_fault(cast, sign_in):
    client = sign_in(cast.owner)
    answer = client.post(reverse("runs-xes"), {"since": "0001-01-01", "until": "9999-12-31"})
    assert answer.status_code == 200
    assert b"<log" in b"".join(answer.streaming_content)
    answer.close()
