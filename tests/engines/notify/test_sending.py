"""Messages through Apprise against real HTTP servers on this computer: taken, refused, hanging, redirecting."""

from __future__ import annotations

import json
import threading

import pytest

from jangbu.engines.notify import Text, destination, recognised, send
from tests.fakes.listening import listening

LATE = Text("백업이 늦었어요", ("어제 것이 없어요",), ("백업 보기", "https://jangbu.example/backups/"))
SHORT = Text("t", ("b",), ("l", ""))


def answering(status: int, headers: dict[str, str] | None = None):
    return lambda _heard: (status, headers or {}, b"the secret of the receiver")


def test_a_hook_gets_title_and_body_with_the_query_its_address_had():
    with listening(answering(200)) as server:
        to = destination("webhook", f"{server.url}/hook/a?key=1&b=")
        assert send(to, ["127.0.0.1"], LATE, level="warning").sent
    (heard,) = server.heard
    told = json.loads(heard.body)
    assert (heard.path, heard.query) == ("/hook/a", {"key": ["1"]})
    assert (told["title"], told["message"]) == (
        "백업이 늦었어요",
        "어제 것이 없어요\n\n백업 보기: https://jangbu.example/backups/",
    )


def test_a_refusal_says_its_status_and_nothing_of_the_answer_or_the_address():
    with listening(answering(503)) as server:
        outcome = send(destination("webhook", f"{server.url}/hook?key=hidden"), ["127.0.0.1"], SHORT)
    assert (outcome.sent, outcome.said) == (False, "HTTP 503")


def test_a_hook_that_hangs_is_cut_off():
    stop = threading.Event()

    def hang(_heard):
        stop.wait(20)
        return 200, {}, b""

    with listening(hang) as server:
        outcome = send(destination("webhook", server.url), ["127.0.0.1"], SHORT, seconds=3.0)
        stop.set()
    assert (outcome.sent, outcome.said) == (False, "timeout")


def test_nobody_is_reached_but_the_judged_address_and_no_redirect_is_followed():
    with listening(answering(200)) as other:
        with listening(answering(302, {"location": f"{other.url}/inside"})) as server:
            assert not send(destination("webhook", server.url), ["127.0.0.1"], SHORT).sent
        assert not send(destination("webhook", other.url.replace("127.0.0.1", "localhost")), [], SHORT).sent
    assert other.heard == []


@pytest.mark.parametrize("pasted", ["ftp://example.com", "https://", "https://me:pw@example.com/x", "json://x", ""])
def test_what_is_no_web_address_is_refused(pasted):
    with pytest.raises(ValueError, match="no web address"):
        destination("webhook", pasted)


def test_addresses_of_slack_and_teams_are_known_by_their_form():
    slack = "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
    teams = (
        "https://prod-15.uksouth.logic.azure.com:443/workflows/3e6a1a2b5cd7f1ab99baa2e7/triggers/manual/paths/invoke"
        "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=abcdef"
    )
    assert recognised(destination("slack", slack))
    assert recognised(destination("teams", teams))
    assert not recognised(destination("slack", teams))
    assert not recognised(destination("teams", "https://example.com/hook"))


def test_a_slack_that_does_not_answer_is_said_to_be_unreachable():
    slack = "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
    assert send(destination("slack", slack), ["127.0.0.1"], SHORT).said == "unreachable"
