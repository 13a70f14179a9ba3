"""What every page shows around its content: the menu, the firm, the reader."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from jangbu.apps.people import queries as people
from jangbu.web.navigation import menu


def shell(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": [], "firm": None}
    return {"menu": menu(request), "firm": people.firm()}
