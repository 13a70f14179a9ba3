"""Messages to Slack, Teams and web hooks through Apprise, in a process of their own.

Apprise resolves and connects by itself, so it runs in a child that knows no name but the one whose addresses were
judged, that follows no redirect, and that is killed when its time is up: a hook that hangs holds up nobody.
"""

from __future__ import annotations

from jangbu.engines.notify.addresses import KINDS, Destination, destination
from jangbu.engines.notify.sending import Outcome, recognised, send
from jangbu.engines.notify.writing import Text

__all__ = ["KINDS", "Destination", "Outcome", "Text", "destination", "recognised", "send"]
