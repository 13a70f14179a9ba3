"""The child's side: one message through Apprise, with a resolver that knows one name only. Reads and writes JSON."""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

WORD = re.compile(rb"[a-z_]{2,40}")  # what Slack says in one word; anything longer may quote what was sent
CONNECT, ANSWER = 5.0, 15.0  # seconds; Apprise's own 4 make a slow receiver get the same message twice


def main() -> None:
    told = json.load(sys.stdin)
    pin(told["host"], told["ips"])
    import apprise  # noqa: PLC0415  # a second of work that only this process pays for

    asset = apprise.AppriseAsset(
        app_id="Jangbu",  # also a header, which takes no Hangul
        app_desc="Jangbu",
        http_redirects=False,
        async_mode=False,
        image_url_mask="",  # its own pictures lie with somebody else
        image_url_logo="",
    )
    heard = Heard()
    made = apprise.Apprise.instantiate(told["url"], asset=asset, suppress_exceptions=True)
    known = made is not None and type(made).__name__ in told["classes"]
    answer: dict[str, Any] = {"known": known}
    if told["do"] == "send":
        if known and made:
            made.socket_connect_timeout, made.socket_read_timeout = CONNECT, ANSWER
        with heard:
            sent = bool(
                known and made and made.notify(body=told["body"], title=told["title"], notify_type=told["level"])
            )
        answer |= {"sent": sent, "said": "" if sent else heard.said if known else "not recognised", "wait": heard.wait}
    json.dump(answer, sys.stdout)


class Heard:
    """The last answer as it came: Apprise tells only yes or no, and not for how long to wait."""

    def __init__(self) -> None:
        self.said, self.wait = "unreachable", 0

    def __enter__(self) -> None:
        from requests import RequestException, Response, Session, Timeout  # noqa: PLC0415  # Apprise's own
        from requests.exceptions import SSLError  # noqa: PLC0415

        really = Session.send

        def send(session: Session, *given: Any, **options: Any) -> Response:
            try:
                answer = really(session, *given, **options)
            except RequestException as error:
                kinds = ((SSLError, "certificate"), (Timeout, "timeout"))
                self.said = next((word for kind, word in kinds if isinstance(error, kind)), "unreachable")
                raise
            word = WORD.fullmatch(answer.content[:60])
            self.said = f"HTTP {answer.status_code}" + (f" {word[0].decode()}" if word else "")
            self.wait = seconds(answer.headers.get("Retry-After", ""))
            return answer

        Session.send = send  # type: ignore[method-assign,assignment]

    def __exit__(self, *_error: object) -> None: ...


def seconds(told: str) -> int:
    """Of a Retry-After header: seconds, or a day and time; 0 where it says nothing that can be read."""
    if told.strip().isdecimal():
        return int(told)
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return 0
    return max(0, int((until - datetime.now(UTC)).total_seconds())) if until.tzinfo else 0


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


if __name__ == "__main__":
    main()
