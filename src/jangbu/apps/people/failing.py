"""Failed sign-ins on record: at most one entry a minute for each account, and one for all addresses nobody has."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth.signals import user_login_failed
from django.db import DatabaseError, transaction
from django.utils.translation import gettext_noop as noop

from jangbu.apps.ledger.services import now, record
from jangbu.apps.people import actions
from jangbu.apps.people.models import Person
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

log = logging.getLogger(__name__)


def connect() -> None:
    user_login_failed.connect(note_failure, dispatch_uid="jangbu.people.failing")


def note_failure(*, credentials: dict[str, Any], **_sent: object) -> None:
    """What was typed is not kept: it may be a password in the wrong field. A ledger that cannot be written lets
    nobody in, but must not turn a wrong password into an error page."""
    typed = str(credentials.get("email") or credentials.get("username") or "")
    person = Person.objects.filter(email__iexact=typed).first() if typed else None
    whose = ("있는 계정", "a known account") if person else ("모르는 주소", "an unknown address")
    subject = Subject("person", person.pk if person else "unknown")
    minute = now().strftime("%Y-%m-%dT%H:%M")
    try:
        with transaction.atomic():
            record(
                actions.SIGN_IN_FAILED,
                actor=Actor.system(),
                where="로그인",
                why=noop("비밀번호나 주소가 달라서"),
                subject=subject,
                after={"whose_ko": whose[0], "whose_en": whose[1]},
                dedupe_key=f"sign-in-failed:{subject.id}:{minute}",
            )
    except (DatabaseError, Problem) as error:
        log.warning("a failed sign-in could not be recorded: %s", type(error).__name__)
