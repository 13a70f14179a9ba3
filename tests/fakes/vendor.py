"""A vendor that speaks the real protocol over HTTP on this computer, and does what its script says.

    with FakeVendor([says("안녕하세요"), fails(429, retry_after="0")]) as vendor:
        vendor.base_url, vendor.requests

Each request to /v1/chat/completions takes the next reply; the last one stays. A reply is a function of the request's
body, so a script can play a model that was fooled. `stream: true` is answered in server-sent events.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

KEY = "sk-fake-0123456789"
MODEL = "fake-1"
CREATED = 1_790_000_000


@dataclass(frozen=True)
class Completion:
    """What the model did: said something, refused, called a tool, or was stopped."""

    content: str | None = None
    finish_reason: str = "stop"
    refusal: str | None = None
    tool_calls: tuple[dict[str, Any], ...] = ()
    choices: int = 1
    tokens_in: int = 100
    tokens_out: int = 20
    tokens_cached: int = 0
    usage: bool = True


@dataclass(frozen=True)
class Raw:
    """Bytes as they are. `promised` more bytes than are sent is a cut; `stall` waits before, `drip` between bytes."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    promised: int | None = None
    stall: bool = False
    drip: bool = False
    hang_up: bool = False


Reply = Callable[[dict[str, Any]], Completion | Raw]


def says(content: str, **more: Any) -> Reply:
    return lambda request: Completion(content, **more)


def says_json(value: Any, **more: Any) -> Reply:
    return says(json.dumps(value, ensure_ascii=False), **more)


def thinks(brain: Callable[[dict[str, Any]], Any]) -> Reply:
    """The answer is what `brain` makes of the request: a text, or a value sent as JSON."""

    def reply(request: dict[str, Any]) -> Completion:
        thought = brain(request)
        return Completion(thought if isinstance(thought, str) else json.dumps(thought, ensure_ascii=False))

    return reply


def refuses(text: str = "I cannot help with that.") -> Reply:
    return lambda request: Completion(None, refusal=text)


def calls_tool(name: str = "transfer_money", arguments: str = '{"amount":1}') -> Reply:
    call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
    return lambda request: Completion(None, "tool_calls", tool_calls=(call,))


def gives_no_choices() -> Reply:
    return lambda request: Completion(choices=0)


def fails(
    status: int,
    *,
    code: str | None = None,
    kind: str = "server_error",
    message: str = "The server had an error.",
    retry_after: str | None = None,
) -> Reply:
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return lambda request: Raw(status, error_body(message, kind, code), headers)


def is_silent() -> Reply:
    return lambda request: Raw(stall=True)


def drips(body: bytes = b'{"id":' + b" " * 4_000) -> Reply:
    return lambda request: Raw(body=body, drip=True)


def hangs_up() -> Reply:
    return lambda request: Raw(hang_up=True)


def cuts(body: bytes = b'{"id":"chatcmpl-1","choices":[') -> Reply:
    return lambda request: Raw(body=body, promised=len(body) + 1_000)


def sends(body: bytes, content_type: str = "application/json", status: int = 200, **headers: str) -> Reply:
    return lambda request: Raw(
        status, body, {name.replace("_", "-"): text for name, text in headers.items()}, content_type
    )


def error_body(message: str, kind: str, code: str | None, param: str | None = None) -> bytes:
    return json.dumps({"error": {"message": message, "type": kind, "param": param, "code": code}}).encode()


def completion_body(done: Completion, model: str, number: int) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": done.content, "refusal": done.refusal, "annotations": []}
    if done.tool_calls:
        message["tool_calls"] = list(done.tool_calls)
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": done.finish_reason}
    body = {
        "id": f"chatcmpl-{number}",
        "object": "chat.completion",
        "created": CREATED,
        "model": model,
        "choices": [{**choice, "index": index} for index in range(done.choices)],
    }
    return {**body, "usage": usage_body(done)} if done.usage else body


