"""One HTTP exchange with an address that a person wrote down: judged, pinned, bounded in time and size, no redirect."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from jangbu.engines.llm import Outside, Timeouts
from jangbu.engines.llm.addresses import Resolve, Target, checked_target
from jangbu.engines.llm.attempts import Exchange, exchange

TIMES = Timeouts(connect_s=5.0, read_s=15.0, total_s=20.0)


def target_of(url: str, *, inside: bool, resolver: Resolve) -> tuple[Target, str]:
    """The judged address, and what follows it: a closing slash and the query, which such addresses often have.

    Raises Problem llm.address_refused; without `inside`, for this computer and the firm's own network too.
    """
    parts = urlsplit(url)
    base = urlunsplit((parts.scheme, parts.netloc, parts.path, "", parts.fragment))
    rest = ("/" if parts.path.endswith("/") else "") + (f"?{parts.query}" if parts.query else "")
    return checked_target(base, private_allowed=inside, resolver=resolver), rest


def ask(
    method: str,
    url: str,
    *,
    inside: bool,
    headers: Mapping[str, str],
    body: bytes = b"",
    outside: Outside,
) -> Exchange:
    """Raises Problem llm.address_refused; every other trouble is how the exchange ended."""
    target, rest = target_of(url, inside=inside, resolver=outside.resolve)
    return exchange(target, method, rest, headers, body, TIMES, outside, None)
