"""The parent's side: a child for each message, with a limit of time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from jangbu.engines.notify.addresses import CLASSES, Destination
from jangbu.engines.notify.writing import Text, card_of, written

TIME = 25.0  # seconds that a message may take, connecting and waiting included
MODULE = "jangbu.engines.notify.child"
# Nothing of ours that is secret goes into the child, and no proxy between it and the judged address.
KEPT = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG", "LC_ALL", "VIRTUAL_ENV", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
LONGEST = 24 * 3600  # seconds that a receiver may ask us to wait
# What a second try would not change: a wrong key, a channel that is gone, a message that is not understood.
FINAL = frozenset(
    {"HTTP 400", "HTTP 401", "HTTP 403", "HTTP 404", "HTTP 405", "HTTP 410", "HTTP 413", "not recognised"}
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether it was taken, and otherwise a short word why, never the address: "HTTP 429 rate_limited", "timeout",
    "certificate", "unreachable". `wait` is for how many seconds the receiver asks not to be called."""

    sent: bool
    said: str = ""
    wait: int = 0

    @property
    def final(self) -> bool:
        """Whether trying again is in vain. A redirect is: where it leads was never judged."""
        status = self.said[:8]
        return not self.sent and (status in FINAL or self.said in FINAL or status.startswith("HTTP 3"))


def send(to: Destination, ips: Sequence[str], text: Text, *, level: str = "info", seconds: float = TIME) -> Outcome:
    """Send one message to a judged address; `level` is info, success, warning or failure. Takes `seconds` at most."""
    title, body = written(to.kind, text)
    more = urlencode(card_of(text), quote_via=quote) if to.kind == "teams" else ""
    url = f"{to.url}{'&' if '?' in to.url else '?'}{more}" if more else to.url
    told = {"do": "send", "url": url, "host": to.host, "ips": list(ips), "title": title, "body": body}
    answer = _child({**told, "level": level, "classes": sorted(CLASSES[to.kind])}, seconds)
    wait = answer.get("wait", 0)
    return Outcome(
        bool(answer.get("sent")), str(answer.get("said", ""))[:200], min(wait, LONGEST) if isinstance(wait, int) else 0
    )


def recognised(to: Destination, *, seconds: float = TIME) -> bool:
    """Whether Apprise knows the address as one of its kind; asks nobody outside."""
    told = {"do": "look", "url": to.url, "host": to.host, "ips": [], "classes": sorted(CLASSES[to.kind])}
    return bool(_child(told, seconds).get("known"))


def _child(told: Mapping[str, object], seconds: float) -> dict[str, object]:
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    try:
        done = subprocess.run(  # noqa: S603  # our own module, its words on stdin
            [sys.executable, "-m", MODULE],
            input=json.dumps(told).encode(),
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"sent": False, "said": "timeout"}
    if done.returncode != 0:
        return {"sent": False, "said": f"exit {done.returncode}"}
    answer: dict[str, object] = json.loads(done.stdout)
    return answer
