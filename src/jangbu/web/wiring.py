"""Where ports meet their adapters, once, at start."""

from __future__ import annotations


def wire() -> None:
    """Bind the permission port and let apps subscribe to each other's news."""
    from jangbu.apps.base import permission  # noqa: PLC0415  # models exist only once the apps are loaded
    from jangbu.apps.people import queries as people  # noqa: PLC0415

    permission.bind(people.permits)
