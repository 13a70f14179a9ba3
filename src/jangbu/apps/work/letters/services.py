"""Writing and posting letters.

SMTP knows no "exactly once". A letter is claimed before it is sent, so two workers never send it both; if the line
broke after the mail was handed over and before the answer came, nobody can know, and it is not sent again of itself:
the page says so and a person decides. Its Message-ID stays the same, by which mail servers know a second copy.
"""

from __future__ import annotations

import smtplib
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage as Outgoing
from django.core.mail import get_connection
from django.db import transaction

from jangbu.apps.base.content import keep, place_of
from jangbu.apps.base.mail import is_set_up
from jangbu.apps.base.permission import require
from jangbu.apps.work import actions, problems
from jangbu.apps.work.letters.models import Letter
from jangbu.apps.work.runs.models import Run
from jangbu.apps.work.telling import tell
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

LATE = timedelta(seconds=20)  # a letter nobody posted by then is posted by the worker
LOST = timedelta(minutes=10)  # a claim older than this belongs to a process that died

# What a server says before it has taken the mail: then it surely did not go out.
REFUSED = (smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)


def write_letter(run: Run, message: EmailMessage, *, clock: Clock = system_clock) -> Letter:
    """Keep a mail to be posted. The same Message-ID again is the same letter. Writes no more than its row and bytes."""
    raw = message.as_bytes()
    kept = keep(Path(settings.CONTENT_STORE), [raw])
    recipients = [address.addr_spec for name in ("To", "Cc") for address in getattr(message[name], "addresses", ())]
    made, _new = Letter.objects.get_or_create(
        message_id=str(message["Message-ID"]),
        defaults={
            "run": run,
            "subject": str(message["Subject"])[:200],
            "recipients": recipients,
            "fingerprint": kept.fingerprint,
            "created_at": clock(),
        },
    )
    return made


def post(letter_id: str, *, clock: Clock = system_clock) -> str:
    """Send it unless somebody else has. Returns the state it is in then; a mail server's refusal is a state, not an
    error."""
    claimed = Letter.objects.filter(pk=letter_id, state=Letter.State.READY)
    if not claimed.update(state=Letter.State.SENDING, tried_at=clock()):
        return str(Letter.objects.values_list("state", flat=True).get(pk=letter_id))
    letter = Letter.objects.select_related("run__automation").get(pk=letter_id)
    letter.state, letter.error = _sent(letter)
    if letter.state == Letter.State.SENT:
        letter.sent_at = clock()
    with transaction.atomic():
        letter.save(update_fields=["state", "error", "sent_at"])
        said = {"subject": letter.subject, "message_id": letter.message_id, "error": letter.error}
        action = actions.LETTER_SENT if letter.state == Letter.State.SENT else actions.LETTER_UNSENT
        said |= {"state_ko": WORDS[letter.state][0], "state_en": WORDS[letter.state][1]}
        tell(action, letter.run, Actor.system(), letter.run.version.why, {**said, "to": len(letter.recipients)})
    return letter.state


WORDS = {
    Letter.State.SENT: ("보냈어요", "sent"),
    Letter.State.FAILED: ("메일 서버가 받지 않았어요", "the mail server refused it"),
    Letter.State.UNCERTAIN: ("갔는지 알 수 없어요", "nobody can know whether it went"),
    Letter.State.UNSENT: ("메일 서버가 없어요", "no mail server is set up"),
}


def _sent(letter: Letter) -> tuple[Letter.State, str]:
    if not is_set_up():
        return Letter.State.UNSENT, ""
    raw = place_of(Path(settings.CONTENT_STORE), letter.fingerprint).read_bytes()
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        return Letter.State.FAILED, _said(error)
    try:
        connection.send_messages([_Kept(raw, letter.recipients)])
    except REFUSED as error:
        return Letter.State.FAILED, _said(error)
    except (smtplib.SMTPException, OSError) as error:
        return Letter.State.UNCERTAIN, _said(error)
    finally:
        connection.close()
    return Letter.State.SENT, ""


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        told = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"{error.smtp_code} {told}"[:200]
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {told.decode('utf-8', 'replace')}" for code, told in error.recipients.values())[:200]
    return f"{type(error).__name__}"[:200]


class _Kept(Outgoing):
    """Bytes that are sent as they are kept, through whatever backend is set up."""

    def __init__(self, raw: bytes, recipients: list[str]) -> None:
        super().__init__(to=recipients)
        self._raw = raw

    def message(self, *_args: object, **_options: object) -> _Kept:  # type: ignore[override]  # all it needs is below
        return self

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n") -> bytes:
        return self._raw.replace(b"\r\n", b"\n").replace(b"\n", linesep.encode())

    def as_string(self) -> str:
        return self._raw.decode("utf-8", "replace")


def send_again(letter: Letter, *, actor: Actor, why: str, clock: Clock = system_clock) -> str:
    """A person decides to send what did not go, or may not have gone, with the same Message-ID."""
    require(actor, "work.approve")
    if not why.strip():
        raise Problem(problems.REASON_MISSING)
    with transaction.atomic():
        again = (Letter.State.FAILED, Letter.State.UNCERTAIN, Letter.State.UNSENT)
        if not Letter.objects.filter(pk=letter.pk, state__in=again).update(state=Letter.State.READY):
            raise Problem(problems.NOTHING_TO_DO)
        tell(actions.LETTER_AGAIN, letter.run, actor, why, {"subject": letter.subject})
    return post(letter.pk, clock=clock)


def post_waiting(*, clock: Clock = system_clock) -> int:
    """What a process that died left behind: the unposted is posted, the half-sent becomes a doubt. Returns how many."""
    Letter.objects.filter(state=Letter.State.SENDING, tried_at__lt=clock() - LOST).update(state=Letter.State.UNCERTAIN)
    ready = Letter.objects.filter(state=Letter.State.READY, created_at__lt=clock() - LATE)
    waiting = list(ready.values_list("pk", flat=True)[:200])
    for letter_id in waiting:
        post(letter_id, clock=clock)
    return len(waiting)
