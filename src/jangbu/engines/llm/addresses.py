"""Where a call may go: https only, to addresses of the public network, unless the caller allows its own network.

The name is resolved once, every address is judged, and the connection is made to a judged address, so a name that
changes its mind between check and connection (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import httpx

from jangbu.engines.llm.problems import ADDRESS
from jangbu.kernel.errors import Problem

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: what to ask for, and the IPs that may be connected to, in the resolver's order."""

    url: str  # without a trailing slash
    host: str
    port: int
    ips: tuple[str, ...]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, by the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def checked_target(base_url: str, *, private_allowed: bool, resolver: Resolve = resolve) -> Target:
    """The target of a base_url such as https://host/v1. Raises Problem llm.address_refused."""
    parts = _parts(base_url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = [ipaddress.ip_address(text) for text in resolver(host, port)]
    except (OSError, UnicodeError) as error:
        raise _refused(host, "이름을 찾지 못했어요.", "The name is not known.") from error
    if not found:
        raise _refused(host, "이름을 찾지 못했어요.", "The name is not known.")
    for address in found:
        _judge(host, address, encrypted=parts.scheme == "https", private_allowed=private_allowed)
    return Target(base_url.rstrip("/"), host, port, tuple(str(address) for address in found))


def _parts(base_url: str) -> SplitResult:
    try:
        parts = urlsplit(base_url)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
        same = httpx.URL(base_url).host == parts.hostname  # two parsers that disagree are an attack
    except (ValueError, httpx.InvalidURL) as error:
        raise _refused("?", "주소를 읽을 수 없어요.", "It is no address.") from error
    if any(ord(char) <= 32 or ord(char) == 127 for char in base_url):
        raise _refused("?", "주소에 빈칸이나 제어 문자가 있어요.", "It holds spaces or control characters.")
    if not (named and same) or parts.scheme not in {"https", "http"}:
        raise _refused(parts.hostname or "?", "https 주소가 아니에요.", "It is no https address.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise _refused(
            parts.hostname or "?",
            "주소에 계정, 물음표 뒤 값이나 #이 들어 있어요.",
            "It carries an account, a query or a fragment.",
        )
    return parts


def _judge(host: str, address: IP, *, encrypted: bool, private_allowed: bool) -> None:
    real = _unwrapped(address)
    if real.is_multicast or real.is_unspecified or real.is_link_local or _reserved(real):
        raise _refused(host, "보낼 수 없는 특수 주소예요.", "It is a special address nobody may send to.")
    if not encrypted and not real.is_loopback:
        raise _refused(host, "https가 아니면 같은 컴퓨터로만 보내요.", "Without https only this computer is allowed.")
    if not real.is_global and not private_allowed:
        raise _refused(host, "회사 안쪽 주소는 따로 허용해야 해요.", "An inside address must be allowed expressly.")


def _reserved(address: IP) -> bool:
    return address.is_reserved and not address.is_loopback


def _unwrapped(address: IP) -> IP:
    """The IPv4 address inside an IPv6 one: mapped, 6to4, Teredo, NAT64."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address.sixtofour is not None:
            return address.sixtofour
        if address.teredo is not None:
            return address.teredo[1]
        if address in NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _refused(address: str, why_ko: str, why_en: str) -> Problem:
    return Problem(ADDRESS, address=address, why_ko=why_ko, why_en=why_en)
