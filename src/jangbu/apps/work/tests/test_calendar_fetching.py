"""Calendars from a real server on this machine: ICS, CalDAV, an account, redirects, too much, too slow to tell."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from jangbu.apps.work import services
from jangbu.apps.work.meeting import fetching
from jangbu.apps.work.models import Calendar
from jangbu.apps.work.tests.conftest import WHY
from jangbu.apps.work.tests.test_appointments import at, ics
from jangbu.kernel.errors import Problem

pytestmark = pytest.mark.django_db


class Server(BaseHTTPRequestHandler):
    """What a calendar server says; `asked` remembers what it was asked."""

    asked: list[tuple[str, str]] = []
    down = False

    def do_GET(self) -> None:
        self.asked.append(("GET", self.path))
        if self.down:
            return self._say(500, b"")
        if self.path == "/moved.ics":
            return self._say(302, b"", Location="/a.ics?key=1")
        if self.path == "/inside.ics":
            return self._say(302, b"", Location="http://169.254.169.254/latest")
        if self.path == "/large.ics":
            return self._say(200, b"x" * 3000)
        return self._say(200, ics((at(9), at(10))))

    def do_REPORT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append(("REPORT", body))
        wanted = "Basic " + b64encode(b"seojun:s3cret").decode()
        if self.headers["Authorization"] != wanted or self.headers["Depth"] != "1":
            return self._say(401, b"")
        data = ics((at(9), at(10))).decode().replace("\r\n", "&#13;\n")
        inner = f"<d:prop><c:calendar-data>{data}</c:calendar-data></d:prop>"
        one = f"<d:response><d:propstat>{inner}</d:propstat></d:response>"
        told = f'<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">{one}</d:multistatus>'
        return self._say(207, told.encode())

    def _say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None: ...


@pytest.fixture
def url() -> Iterator[str]:
    Server.asked, Server.down = [], False
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def add(cast, owner, url: str, **more: object) -> Calendar:
    where = services.Address(url, inside=True, **more)
    return services.add_calendar_address(cast.approver.pk, "이서준", where, actor=owner, why=WHY)


@pytest.mark.parametrize("path", ["/a.ics?key=secret", "/moved.ics"])
def test_an_ics_address_is_read_and_its_secret_is_sealed(path, url, cast, owner):
    made = add(cast, owner, url + path)
    assert len(made.busy) == 1
    assert "secret" not in Calendar.objects.get().address


def test_a_caldav_calendar_is_asked_for_the_window_with_its_account(url, cast, owner):
    made = add(cast, owner, f"{url}/cal/seojun/", user="seojun", password="s3cret", caldav=True)
    assert len(made.busy) == 1
    assert "time-range" in Server.asked[0][1]
    assert "s3cret" not in Calendar.objects.get().account
    with pytest.raises(Problem, match="401"):
        add(cast, owner, f"{url}/cal/seojun/", user="seojun", password="wrong", caldav=True)


def test_a_redirect_into_the_inside_is_not_followed(url, cast, owner):
    with pytest.raises(Problem, match=r"llm\.address_refused"):
        add(cast, owner, f"{url}/inside.ics")


def test_more_than_the_limit_is_cut_off(url, cast, owner, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 1000)
    with pytest.raises(Problem, match=r"work\.calendar_fetch_failed"):
        add(cast, owner, f"{url}/large.ics")


def test_a_server_of_the_inside_needs_to_be_allowed(url, cast, owner):
    with pytest.raises(Problem, match=r"llm\.address_refused"):
        services.add_calendar_address(cast.approver.pk, "x", services.Address(f"{url}/a.ics"), actor=owner, why=WHY)


def test_what_was_read_stays_when_the_server_is_down(url, cast, owner):
    made = add(cast, owner, f"{url}/a.ics")
    Server.down = True
    assert not services.refresh(made)
    held = Calendar.objects.get()
    assert len(held.busy) == 1
    assert "HTTP 500" in held.error_ko


def test_a_member_keeps_only_their_own_calendar(cast, member):
    services.add_calendar_file(cast.member.pk, "a.ics", [ics((at(9), at(10)))], actor=member, why=WHY)
    with pytest.raises(Problem, match="denied"):
        services.add_calendar_file(cast.owner.pk, "a.ics", [ics((at(9), at(10)))], actor=member, why=WHY)
