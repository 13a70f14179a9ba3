"""Sending a request until it is answered: what is worth another attempt, and how long to wait before it.

Waits follow the vendor's Retry-After, else double from half a second with jitter (Brooker, "Exponential Backoff and
Jitter", AWS 2015). A vendor that asks for more than a minute is told no: whoever runs the automation can wait, a
worker should not.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import Random
from secrets import randbits
from typing import Literal

import httpx

from jangbu.engines.llm.addresses import Resolve, Target, resolve
from jangbu.engines.llm.transport import PinnedTransport
from jangbu.kernel.clock import Clock, system_clock

RETRIED = {408, 409, 429}
REPLY_LIMIT = 10_000_000  # bytes
LONGEST_WAIT_S = 60.0
FIRST_WAIT_S = 0.5
LAST_WAIT_S = 8.0

Ending = Literal["answered", "unreachable", "timed_out", "cut_off", "too_large"]


@dataclass(frozen=True)
class Outside:
    """What a call needs of the world, so that a test can be the world. `random` None draws a fresh seed a call."""

    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    now: Clock = system_clock
    random: Random | None = None
    resolve: Resolve = resolve


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect, between two reads, and for one whole attempt."""

    connect_s: float = 10.0
    read_s: float = 60.0
    total_s: float = 120.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """How one attempt ended. `data` is the body where it was answered."""

    ending: Ending
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""

    @property
    def worth_another(self) -> bool:
        if self.ending == "answered":
            return self.status in RETRIED or self.status >= 500
        return self.ending != "too_large"

    @property
    def may_have_cost(self) -> bool:
        """The request went out and no answer says that it failed."""
        return self.ending in {"timed_out", "cut_off", "too_large"}


def exchange(
    target: Target,
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes,
    timeouts: Timeouts,
    outside: Outside,
    transport: httpx.BaseTransport | None,
) -> Exchange:
    """One attempt. Follows no redirect, reads no proxy or password from the environment, unpacks nothing."""
    deadline = outside.monotonic() + timeouts.total_s
    limits = httpx.Timeout(timeouts.read_s, connect=timeouts.connect_s)
    own = transport or PinnedTransport(target, deadline, outside.monotonic)
    client = httpx.Client(transport=own, timeout=limits, follow_redirects=False, trust_env=False)
    try:
        with client.stream(method, target.url + path, headers=dict(headers), content=body) as response:
            kept, size = [], 0
            for part in response.iter_raw():
                size += len(part)
                if size > REPLY_LIMIT:
                    return Exchange("too_large", response.status_code, dict(response.headers))
                if outside.monotonic() > deadline:
                    return Exchange("timed_out", response.status_code, dict(response.headers))
                kept.append(part)
            return Exchange("answered", response.status_code, dict(response.headers), b"".join(kept))
    except (httpx.ConnectError, httpx.ConnectTimeout):
        return Exchange("unreachable")
    except httpx.TimeoutException:
        return Exchange("timed_out")
    except httpx.TransportError:
        return Exchange("cut_off")
    finally:
        if transport is None:
            client.close()


def wait_before_next(ended: Exchange, attempt: int, outside: Outside, random: Random) -> float | None:
    """Seconds to wait after attempt number `attempt` (from 1), or None where the vendor asks for too long a wait."""
    asked = retry_after(ended.headers, outside.now)
    if asked is not None:
        return asked * (1 + 0.1 * random.random()) if asked <= LONGEST_WAIT_S else None
    usual = min(LAST_WAIT_S, FIRST_WAIT_S * 2.0 ** (attempt - 1))
    return usual * (0.5 + 0.5 * random.random())


def retry_after(headers: Mapping[str, str], now: Clock) -> float | None:
    """Seconds the vendor asks for: retry-after-ms, or Retry-After as seconds or an HTTP date (RFC 9110, 10.2.3)."""
    said = headers.get("retry-after", "").strip()
    for text, unit in ((headers.get("retry-after-ms", "").strip(), 0.001), (said, 1.0)):
        if text.isascii() and text.replace(".", "", 1).isdigit() and len(text) <= 12:
            return float(text) * unit
    if not said:
        return None
    try:
        moment: datetime = parsedate_to_datetime(said)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now()).total_seconds())


def seeded(outside: Outside) -> Random:
    return outside.random or Random(randbits(64))  # noqa: S311  # spreads retries; guards nothing
