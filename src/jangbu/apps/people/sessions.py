"""Which browsers a person is signed in with, and whether each has shown the second factor."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.signals import authentication_step_completed, password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.signals import request_finished, request_started
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_noop as noop

from jangbu.apps.people import actions, standing
from jangbu.apps.people.models import SECOND_FACTOR_KEY, SECOND_FACTORS, Person, SignIn
from jangbu.apps.people.services.persons import end_sessions
from jangbu.apps.people.services.telling import tell
from jangbu.kernel.clock import system_clock
from jangbu.kernel.entry import Actor

BROWSERS = {"Edg/": "Edge", "Whale/": "Whale", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "macOS"}
FACTOR_NAMES = {"totp": "TOTP", "webauthn": "passkey"}
PRINTABLE = re.compile(r"[^\w ./-]")


def connect() -> None:
    """Called once, when the apps are ready."""
    request_started.connect(standing.begin_request, dispatch_uid="people.standing")
    request_finished.connect(standing.end_request, dispatch_uid="people.standing")
    user_logged_in.connect(_signed_in, dispatch_uid="people.sessions")
    user_logged_out.connect(_signed_out, dispatch_uid="people.sessions")
    authentication_step_completed.connect(_stepped, dispatch_uid="people.sessions")
    authenticator_added.connect(_factor_added, dispatch_uid="people.sessions")
    authenticator_removed.connect(_factor_removed, dispatch_uid="people.sessions")
    for signal in (password_changed, password_set, password_reset):
        signal.connect(_password_changed, dispatch_uid="people.sessions")


def device_of(request: HttpRequest) -> str:
    """Such as "Chrome · Windows": enough to recognise one's own browser, too little to follow anybody."""
    agent = str(request.META.get("HTTP_USER_AGENT", ""))
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), PRINTABLE.sub("", agent)[:24] or "?")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "Linux" if "Linux" in agent else "")
    return f"{browser} · {system}" if system else browser


def _signed_in(request: HttpRequest, user: Person, **_sent: Any) -> None:
    if not request.session.session_key:
        request.session.save()
    now = {"person": user, "device": device_of(request), "started_at": system_clock()}
    SignIn.objects.update_or_create(session_key=request.session.session_key, defaults=now)


def _signed_out(request: HttpRequest, **_sent: Any) -> None:
    SignIn.objects.filter(session_key=request.session.session_key or "").delete()


def _stepped(request: HttpRequest, user: Person, method: str, **_sent: Any) -> None:
    """A code or a passkey was accepted in this session, at sign-in or when asked again."""
    if method == "mfa":
        request.session[SECOND_FACTOR_KEY] = user.pk


def _factor_added(request: HttpRequest, user: Person, authenticator: Any, **_sent: Any) -> None:
    if authenticator.type not in SECOND_FACTORS:
        return
    request.session[SECOND_FACTOR_KEY] = user.pk
    # Who holds only the password may be signed in elsewhere, and could turn the new factor off again with it.
    end_sessions(user, request.session.session_key)
    standing.forget()
    _tell_of_factor(actions.FACTOR_ADDED, user, authenticator.type)


def _factor_removed(request: HttpRequest, user: Person, authenticator: Any, **_sent: Any) -> None:
    if authenticator.type not in SECOND_FACTORS:
        return
    standing.forget()
    if not Authenticator.objects.filter(user_id=user.pk, type__in=SECOND_FACTORS).exists():
        request.session.pop(SECOND_FACTOR_KEY, None)
    _tell_of_factor(actions.FACTOR_REMOVED, user, authenticator.type)


def _tell_of_factor(action: Any, person: Person, kind: str) -> None:
    with transaction.atomic():
        actor = Actor.person(person.pk, person.name)
        tell(action, person, actor=actor, why=noop("본인 설정"), where="내 계정", after={"factor": FACTOR_NAMES[kind]})


def _password_changed(request: HttpRequest, user: Person, **_sent: Any) -> None:
    """Django has closed the other sessions already, by the new hash; this browser's row follows its new key."""
    with transaction.atomic():
        user.sign_ins.all().delete()
        actor = Actor.person(user.pk, user.name)
        tell(actions.PASSWORD_CHANGED, user, actor=actor, why=noop("본인 설정"), where="내 계정")
    if request.user.is_authenticated and request.user.pk == user.pk:
        _signed_in(request, user)
