"""One HTTP exchange to one checked address, over before its deadline, however slowly the other side drips.

httpx limits each single read; a server that sends a byte a second would hold a worker for hours. Here every read,
write and handshake gets what is left of the whole call's time.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from jangbu.engines.llm.addresses import Target


class PinnedTransport(httpx.BaseTransport):
    """Connects to one of `target.ips` whatever the URL names (TLS still proves the name), and stops at `deadline`, in
    the seconds of `monotonic`."""

    def __init__(self, target: Target, deadline: float, monotonic: Callable[[], float]) -> None:
        backend = _Backend(target.ips, deadline, monotonic)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=backend, max_keepalive_connections=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _said_by_httpx():
            got = self._pool.handle_request(sent)
        assert isinstance(got.stream, Iterable)
        return httpx.Response(got.status, headers=got.headers, stream=_Body(got.stream), extensions=got.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _said_by_httpx():
            yield from self._stream

    def close(self) -> None:
        close = getattr(self._stream, "close", None)
        if close is not None:
            close()


@contextmanager
def _said_by_httpx() -> Iterator[None]:
    """Errors of httpcore under the names that httpx gives them, which are the same."""
    try:
        yield
    except (
        httpcore.TimeoutException,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
    ) as error:
        named: type[httpx.TransportError] = getattr(httpx, type(error).__name__, httpx.TransportError)
        raise named(str(error)) from error


class _Backend(httpcore.NetworkBackend):
    def __init__(self, ips: tuple[str, ...], deadline: float, monotonic: Callable[[], float]) -> None:
        self._ips, self._deadline, self._monotonic = ips, deadline, monotonic
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        for ip in self._ips[:-1]:  # a name often has an IPv6 address that this network cannot reach
            try:
                return self._connected(ip, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connected(self._ips[-1], port, timeout, local_address, socket_options)

    def _connected(
        self, ip: str, port: int, timeout: float | None, local_address: str | None, options: Iterable[Any] | None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, self._deadline, self._monotonic, httpcore.ConnectTimeout)
        stream = self._network.connect_tcp(ip, port, left, local_address, options)
        return _Stream(stream, self._deadline, self._monotonic)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: float, monotonic: Callable[[], float]) -> None:
        self._stream, self._deadline, self._monotonic = stream, deadline, monotonic

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout, self._deadline, self._monotonic, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout, self._deadline, self._monotonic, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, self._deadline, self._monotonic, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline, self._monotonic)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(
    timeout: float | None, deadline: float, monotonic: Callable[[], float], late: type[httpcore.TimeoutException]
) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise late("the whole call took too long")
    return left if timeout is None else min(timeout, left)
