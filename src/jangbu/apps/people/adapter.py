"""How allauth treats accounts here."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from jangbu.apps.people.models import Firm, Person
from jangbu.apps.people.sealing import seal, unseal


class InviteOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in a moment ago sets up a second factor without typing the password again at once.

        Only there: a dangerous action of ours (app "people") always asks.
        """
        request = context.request
        if app == "allauth.mfa" and request is not None:
            records = get_authentication_records(request, request.user)
            return not records or time.time() - records[-1]["at"] >= app_settings.REAUTHENTICATION_TIMEOUT
        return True

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """Whoever has neither password nor app is asked for the passkey first, not for a precious recovery code."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists():
            return methods
        return sorted(methods, key=lambda method: bool(method["id"] == "mfa_reauthenticate"))

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """Only for those who have set a password: an invitation that ran out is not renewed through this door."""
        if user.has_usable_password() and user.is_active:
            super().send_password_reset_mail(user, email, context)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second factors with their secrets sealed at rest."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a passkey prompt names: the firm, not the address it happens to be served from."""
        firm = Firm.objects.first()
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": firm.name if firm else "장부"}
