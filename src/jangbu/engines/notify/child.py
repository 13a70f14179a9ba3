"""The child's side: one message through Apprise, with a resolver that knows one name only. Reads and writes JSON."""

from __future__ import annotations

import json
import logging
import re
import socket
import sys
from collections.abc import Sequence
from typing import Any

ERROR = re.compile(r"error[= ]+(\d{3})")


def main() -> None:
    told = json.load(sys.stdin)
    pin(told["host"], told["ips"])
    import apprise  # noqa: PLC0415  # a second of work that only this process pays for

    asset = apprise.AppriseAsset(app_id="Jangbu", app_desc="Jangbu", http_redirects=False, async_mode=False)
    words = _Words()
    logging.getLogger("apprise").addHandler(words)
    made = apprise.Apprise.instantiate(told["url"], asset=asset, suppress_exceptions=True)
    known = made is not None and type(made).__name__ in told["classes"]
    answer: dict[str, Any] = {"known": known}
    if told["do"] == "send":
        sent = bool(known and made and made.notify(body=told["body"], title=told["title"], notify_type=told["level"]))
        answer |= {"sent": sent, "said": "" if sent else words.said() if known else "not recognised"}
    json.dump(answer, sys.stdout)


def pin(host: str, ips: Sequence[str]) -> None:
    """From here on only this name exists, and it leads to these addresses: no rebinding, no other host."""

    def resolve(name: Any, port: Any, *_args: Any, **_options: Any) -> list[Any]:
        asked = name.decode() if isinstance(name, bytes) else name
        if asked is None or asked.strip("[]").lower() != host.lower() or not ips:
            raise socket.gaierror(socket.EAI_NONAME, "refused")
        found = []
        for ip in ips:
            family = socket.AF_INET6 if ":" in ip else socket.AF_INET
            place: Any = (ip, int(port), 0, 0) if ":" in ip else (ip, int(port))
            found.append((family, socket.SOCK_STREAM, 6, "", place))
        return found

    socket.getaddrinfo = resolve  # type: ignore[assignment]  # narrower on purpose


class _Words(logging.Handler):
    """What Apprise said, boiled down to a status: its own lines may quote the answer of the receiver."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def said(self) -> str:
        for line in self.lines:
            if found := ERROR.search(line):
                return f"HTTP {found[1]}"
        return "unreachable"


if __name__ == "__main__":
    main()
