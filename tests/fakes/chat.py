"""Slack and Teams on this computer: fakes that speak the real protocol over TLS, with an authority of the test.

    with chatting(tmp_path) as chat:
        divert(monkeypatch, tmp_path, chat)   # the child that sends trusts that authority, and reaches nothing else
        chat.says(too_many("7"), ...)          # what the next requests get; then it answers as the real ones do

Slack (docs.slack.dev, incoming webhooks, read 2026-11): POST of JSON to /services/T/B/X; 200 "ok"; else a plain word
(400 invalid_payload, no_text, 403 invalid_token, 404 no_service, 410 channel_is_archived, 429 with Retry-After).
Teams (learn.microsoft.com, "Create incoming webhooks with Workflows", read 2026-11): POST of a message with an adaptive
card to .../triggers/manual/paths/invoke with api-version, sp, sv and sig; 202 without a body; 401 for a wrong sig;
messages up to 28 KB. The real workflow takes a longer one and fails in a later step; the fake says 413, which is seen.
"""

from __future__ import annotations

import datetime as days
import json
import ssl
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SLACK_HOST = "hooks.slack.com"
SLACK = f"https://{SLACK_HOST}/services/T0HANBIT00/B0ALERTS00/aLongSecretOfTwentyFour00"
TEAMS_HOST = "prod-09.koreacentral.logic.azure.com"
SIGNATURE = "a-Signature_Of_The-Workflow0123456789abcdefg"
INVOKE = "/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke"
QUERY = f"?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={SIGNATURE}"
TEAMS = f"https://{TEAMS_HOST}:443{INVOKE}{QUERY}"
POWER_HOST = "defaulte1f2.0a.environment.api.powerplatform.com"
POWER = f"https://{POWER_HOST}:443/powerautomate/automations/direct{INVOKE}{QUERY.replace('2016-06-01', '1')}"
ELSEWHERE = "hooks.partner.example"
NAMES = (SLACK_HOST, TEAMS_HOST, POWER_HOST, ELSEWHERE)
PUBLIC = "93.184.215.14"  # what the names lead to in the test: judged as public, and never connected to
MOST = 28 * 1024

Answer = tuple[int, dict[str, str], bytes]
Heard = dict[str, Any]  # host, path, query, headers, body (bytes), json


