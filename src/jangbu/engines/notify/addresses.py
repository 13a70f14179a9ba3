"""From the https address that a person pastes to what Apprise reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

Kind = Literal["slack", "teams", "webhook"]
KINDS: tuple[Kind, ...] = ("slack", "teams", "webhook")
# What Apprise makes of an address of each kind; it sends to no other.
CLASSES: dict[str, frozenset[str]] = {
    "slack": frozenset({"NotifySlack"}),
    "teams": frozenset({"NotifyWorkflows"}),  # the connectors of Office 365 before it were switched off in 2026
    "webhook": frozenset({"NotifyJSON"}),
}


@dataclass(frozen=True, slots=True)
class Destination:
    """`base` is to be judged (no query); `url` is what Apprise is given, and holds the secret."""

    kind: Kind
    base: str
    host: str
    url: str


def destination(kind: Kind, pasted: str) -> Destination:
    """Of an http(s) address. Raises ValueError for anything else, or one with an account in it."""
    parts = urlsplit(pasted.strip())
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.username or parts.password:
        raise ValueError("no web address")
    base = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    url = pasted.strip()
    if kind == "webhook":
        # Apprise reads a query as its own settings, except what begins with a minus: that goes to the receiver.
        query = urlencode([(f"-{name}", value) for name, value in parse_qsl(parts.query, keep_blank_values=True)])
        scheme = "jsons" if parts.scheme == "https" else "json"
        url = urlunsplit((scheme, parts.netloc, quote(parts.path, safe="/%:@!$&'()*+,;=~-._"), query, ""))
    return Destination(kind, base, parts.hostname, url)
