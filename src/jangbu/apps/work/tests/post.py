"""A real mail server on this machine, and what arrived there."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller


class Inbox:
    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.refuse = ""
        self.breaks = False  # the line goes once the mail is taken and before the answer

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # aiosmtpd's name
        if self.refuse and self.refuse in address:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope) -> str:  # aiosmtpd's name
        self.received.append(envelope.content)
        if self.breaks:
            server.transport.abort()
        return "250 OK"

    def mails(self) -> list[EmailMessage]:
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.received]


@pytest.fixture
def post_office(settings) -> Iterator[Inbox]:
    """A real mail server on this machine."""
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "office@hanbit.example"
    yield inbox
    controller.stop()
