"""Signatures: the published vector of Standard Webhooks, UiPath's header, the bare secret, and all that is off."""

import hmac
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from jangbu.engines import events
from jangbu.kernel.errors import Problem

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'
ID, STAMP = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
AT = datetime.fromtimestamp(STAMP, UTC)
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="  # the vector of the reference implementation


def code(body=BODY, headers=None, proof="standard", secrets=(SECRET,), now=AT) -> str:
    try:
        events.verify(body, headers or {}, proof=proof, secrets=secrets, now=now)
    except Problem as problem:
        return problem.code
    return ""


def test_we_sign_as_the_reference_does():
    assert events.sign(SECRET, ID, AT, BODY) == {
        "webhook-id": ID,
        "webhook-timestamp": str(STAMP),
        "webhook-signature": SIGNATURE,
    }


def signed(**changes):
    return {**events.sign(SECRET, ID, AT, BODY), **changes}


def test_a_right_signature_passes_and_one_of_several_is_enough():
    assert code(headers=signed()) == ""
    assert code(headers=signed(**{"webhook-signature": f"v1,AAAA v1a,xyz {SIGNATURE}"})) == ""


def test_while_a_secret_is_changed_both_are_taken():
    other = events.new_secret()
    assert code(headers=signed(), secrets=(other, SECRET)) == ""
    assert code(headers=signed(), secrets=(other,)) == "events.bad_signature"


@pytest.mark.parametrize("minutes", [-4.9, 0, 4.9])
def test_five_minutes_of_difference_are_taken(minutes):
    assert code(headers=signed(), now=AT + timedelta(minutes=minutes)) == ""


@pytest.mark.parametrize("minutes", [-5.1, 5.1, 60 * 24 * 365])
def test_an_old_or_future_stamp_is_refused(minutes):
    assert code(headers=signed(), now=AT + timedelta(minutes=minutes)) == "events.old_timestamp"


def test_anything_changed_is_refused():
    assert code(body=BODY + b" ", headers=signed()) == "events.bad_signature"
    assert code(headers=signed(**{"webhook-id": "msg_other"})) == "events.bad_signature"
    assert code(headers=signed(**{"webhook-timestamp": str(STAMP + 1)})) == "events.bad_signature"
    assert code(headers=signed(**{"webhook-signature": SIGNATURE.removeprefix("v1,")})) == "events.bad_signature"
    assert code(headers=signed(**{"webhook-timestamp": "soon"})) == "events.unsigned"
    assert code(headers=signed(**{"webhook-id": ""})) == "events.unsigned"


def test_uipath_signs_in_base64_and_others_in_hex():
    digest = hmac.new(SECRET.encode(), BODY, sha256).digest()
    assert code(headers={"x-uipath-signature": b64encode(digest).decode()}, proof="hmac") == ""
    assert code(headers={"x-jangbu-signature": f"sha256={digest.hex()}"}, proof="hmac") == ""
    assert code(headers={"x-jangbu-signature": f"sha256={digest.hex()[:-1]}0"}, proof="hmac") == "events.bad_signature"


def test_the_bare_secret_opens_only_what_asks_for_no_more():
    for headers in ({"x-jangbu-secret": SECRET}, {"authorization": f"Bearer {SECRET}"}):
        assert code(headers=headers, proof="secret") == ""
        assert code(headers=headers, proof="hmac") == "events.unsigned"
        assert code(headers=headers, proof="standard") == "events.unsigned"
    assert code(headers={"x-jangbu-secret": "whsec_wrong"}, proof="secret") == "events.bad_signature"
    assert code(proof="secret") == "events.unsigned"


def test_a_wrong_signature_is_not_saved_by_a_right_secret():
    headers = {"x-jangbu-secret": SECRET, "x-jangbu-signature": "sha256=00"}
    assert code(headers=headers, proof="secret") == "events.bad_signature"


def test_new_secrets_differ_and_are_long():
    made = {events.new_secret() for _ in range(50)}
    assert len(made) == 50
    assert all(secret.startswith("whsec_") and len(secret) == 50 for secret in made)
