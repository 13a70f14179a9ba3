"""The parent's side: a child for each message, with a limit of time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jangbu.engines.notify.addresses import CLASSES, Destination

TIME = 25.0  # seconds that a message may take, connecting and waiting included
MODULE = "jangbu.engines.notify.child"
# Nothing of ours that is secret goes into the child, and no proxy between it and the judged address.
KEPT = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG", "LC_ALL", "VIRTUAL_ENV", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether it was taken, and otherwise a short word why: "HTTP 500", "timeout", "refused"; never the address."""

    sent: bool
    said: str = ""


def send(
    to: Destination, ips: Sequence[str], title: str, body: str, *, level: str = "info", seconds: float = TIME
) -> Outcome:
    """Send one message to a judged address; `level` is info, success, warning or failure. Takes `seconds` at most."""
    told = {"do": "send", "url": to.url, "host": to.host, "ips": list(ips), "title": title, "body": body}
    answer = _child({**told, "level": level, "classes": sorted(CLASSES[to.kind])}, seconds)
    return Outcome(bool(answer.get("sent")), str(answer.get("said", ""))[:200])


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
