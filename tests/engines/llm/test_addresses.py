"""Where a call may go."""

import socket
from ipaddress import ip_address

import httpx
import pytest

from jangbu.engines.llm import Outside, Prices, Vendor, complete
from jangbu.engines.llm.addresses import checked_target
from jangbu.kernel.errors import Problem
from tests.engines.llm.calls import ASKED, purse

PUBLIC = "93.184.215.14"


def target(url, *ips, private_allowed=False):
    return checked_target(url, private_allowed=private_allowed, resolver=lambda host, port: list(ips) or [PUBLIC])


def test_a_public_https_address_is_fine():
    found = target("https://models.example/v1/")
    assert (found.url, found.host, found.port, found.ips) == (
        "https://models.example/v1",
        "models.example",
        443,
        (PUBLIC,),
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://models.example/v1",
        "ftp://models.example/v1",
        "file:///etc/passwd",
        "//models.example/v1",
        "models.example/v1",
        "https://",
        "https://user:secret@models.example/v1",
        "https://models.example/v1?key=1",
        "https://models.example/v1#x",
        "https://models.example:0/v1",
        "https://models.example:99999/v1",
        "https://models.example\\@evil.example/v1",
        "https://models.example/v1\r\nHost: evil",
        "https://[::1",
        "",
    ],
)
def test_what_is_no_plain_https_address_is_refused(url):
    with pytest.raises(Problem) as caught:
        target(url)
    assert caught.value.code == "llm.address_refused"
    assert "secret" not in caught.value.sentence("en")


INSIDE = ["127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "100.64.0.1", "::1", "fd00::1", "::ffff:10.0.0.1"]
NEVER = ["169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "255.255.255.255", "::ffff:169.254.169.254"]
WRAPPED = ["2002:a00:1::1", "64:ff9b::a00:1"]  # 10.0.0.1 by 6to4 and by NAT64


@pytest.mark.parametrize("ip", [*INSIDE, *NEVER, *WRAPPED])
def test_an_inside_address_is_refused_also_when_it_hides_among_public_ones(ip):
    for ips in ([ip], [PUBLIC, ip]):
        with pytest.raises(Problem) as caught:
            target("https://models.example/v1", *ips)
        assert caught.value.code == "llm.address_refused"


@pytest.mark.parametrize("ip", INSIDE)
def test_an_inside_address_is_fine_where_it_was_allowed(ip):
    assert target("https://models.example/v1", ip, private_allowed=True).ips == (str(ip_address(ip)),)


@pytest.mark.parametrize("ip", NEVER)
def test_a_special_address_cannot_be_allowed(ip):
    with pytest.raises(Problem):
        target("https://models.example/v1", ip, private_allowed=True)


def test_http_is_for_this_computer_only():
    assert target("http://localhost:11434/v1", "127.0.0.1", private_allowed=True).port == 11434
    with pytest.raises(Problem):
        target("http://model.office/v1", "192.168.0.9", private_allowed=True)


def test_a_name_nobody_knows_is_refused():
    def unknown(host, port):
        raise socket.gaierror("unknown")

    with pytest.raises(Problem) as caught:
        checked_target("https://nowhere.example/v1", private_allowed=False, resolver=unknown)
    assert caught.value.code == "llm.address_refused"


def test_a_refused_address_is_never_called():
    called = []

    def answer(request):
        called.append(request)
        return httpx.Response(200)

    vendor = Vendor("https://inside.example/v1", "m", "sk-1", Prices(1, 1))
    outside = Outside(resolve=lambda host, port: ["10.0.0.1"])
    with pytest.raises(Problem):
        complete(vendor, ASKED, max_tokens=9, budget=purse(), transport=httpx.MockTransport(answer), outside=outside)
    assert called == []
