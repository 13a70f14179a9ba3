"""An empty home leads to creating the first owner, from this machine only."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from jangbu.apps.people.loopback import is_from_this_machine
from jangbu.apps.people.queries import home_is_empty


class FirstOwnerMiddleware:
    """Asks the database until somebody has started here, and never again: a firm does not go away while it runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.founded = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self.founded and self._leads_to_the_start(request):
            return redirect("first-owner")
        return self.get_response(request)

    def _leads_to_the_start(self, request: HttpRequest) -> bool:
        if request.path not in {"/", reverse("account_login")} or not is_from_this_machine(request):
            return False
        self.founded = not home_is_empty()
        return not self.founded
