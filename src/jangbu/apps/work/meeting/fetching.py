"""Calendars from outside: one checked address, a size and a time that are not exceeded, no redirect into the firm."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import etree

from jangbu.apps.work.meeting.problems import FETCH_FAILED
from jangbu.engines.llm.addresses import checked_target
from jangbu.engines.llm.transport import PinnedTransport
from jangbu.kernel.errors import Problem

LARGEST = 20_000_000  # bytes
SECONDS = 15.0  # of one fetch, whatever the other side does
REDIRECTS = 3
DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"


def fetch_ics(url: str, *, name: str, inside: bool, account: tuple[str, str] | None = None) -> bytes:
    """An ICS address (https or webcal). Raises Problem work.calendar_fetch_failed and llm.address_refused."""
    url = url.strip().replace("webcal://", "https://", 1)
    return _exchange("GET", url, name=name, inside=inside, account=account)


def fetch_caldav(
    url: str, start: datetime, end: datetime, *, name: str, inside: bool, account: tuple[str, str]
) -> list[bytes]:
    """The events of a CalDAV collection between two moments (RFC 4791 7.8), each as its own calendar text."""
    span = f'start="{start.astimezone(UTC):%Y%m%dT%H%M%SZ}" end="{end.astimezone(UTC):%Y%m%dT%H%M%SZ}"'
    body = (
        '<?xml version="1.0" encoding="utf-8"?><c:calendar-query xmlns:d="DAV:" '
        'xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><c:calendar-data/></d:prop><c:filter>'
        f'<c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range {span}/></c:comp-filter>'
        "</c:comp-filter></c:filter></c:calendar-query>"
    )
    raw = _exchange("REPORT", url.strip(), name=name, inside=inside, account=account, body=body.encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Problem(FETCH_FAILED, name=name, why="CalDAV XML") from error
    return [(each.text or "").encode() for each in root.iter(f"{CALDAV}calendar-data")]


def _exchange(
    method: str, url: str, *, name: str, inside: bool, account: tuple[str, str] | None, body: bytes = b""
) -> bytes:
    deadline = time.monotonic() + SECONDS
    for _turn in range(REDIRECTS + 1):
        parts = urlsplit(url)
        target = checked_target(f"{parts.scheme}://{parts.netloc}", private_allowed=inside)
        try:
            with (
                httpx.Client(transport=PinnedTransport(target, deadline, time.monotonic), timeout=SECONDS) as client,
                client.stream(method, url, content=body, headers=_headers(body), auth=account) as answer,
            ):
                if answer.status_code in {301, 302, 303, 307, 308} and method == "GET":
                    url, account = urljoin(url, answer.headers.get("Location", "")), None
                    continue
                if answer.status_code not in {200, 207}:
                    raise Problem(FETCH_FAILED, name=name, why=f"HTTP {answer.status_code}")
                return _bounded(answer, name)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise Problem(FETCH_FAILED, name=name, why=type(error).__name__) from error
    raise Problem(FETCH_FAILED, name=name, why=f"> {REDIRECTS} redirects")


def _headers(body: bytes) -> dict[str, str]:
    told = {"Accept": "text/calendar, application/xml, */*", "Accept-Encoding": "identity", "User-Agent": "Jangbu"}
    return {**told, "Depth": "1", "Content-Type": "application/xml; charset=utf-8"} if body else told


def _bounded(answer: httpx.Response, name: str) -> bytes:
    held = bytearray()
    for chunk in answer.iter_raw():
        held += chunk
        if len(held) > LARGEST:
            raise Problem(FETCH_FAILED, name=name, why=f"> {LARGEST // 1_000_000} MB")
    return bytes(held)
