"""The connection itself: to the address that was judged, with the certificate of the name that was asked for."""

import ipaddress
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from jangbu.engines.llm import CallFailed, complete
from tests.engines.llm.calls import ASKED, World, purse, vendor_at
from tests.fakes.vendor import FakeVendor, fails, says


def test_the_connection_goes_to_the_judged_address_whatever_the_name_says_later():
    asked = []

    def resolver(host, port):
        asked.append(host)
        return ["127.0.0.2", "127.0.0.1"]  # nobody listens at the first

    with FakeVendor([fails(500), says("네")]) as fake:
        vendor = vendor_at(fake, base_url=fake.base_url.replace("127.0.0.1", "model.invalid"))
        answer = complete(vendor, ASKED, max_tokens=9, budget=purse(), outside=World(resolve=resolver).outside)
    assert answer.text == "네"
    assert asked == ["model.invalid"]
    assert fake.requests[0]["headers"]["host"].startswith("model.invalid:")


def test_proxies_and_passwords_of_the_environment_are_not_used(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with FakeVendor([says("네")]) as fake:
        assert complete(vendor_at(fake), ASKED, max_tokens=9, budget=purse(), outside=World().outside).text == "네"


def test_a_certificate_that_nobody_vouches_for_is_no_connection(tmp_path):
    certificate, key = _self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.handle_error = lambda request, client: None
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    with FakeVendor() as fake:
        vendor = vendor_at(fake, base_url=f"https://127.0.0.1:{server.server_address[1]}/v1", max_attempts=1)
    with pytest.raises(CallFailed) as caught:
        complete(vendor, ASKED, max_tokens=9, budget=purse(), outside=World().outside)
    server.shutdown()
    server.server_close()
    thread.join()
    assert caught.value.code == "llm.unreachable"


def _self_signed(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return folder / "cert.pem", folder / "key.pem"