def usage_body(done: Completion) -> dict[str, Any]:
    return {
        "prompt_tokens": done.tokens_in,
        "completion_tokens": done.tokens_out,
        "total_tokens": done.tokens_in + done.tokens_out,
        "prompt_tokens_details": {"cached_tokens": done.tokens_cached, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": 0,
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    }


def chunk_bodies(done: Completion, model: str, number: int, *, with_usage: bool) -> Iterator[dict[str, Any]]:
    """The chunks of a stream: the role, the text a few characters at a time, the end, and the usage if asked for."""
    base = {"id": f"chatcmpl-{number}", "object": "chat.completion.chunk", "created": CREATED, "model": model}
    spare = {"usage": None} if with_usage else {}

    def chunk(delta: dict[str, Any], finish_reason: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return {**base, "choices": [choice], **spare}

    yield chunk({"role": "assistant", "content": "", "refusal": None})
    text = done.content or ""
    for start in range(0, len(text), 3):
        yield chunk({"content": text[start : start + 3]})
    if done.refusal:
        yield chunk({"refusal": done.refusal})
    for index, call in enumerate(done.tool_calls):
        yield chunk({"tool_calls": [{"index": index, **call}]})
    yield chunk({}, done.finish_reason)
    if with_usage:
        yield {**base, "choices": [], "usage": usage_body(done)}


class FakeVendor:
    """A context manager; `requests` holds what came, each {"method", "path", "headers", "body"}."""

    def __init__(
        self, script: Sequence[Reply] = (says("ok"),), *, key: str = KEY, models: Sequence[str] = (MODEL,)
    ) -> None:
        self.key, self.models, self.requests = key, tuple(models), list[dict[str, Any]]()
        self._script, self._next, self._lock = list(script), 0, threading.Lock()
        self.closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"vendor": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def take(self) -> tuple[int, Reply]:
        with self._lock:
            number, self._next = self._next, self._next + 1
        return number, self._script[min(number, len(self._script) - 1)]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    vendor: FakeVendor
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is http.server's
        """Tests are quiet."""

    def do_GET(self) -> None:
        if not self._came(b"", "/v1/models"):
            return
        listed = [
            {"id": name, "object": "model", "created": CREATED, "owned_by": "fake"} for name in self.vendor.models
        ]
        self._send(Raw(body=json.dumps({"object": "list", "data": listed}).encode()))

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not self._came(data, "/v1/chat/completions"):
            return
        try:
            request = json.loads(data)
        except ValueError:
            self._refuse(400, "We could not parse the JSON body of your request.", None)
            return
        if request.get("model") not in self.vendor.models:
            self._refuse(404, f"The model `{request.get('model')}` does not exist.", "model_not_found")
        elif not isinstance(request.get("messages"), list) or not request["messages"]:
            self._refuse(400, "Missing required parameter: 'messages'.", "missing_required_parameter")
        else:
            self._answer(request)

    def _answer(self, request: dict[str, Any]) -> None:
        number, reply = self.vendor.take()
        done = reply(request)
        if isinstance(done, Raw):
            self._send(done)
        elif request.get("stream"):
            self._stream(done, request, number)
        else:
            body = json.dumps(completion_body(done, request["model"], number), ensure_ascii=False).encode()
            self._send(Raw(body=body, headers={"x-request-id": f"req_{number}"}))

    def _came(self, data: bytes, path: str) -> bool:
        headers = {name.lower(): text for name, text in self.headers.items()}
        self.vendor.requests.append({"method": self.command, "path": self.path, "headers": headers, "body": data})
        if headers.get("authorization") != f"Bearer {self.vendor.key}":
            said = headers.get("authorization", "").removeprefix("Bearer ")
            self._refuse(401, f"Incorrect API key provided: {said}.", "invalid_api_key")
            return False
        if self.path != path:
            self._refuse(404, f"Invalid URL ({self.command} {self.path})", None)
            return False
        return True

    def _refuse(self, status: int, message: str, code: str | None) -> None:
        self._send(Raw(status, error_body(message, "invalid_request_error", code)))

    def _send(self, raw: Raw) -> None:
        with suppress(OSError):  # the client left
            if raw.stall:
                self.vendor.closing.wait(10)
            if raw.stall or raw.hang_up:
                self.close_connection = True
                return
            self.send_response(raw.status)
            self.send_header("Content-Type", raw.content_type)
            self.send_header("Content-Length", str(len(raw.body) if raw.promised is None else raw.promised))
            for name, text in raw.headers.items():
                self.send_header(name, text)
            self.end_headers()
            self._write(raw)
        if raw.promised is not None:
            self.close_connection = True

    def _write(self, raw: Raw) -> None:
        if not raw.drip:
            self.wfile.write(raw.body)
            return
        for byte in raw.body:
            if self.vendor.closing.wait(0.02):
                return
            self.wfile.write(bytes([byte]))

    def _stream(self, done: Completion, request: dict[str, Any], number: int) -> None:
        with_usage = bool((request.get("stream_options") or {}).get("include_usage"))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("x-request-id", f"req_{number}")
        self.send_header("Connection", "close")
        self.end_headers()
        with suppress(OSError):
            for chunk in chunk_bodies(done, request["model"], number, with_usage=with_usage):
                self.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())
            self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True
