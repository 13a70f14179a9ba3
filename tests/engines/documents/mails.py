"""Secure mail of the tests' own making, in the format the tax office's page speaks."""

from __future__ import annotations

import base64
import hashlib

from cryptography.hazmat.decrepit.ciphers.algorithms import SEED
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES

from jangbu.engines.documents.securemail import aria

AES_NUMBER, SEED_NUMBER, ARIA_NUMBER = "1", "2", "3"


def sealed(algorithm: str, key: bytes, plain: bytes) -> str:
    """PKCS #7, CBC, IV 0, base64."""
    count = 16 - len(plain) % 16
    padded = plain + bytes([count]) * count
    if algorithm == ARIA_NUMBER:
        before, blocks = bytes(16), []
        for at in range(0, len(padded), 16):
            mixed = bytes(one ^ other for one, other in zip(padded[at : at + 16], before, strict=True))
            before = aria.encrypt_block(key, mixed)
            blocks.append(before)
        return base64.b64encode(b"".join(blocks)).decode()
    engine = Cipher((AES if algorithm == AES_NUMBER else SEED)(key), modes.CBC(bytes(16))).encryptor()
    return base64.b64encode(engine.update(padded) + engine.finalize()).decode()


def secure_mail(
    xml: bytes,
    number: str,
    *,
    algorithm: str = SEED_NUMBER,
    proved: bool = True,
    name: str = "202611021234567890123456.xml",
) -> bytes:
    """The page with its hidden inputs; without `proved` its header has no HashKey."""
    key = hashlib.md5(number.encode(), usedforsecurity=False).digest()
    lines = [
        f"ContentEncryptionAlgorithm:{algorithm}",
        "HintKey:주민등록번호(13자리), 사업자인 경우는 사업자등록번호(10자리)를 입력하시기 바랍니다.",
        *([f"HashKey:{sealed(algorithm, key, key.hex().encode())}"] if proved else []),
        "AttachFileCount:1",
        f"AttachFileName:{name}",
        "AttachFileTagID:idCriAttachContents0",
        f"AttachFileSize:{len(xml)}",
    ]
    header = base64.b64encode(bytes(value ^ 0x6B for value in "\r\n".join(lines).encode())).decode()
    body = sealed(algorithm, key, "본문".encode())
    attached = sealed(algorithm, key, base64.b64encode(xml))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><script src="https://hometax.invalid/seed.js"></script></head>
<body><input type="password" id="idPcPwd">
<input type="hidden" id="idCriHeader" value="{header}">
<input type="hidden" id="idCriPcContents" value="{body}">
<input type="hidden" value="{attached}" id="idCriAttachContents0">
</body></html>""".encode()
