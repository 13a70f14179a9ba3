"""Whether a request comes from the very machine that the site runs on."""

from __future__ import annotations

from ipaddress import ip_address

from django.http import HttpRequest

FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP")


def is_from_this_machine(request: HttpRequest) -> bool:
    """A loopback address, and no sign of a proxy in between: behind one, everybody comes from 127.0.0.1."""
    if any(header in request.META for header in FORWARDED):
        return False
    try:
        return ip_address(str(request.META.get("REMOTE_ADDR", ""))).is_loopback
    except ValueError:
        return False