@dataclass
class Chat:
    """What it heard, and what it is told to say next; `stop` ends a request that hangs."""

    port: int = 0
    authority: Path = Path()
    heard: list[Heard] = field(default_factory=list)
    script: list[Callable[[Heard], Answer]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def says(self, *answers: Callable[[Heard], Answer]) -> None:
        self.script.extend(answers)

    def to(self, host: str) -> list[Heard]:
        return [each for each in self.heard if each["host"] == host]

    def answer(self, heard: Heard) -> Answer:
        if self.script:
            return self.script.pop(0)(heard)
        if heard["host"] == SLACK_HOST:
            return slack(heard)
        return teams(heard) if heard["host"] in {TEAMS_HOST, POWER_HOST} else (200, {}, b"")


def slack(heard: Heard) -> Answer:
    told, path = heard["json"], urlsplit(SLACK).path
    if heard["method"] != "POST" or not heard["headers"].get("content-type", "").startswith("application/json"):
        return 400, {}, b"invalid_payload"
    if heard["path"] != path:
        same = heard["path"].rsplit("/", 1)[0] == path.rsplit("/", 1)[0]
        return (403, {}, b"invalid_token") if same else (404, {}, b"no_service")
    if not isinstance(told, dict):
        return 400, {}, b"invalid_payload"
    if not any(told.get(name) for name in ("text", "attachments", "blocks")):
        return 400, {}, b"no_text"
    return 200, {"content-type": "text/html"}, b"ok"


def teams(heard: Heard) -> Answer:
    query = heard["query"]
    if any(name not in query for name in ("api-version", "sp", "sv", "sig")):
        return 400, {}, b'{"error":{"code":"MissingApiVersionParameter"}}'
    if query["sig"] != [SIGNATURE] or query["sp"] != ["/triggers/manual/run"]:
        return 401, {}, b'{"error":{"code":"DirectApiAuthorizationRequired"}}'
    if len(heard["body"]) > MOST:
        return 413, {}, b""
    return (202, {}, b"") if is_message(heard["json"]) else (400, {}, b'{"error":{"code":"BadRequest"}}')


def is_message(told: Any) -> bool:
    cards = told.get("attachments") if isinstance(told, dict) and told.get("type") == "message" else None
    return bool(cards) and all(
        card.get("contentType") == "application/vnd.microsoft.card.adaptive"
        and card["content"].get("type") == "AdaptiveCard"
        and card["content"].get("body")
        for card in cards
    )


# ---- what may be said instead


def fails(status: int, word: str = "") -> Callable[[Heard], Answer]:
    return lambda _heard: (status, {}, word.encode())


def too_many(seconds: str) -> Callable[[Heard], Answer]:
    return lambda _heard: (429, {"Retry-After": seconds}, b"rate_limited")


def leads_to(address: str) -> Callable[[Heard], Answer]:
    return lambda _heard: (302, {"Location": address}, b"")


def hangs(chat: Chat) -> Callable[[Heard], Answer]:
    def answer(_heard: Heard) -> Answer:
        chat.stop.wait(30)
        return 200, {}, b"ok"

    return answer


# ---- the server and its certificates


@contextmanager
def chatting(folder: Path) -> Iterator[Chat]:
    """A TLS server on loopback with certificates for NAMES, signed by an authority made here."""
    chat = Chat()
    chat.authority, certificate = certificates(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name that http.server calls
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            told = None
            with suppress(ValueError):
                told = json.loads(body)
            heard = {
                "method": self.command,
                "host": (self.headers.get("host") or "").partition(":")[0],
                "path": parts.path,
                "query": parse_qs(parts.query),
                "headers": {name.lower(): value for name, value in self.headers.items()},
                "body": body,
                "json": told,
            }
            chat.heard.append(heard)
            status, headers, content = chat.answer(heard)
            with suppress(OSError):  # whoever waited too long has gone
                self.send_response(status)
                for name, value in {"content-length": str(len(content)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_args: None  # type: ignore[method-assign]  # a refused certificate is no news
    chat.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield chat
    finally:
        chat.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


def certificates(folder: Path) -> tuple[Path, Path]:
    """(the authority's certificate, the server's key and certificate), as PEM files in the folder."""
    now = days.datetime.now(days.UTC)
    own, theirs = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of a test")])

    def signed(name: x509.Name, key: ec.EllipticCurvePrivateKey, *more: tuple[x509.ExtensionType, bool]) -> bytes:
        made = x509.CertificateBuilder(issuer, name, key.public_key(), x509.random_serial_number())
        made = made.not_valid_before(now - days.timedelta(days=1)).not_valid_after(now + days.timedelta(days=2))
        for extension, critical in more:
            made = made.add_extension(extension, critical=critical)
        return made.sign(own, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    identity = x509.SubjectKeyIdentifier.from_public_key(own.public_key())
    use = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    root = signed(issuer, own, (x509.BasicConstraints(ca=True, path_length=0), True), (use, True), (identity, False))
    named = x509.SubjectAlternativeName([x509.DNSName(name) for name in NAMES])
    points = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identity)
    leaf = signed(x509.Name([]), theirs, (named, True), (points, False))
    key = theirs.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "authority.pem").write_bytes(root)
    (folder / "server.pem").write_bytes(key + leaf)
    return folder / "authority.pem", folder / "server.pem"


def public(_host: str, _port: int) -> list[str]:
    """The names of the test, as an outside resolver would tell them."""
    return [PUBLIC]


def divert(monkeypatch: Any, folder: Path, chat: Chat, *, trusted: bool = True) -> None:
    """In the process that sends: PUBLIC on port 443 is the fake, anything else cannot be reached."""
    if trusted:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(chat.authority))
    place = folder / "diverting"
    place.mkdir(exist_ok=True)
    lines = f"""
        import socket

        _connect = socket.socket.connect

        def connect(self, address):
            if tuple(address[:2]) != ("{PUBLIC}", 443):
                raise ConnectionRefusedError(f"the test reaches only its fake, not {{address}}")
            return _connect(self, ("127.0.0.1", {chat.port}))

        socket.socket.connect = connect
    """
    (place / "sitecustomize.py").write_text(textwrap.dedent(lines))
    monkeypatch.setattr(sys, "path", [str(place), *sys.path])
