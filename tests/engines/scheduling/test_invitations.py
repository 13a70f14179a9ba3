"""Invitations that arrive, and answers that are read but not believed blindly."""

from __future__ import annotations

import email
import smtplib
import socket
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from jangbu.engines.scheduling import Invited, Meeting, invitation, mail, parse_reply
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.errors import Problem

START = datetime(2026, 11, 26, 14, tzinfo=SEOUL)
GUEST = Invited("두레 김과장", "kim@dure.example")
MEETING = Meeting(
    "m1@hanbit.example",
    "방문 일정",
    START,
    START + timedelta(hours=1),
    Invited("이서준", "seojun@hanbit.example"),
    (GUEST, Invited("박도윤", "doyun@hanbit.example", required=False)),
    sequence=2,
    place="인천 공장",
)


class Inbox:
    def __init__(self) -> None:
        self.received: list[bytes] = []

    async def handle_DATA(self, _server, _session, envelope) -> str:  # aiosmtpd's name
        self.received.append(envelope.content)
        return "250 OK"


def test_an_invitation_arrives_over_a_real_mail_server():
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with smtplib.SMTP("127.0.0.1", port) as server:
            server.send_message(mail(MEETING, now=START, text="안녕하세요. 아래 시간에 뵙겠습니다."))
    finally:
        controller.stop()
    (raw,) = inbox.received
    message = email.message_from_bytes(raw, policy=email.policy.default)
    calendar = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    assert "UID:m1@hanbit.example" in calendar.get_content()


def reply(status: str = "ACCEPTED", sender: str = GUEST.email, **changes: str) -> bytes:
    text = invitation(replace(MEETING, invited=(GUEST,)), now=START).decode()
    text = text.replace("METHOD:REQUEST", "METHOD:REPLY").replace("NEEDS-ACTION", status)
    for old, new in changes.items():
        text = text.replace(old, new)
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"김과장 <{sender}>", "seojun@hanbit.example", "Re: 방문 일정"
    message.set_content("네")
    message.add_alternative(text, subtype="calendar", params={"method": "REPLY"})
    return message.as_bytes()


@pytest.mark.parametrize("status", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_an_answer_is_read(status):
    found = parse_reply(reply(status), MEETING)
    assert (found.uid, found.attendee, found.status, found.sequence) == (MEETING.uid, GUEST.email, status, 2)
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (reply(sender="other@dure.example"), "not by the attendee"),
        (reply(**{"SEQUENCE:2": "SEQUENCE:1"}), "earlier version"),
        (reply(**{"m1@hanbit": "m2@hanbit"}), "no invitation of ours"),
    ],
)
def test_an_answer_that_does_not_fit_is_warned_of(raw, word):
    assert any(word in warning["en"] for warning in parse_reply(raw, MEETING).warnings)


def test_a_stranger_is_not_believed():
    other = replace(MEETING, invited=(Invited("다른 분", "else@dure.example"),))
    assert any("not invited" in warning["en"] for warning in parse_reply(reply(), other).warnings)


@pytest.mark.parametrize("raw", [b"", b"Subject: hi\r\n\r\nno calendar", b"x" * 5_000_001])
def test_a_mail_without_an_answer_says_so(raw):
    with pytest.raises(Problem, match="reply_unreadable"):
        parse_reply(raw)


@pytest.mark.parametrize(
    "person",
    [
        Invited("이름\r\nBcc: all@x.example", "a@b.example"),
        Invited("a", "not an address"),
        Invited("a", "a@b.example\n"),
    ],
)
def test_headers_cannot_be_smuggled_in(person):
    with pytest.raises(Problem, match=r"scheduling\.address"):
        mail(replace(MEETING, invited=(person,)), now=START, text="")
