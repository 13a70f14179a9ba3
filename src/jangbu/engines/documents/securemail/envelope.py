"""The envelope: hidden inputs of an HTML page, a header hidden by XOR, attachments by MD5(business number), CBC, IV 0.

The HashKey proves a business number before anything is decrypted with it: it is the hexadecimal of the key under
the key itself. A mail without it is refused, since a wrong number would hand on noise as if it were data.
The format is known from public re-implementations, not from a published standard.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from cryptography.hazmat.decrepit.ciphers.algorithms import SEED
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from jangbu.engines.documents.problems import MAIL_BROKEN, MAIL_NEEDS_NUMBER, MAIL_NO_FIT, MAIL_UNVERIFIED, TOO_LARGE
from jangbu.engines.documents.securemail import aria
from jangbu.kernel.errors import Problem

HEADER = "idCriHeader"
CONTENTS = "idCriAttachContents"
MARK = HEADER.encode()
MASK = 0x6B
BLOCK = 16
START = bytes(BLOCK)
LIMIT = 20_000_000  # bytes of one mail
ARIA_LIMIT = 2_000_000  # our own ARIA is slow: this is some seconds
ATTACHMENTS = 16
LINES = re.compile(r"\r\n|\n|\r|\\r\\n|\\n")

Decrypt = Callable[[bytes, bytes], bytes]  # key, cipher text -> padded plain text


@dataclass(frozen=True, slots=True)
class Attached:
    """One file out of a mail."""

    name: str
    data: bytes


def is_secure_mail(data: bytes) -> bool:
    return MARK in data


def open_mail(data: bytes, file: str, business_numbers: Sequence[str]) -> list[Attached]:
    """The attachments, XML first. Raises Problem for a mail that is broken or too large, that has no HashKey to verify
    a number by, or that none of `business_numbers` (ten digits; hyphens and blanks are dropped) opens."""
    if len(data) > LIMIT:
        raise Problem(TOO_LARGE, file=file, size=len(data) // 1_000_000, limit=LIMIT // 1_000_000)
    inputs = _inputs(data)
    header = _header(inputs.get(HEADER, ""), file)
    decrypt = CIPHERS.get(_first(header, "ContentEncryptionAlgorithm"))
    if decrypt is None:
        raise Problem(MAIL_BROKEN, file=file)
    key = _key(header, decrypt, file, business_numbers)
    attached = [_attached(name, inputs, tag, decrypt, key, file) for name, tag in _named(header, inputs)]
    if not attached:
        raise Problem(MAIL_BROKEN, file=file)
    return sorted(attached, key=lambda one: not one.name.lower().endswith(".xml"))


def _key(header: Mapping[str, Sequence[str]], decrypt: Decrypt, file: str, numbers: Sequence[str]) -> bytes:
    proof = _first(header, "HashKey")
    if not proof:
        raise Problem(MAIL_UNVERIFIED, file=file)
    sealed = _decoded(proof, file)
    candidates = [digits for number in numbers if (digits := re.sub(r"\D", "", number))]
    if not candidates:
        raise Problem(MAIL_NEEDS_NUMBER, file=file)
    for digits in candidates:
        key = hashlib.md5(digits.encode(), usedforsecurity=False).digest()
        try:
            said = _unpadded(decrypt(key, sealed))
        except ValueError:  # padding that is none: this key is not the one
            continue
        if hmac.compare_digest(said.strip().lower(), key.hex().encode()):
            return key
    raise Problem(MAIL_NO_FIT, file=file, count=len(candidates))


def _attached(name: str, inputs: Mapping[str, str], tag: str, decrypt: Decrypt, key: bytes, file: str) -> Attached:
    try:
        plain = _unpadded(decrypt(key, _decoded(inputs[tag], file)))
    except ValueError as error:
        raise Problem(MAIL_BROKEN, file=file) from error
    return Attached(name, _decoded(plain.decode("latin-1"), file))


def _named(header: Mapping[str, Sequence[str]], inputs: Mapping[str, str]) -> list[tuple[str, str]]:
    """Names of the attachments with the ids of their inputs, those that are there."""
    names, tags = header.get("attachfilename", ()), header.get("attachfiletagid", ())
    found = []
    for place in range(min(max(len(names), len(tags), 1), ATTACHMENTS)):
        tag = tags[place] if place < len(tags) else f"{CONTENTS}{place}"
        tag = tag if tag in inputs else f"{CONTENTS}{tag}"
        if tag in inputs:
            found.append((names[place] if place < len(names) else "", tag))
    return found


def _header(masked: str, file: str) -> dict[str, list[str]]:
    """The lines "Key:value", values of a repeated key in order; keys in lower case."""
    clear = bytes(value ^ MASK for value in _decoded(masked, file))
    try:
        text = clear.decode("utf-8")
    except UnicodeDecodeError:
        text = clear.decode("cp949", "replace")
    found: dict[str, list[str]] = {}
    for line in LINES.split(text):
        key, colon, value = line.partition(":")
        if colon:
            found.setdefault(key.strip().lower(), []).append(value.strip())
    if not found:
        raise Problem(MAIL_BROKEN, file=file)
    return found


def _first(header: Mapping[str, Sequence[str]], key: str) -> str:
    return next(iter(header.get(key.lower(), ())), "")


def _decoded(text: str, file: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem(MAIL_BROKEN, file=file) from error


def _unpadded(padded: bytes) -> bytes:
    """Without PKCS #7 padding. Raises ValueError where there is none."""
    count = padded[-1] if padded else 0
    if not 1 <= count <= BLOCK or padded[-count:] != bytes([count]) * count:
        raise ValueError("no padding")
    return padded[:-count]


def _by_library(algorithm: type[AES] | type[SEED]) -> Decrypt:
    def decrypt(key: bytes, data: bytes) -> bytes:
        engine = Cipher(algorithm(key), modes.CBC(START)).decryptor()
        return engine.update(data) + engine.finalize()

    return decrypt


def _by_aria(key: bytes, data: bytes) -> bytes:
    if len(data) > ARIA_LIMIT:
        raise ValueError("more than our ARIA should be asked for")
    return aria.decrypt_cbc(key, data, START)


CIPHERS: dict[str, Decrypt] = {"1": _by_library(AES), "2": _by_library(SEED), "3": _by_aria}


class _Inputs(HTMLParser):
    """The values of the page's input elements, by id. Nothing of the page is run or fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name = said.get("id") or said.get("name")
        if tag == "input" and name:
            self.found.setdefault(name, said.get("value") or "")


def _inputs(data: bytes) -> dict[str, str]:
    parser = _Inputs()
    parser.feed(data.decode("latin-1"))  # ids and base64 are ASCII whatever the page's encoding
    return parser.found
