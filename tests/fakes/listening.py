"""Real HTTP servers on this computer that speak as n8n, UiPath Orchestrator, Dataverse, or a webhook receiver do."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Heard:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes


@dataclass
class Listener:
    """A server: what it heard, and how it answers."""

    answer: Callable[[Heard], Answer]
    heard: list[Heard] = field(default_factory=list)
    url: str = ""


@contextmanager
def listening(answer: Callable[[Heard], Answer]) -> Iterator[Listener]:
    listener = Listener(answer)

    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            heard = Heard(self.command, parts.path, parse_qs(parts.query), headers, body)
            listener.heard.append(heard)
            status, told, content = listener.answer(heard)
            self.send_response(status)
            for name, value in {"content-length": str(len(content)), **told}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = _reply  # noqa: N815  # the names that http.server calls
        do_POST = _reply  # noqa: N815

        def log_message(self, *_args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    listener.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def as_json(value: Any, status: int = 200) -> Answer:
    return status, {"content-type": "application/json"}, json.dumps(value).encode()


def n8n(executions: list[dict[str, Any]], key: str, page: int = 2) -> Callable[[Heard], Answer]:
    """GET /api/v1/executions, newest first, with a cursor; /api/v1/workflows for their names."""

    def answer(heard: Heard) -> Answer:
        if heard.headers.get("x-n8n-api-key") != key:
            return as_json({"message": "unauthorized"}, 401)
        if heard.path == "/api/v1/workflows":
            return as_json({"data": [{"id": "w1", "name": "매입 계산서"}], "nextCursor": None})
        if heard.path != "/api/v1/executions":
            return as_json({"message": "not found"}, 404)
        start = int(heard.query.get("cursor", ["0"])[0])
        rest = executions[start : start + page]
        more = str(start + page) if start + page < len(executions) else None
        return as_json({"data": rest, "nextCursor": more})

    return answer


def uipath(jobs: list[dict[str, Any]], token: str) -> Callable[[Heard], Answer]:
    """GET /odata/Jobs with $top and $skip."""

    def answer(heard: Heard) -> Answer:
        if heard.headers.get("authorization") != f"Bearer {token}":
            return as_json({"message": "You are not authenticated!", "errorCode": 0}, 401)
        if heard.path != "/odata/Jobs":
            return as_json({}, 404)
        top, skip = int(heard.query["$top"][0]), int(heard.query["$skip"][0])
        return as_json({"@odata.context": "x", "@odata.count": len(jobs), "value": jobs[skip : skip + top]})

    return answer


def dataverse(runs: list[dict[str, Any]], token: str, page: int = 2) -> Callable[[Heard], Answer]:
    """GET /api/data/v9.2/flowruns with absolute next links."""

    def answer(heard: Heard) -> Answer:
        if heard.headers.get("authorization") != f"Bearer {token}":
            return as_json({"error": {"code": "0x80072560"}}, 401)
        if heard.path != "/api/data/v9.2/flowruns":
            return as_json({}, 404)
        start = int(heard.query.get("$skiptoken", ["0"])[0])
        told: dict[str, Any] = {"value": runs[start : start + page]}
        if start + page < len(runs):
            told["@odata.nextLink"] = f"https://firm.crm.example/api/data/v9.2/flowruns?$skiptoken={start + page}"
        return as_json(told)

    return answer
