"""A route says what it needs. A view that says nothing is closed to everyone (see guard.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path

PUBLIC = "public"  # anybody, signed in or not
SIGNED = "signed"  # a machine without a session, which the view lets in by its signature alone
SIGNED_IN = "signed-in"  # anybody with an account and, where the role asks for it, a second factor

View = Callable[..., HttpResponseBase]


def route(pattern: str, view: View, *, name: str, needs: str) -> URLPattern:
    """`django.urls.path`, with the permission that the page needs ("ledger.read"), PUBLIC or SIGNED_IN."""

    def guarded(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(*args, **kwargs)

    guarded.__name__ = getattr(view, "__name__", name)
    guarded.__doc__ = view.__doc__
    guarded.__dict__.update(getattr(view, "__dict__", {}))
    guarded.needs = needs  # type: ignore[attr-defined]  # read by the guard and by the permission matrix test
    return path(pattern, guarded, name=name)


_needs: dict[str, str] = {}


def declare_needs(view_name: str, needs: str) -> None:
    """What a route that a library makes for us needs, by its view name ("api:vendors")."""
    _needs[view_name] = needs


def declared_needs(view_name: str) -> str | None:
    return _needs.get(view_name)
