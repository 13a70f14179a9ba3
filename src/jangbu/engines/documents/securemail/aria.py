"""ARIA with 128-bit keys (RFC 5794), block by block. No Python package that we use has it; secure mail may ask for it.

Slow on purpose: an invoice has a few hundred blocks, and what fits on a page can be compared with the RFC.
"""

from __future__ import annotations

from collections.abc import Sequence

BLOCK = 16
ROUNDS = 12
CONSTANTS = (0x517CC1B727220A94FE13ABE8FA9A6EE0, 0x6DB14ACC9E21C820FF28B1D5EF5DE2B0, 0xDB92371D2126E9700324977504E8C90E)
TURNS = (19, 31, 128 - 61, 128 - 31)  # bits to the right
# which seven of the sixteen bytes make each byte of the diffusion layer A; A undoes itself
MIX = tuple(
    tuple(int(place, 16) for place in row)
    for row in (
        "3468 9de,2578 9cf,146a bcf,057a bde,0258 bef,1349 aef,0279 acd,1368 bcd,"
        "0147 adf,0156 bce,2356 8df,2347 9ce,1267 9bc,0367 8ad,0345 9be,1245 8af"
    )
    .replace(" ", "")
    .split(",")
)


def _powers() -> tuple[list[int], dict[int, int]]:
    """The powers of 3, which passes through all of GF(2^8) modulo x^8 + x^4 + x^3 + x + 1, and their exponents."""
    powers, value = [], 1
    for _ in range(255):
        powers.append(value)
        value ^= (value << 1) ^ (0x11B if value & 0x80 else 0)
    return powers, {power: exponent for exponent, power in enumerate(powers)}


POWERS, EXPONENTS = _powers()


def _power(base: int, exponent: int) -> int:
    return POWERS[EXPONENTS[base] * exponent % 255] if base else 0


def _box(exponent: int, matrix: Sequence[int], added: int) -> bytes:
    """x to a power, through an affine map whose rows are given as bit masks, lowest bit first."""
    return bytes(
        added ^ sum(((_power(value, exponent) & row).bit_count() & 1) << bit for bit, row in enumerate(matrix))
        for value in range(256)
    )


def _inverse(box: bytes) -> bytes:
    return bytes(box.index(value) for value in range(256))


S1 = _box(254, (0xF1, 0xE3, 0xC7, 0x8F, 0x1F, 0x3E, 0x7C, 0xF8), 0x63)
S2 = _box(247, (0x7A, 0xBC, 0xEB, 0xB9, 0x34, 0x81, 0xBA, 0xCB), 0xE2)
ODD = (S1, S2, _inverse(S1), _inverse(S2)) * 4
EVEN = (_inverse(S1), _inverse(S2), S1, S2) * 4


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))


def _substituted(block: bytes, boxes: Sequence[bytes]) -> bytes:
    return bytes(box[value] for box, value in zip(boxes, block, strict=True))


def _mixed(block: bytes) -> bytes:
    out = []
    for a, b, c, d, e, f, g in MIX:
        out.append(block[a] ^ block[b] ^ block[c] ^ block[d] ^ block[e] ^ block[f] ^ block[g])
    return bytes(out)


def _round(block: bytes, key: bytes, boxes: Sequence[bytes]) -> bytes:
    return _mixed(_substituted(_xor(block, key), boxes))


def _turned(block: bytes, bits: int) -> bytes:
    whole = int.from_bytes(block)
    return ((whole >> bits | whole << (128 - bits)) & (2**128 - 1)).to_bytes(BLOCK)


def _encryption_keys(key: bytes) -> list[bytes]:
    """The thirteen round keys."""
    first, second, third = (constant.to_bytes(BLOCK) for constant in CONSTANTS)
    w0 = key
    w1 = _round(w0, first, ODD)
    w2 = _xor(_round(w1, second, EVEN), w0)
    w3 = _xor(_round(w2, third, ODD), w1)
    pairs = ((w0, w1), (w1, w2), (w2, w3), (w3, w0))
    keys = [_xor(plain, _turned(turned, bits)) for bits in TURNS for plain, turned in pairs]
    return keys[: ROUNDS + 1]


def _decryption_keys(key: bytes) -> list[bytes]:
    keys = _encryption_keys(key)[::-1]
    return [keys[0], *(_mixed(one) for one in keys[1:-1]), keys[-1]]


def _passed(block: bytes, keys: Sequence[bytes]) -> bytes:
    for number, key in enumerate(keys[:-2]):
        block = _round(block, key, EVEN if number % 2 else ODD)
    return _xor(_substituted(_xor(block, keys[-2]), EVEN), keys[-1])


def encrypt_block(key: bytes, block: bytes) -> bytes:
    """One block of 16 bytes under a key of 16 bytes."""
    return _passed(block, _encryption_keys(key))


def decrypt_cbc(key: bytes, data: bytes, start: bytes) -> bytes:
    """Whole blocks in cipher block chaining; padding is left on. Raises ValueError for part of a block."""
    if len(key) != BLOCK or len(data) % BLOCK:
        raise ValueError("ARIA-128 takes whole blocks of 16 bytes")
    keys, before, plain = _decryption_keys(key), start, []
    for at in range(0, len(data), BLOCK):
        block = data[at : at + BLOCK]
        plain.append(_xor(_passed(block, keys), before))
        before = block
    return b"".join(plain)
