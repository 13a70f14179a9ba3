"""Letters to people, where a mail server is set up."""

from __future__ import annotations

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from jangbu.apps.base.mail import is_set_up
from jangbu.apps.people.queries import firm
from jangbu.apps.people.services.invitations import Invited

__all__ = ["is_set_up", "send_invitation"]


def send_invitation(invited: Invited, url: str) -> bool:
    """In the language of whoever is invited. Answers whether a letter went out; raises what the mail server raises."""
    if not is_set_up():
        return False
    held = firm()
    with translation.override(invited.person.language):
        context = {"person": invited.person, "url": url, "firm": held.name if held else "", "until": invited.expires_at}
        subject = render_to_string("people/mail/invitation_subject.txt", context).strip()
        body = render_to_string("people/mail/invitation.txt", context)
    send_mail(subject, body, None, [invited.person.email])
    return True
