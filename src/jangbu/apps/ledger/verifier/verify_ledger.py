"""Check an exported Jangbu ledger. Python 3.9 or later, nothing else; no network; changes nothing.

    python3 verify_ledger.py BUNDLE [--anchor FILE] [--pubkey FILE]

BUNDLE is the .zip or the folder it was unpacked to. Anchor and public key are files you kept yourself; neither is taken
from the bundle, since whoever could rewrite the one could rewrite the other.
Exit codes: 0 intact up to the anchor, 1 broken at entry N, 2 truncated, 3 no anchor given, 4 anchor or key unreadable.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections.abc import Iterable
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519, RFC 8032, section 5.1
D = -121665 * pow(121666, -1, P) % P


def add(a: list[int], b: list[int]) -> list[int]:
    """Points as X, Y, Z, T."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return [e * f % P, g * h % P, f * g % P, e * h % P]


def times(scalar: int, point: list[int]) -> list[int]:
    found = [0, 1, 1, 0]
    while scalar:
        if scalar & 1:
            found = add(found, point)
        point, scalar = add(point, point), scalar >> 1
    return found


def point_of(raw: bytes) -> list[int]:
    number = int.from_bytes(raw, "little")
    odd, y = number >> 255, number & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (not x and odd):
        raise ValueError("not a point")
    x = x if x & 1 == odd else P - x
    return [x, y, 1, x * y % P]


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        key, r = point_of(public), point_of(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = times(s, point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))), add(r, times(k, key))
    return s < L and not any((left[axis] * right[2] - right[axis] * left[2]) % P for axis in (0, 1))


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def append(tree: list[tuple[int, bytes]], leaf: bytes) -> None:
    """RFC 6962: the tree as its perfect subtrees, highest first, each as (leaves, root)."""
    tree.append((1, leaf))
    while len(tree) > 1 and tree[-2][0] == tree[-1][0]:
        right, left = tree.pop(), tree.pop()
        tree.append((2 * left[0], node(left[1], right[1])))


def root_of(tree: list[tuple[int, bytes]]) -> bytes:
    found = tree[-1][1] if tree else sha256().digest()
    for _leaves, left in reversed(tree[:-1]):
        found = node(left, found)
    return found


def grows(first: int, second: int, old_root: bytes, new_root: bytes, path: list[bytes]) -> bool:
    """RFC 9162, 2.1.4.2: whether the tree of `second` leaves only adds to the tree of `first`."""
    nodes = [old_root, *path] if first & (first - 1) == 0 else path
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = nodes[0]
    for one in nodes[1:]:
        if place & 1 or place == last:
            old, new = node(one, old), node(one, new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = node(new, one)
        place, last = place >> 1, last >> 1
    return last == 0 and (old, new) == (old_root, new_root)


def read_note(text: str) -> dict[str, Any]:
    body, _empty, signatures = text.replace("\r\n", "\n").partition("\n\n")
    origin, size, root, head = body.split("\n")[:4]
    made = [(line.split()[1], base64.b64decode(line.split()[2])) for line in signatures.splitlines()]
    told = {"origin": origin, "size": int(size), "root": base64.b64decode(root), "head": head[len("head ") :]}
    return {**told, "body": (body + "\n").encode(), "signatures": made}


def read_keys(text: str) -> list[tuple[str, bytes, bytes]]:
    keys = []
    for line in text.split():
        name, key_id, encoded = line.split("+", 2)
        raw = base64.b64decode(encoded)
        if sha256(name.encode() + b"\n" + raw).hexdigest()[:8] != key_id or len(raw) != 33 or raw[0] != 1:
            raise ValueError("not a verifier key")
        keys.append((name, bytes.fromhex(key_id), raw[1:]))
    return keys


def signed(note: dict[str, Any], keys: list[tuple[str, bytes, bytes]]) -> bool:
    """Whether one of these keys (name, id, public key) made one of the note's signatures (name, id and signature)."""
    made = [(key[2], raw[4:]) for key in keys for name, raw in note["signatures"] if key[:2] == (name, raw[:4])]
    return any(ed25519(public, note["body"], signature) for public, signature in made)


def walk(lines: Iterable[bytes], sizes: set[int], firm: str) -> tuple[int, dict[int, tuple[bytes, str]], int]:
    """Recompute all: entries, the root and head at each size, and the first entry that differs or 0."""
    tree: list[tuple[int, bytes]] = []
    marks: dict[int, tuple[bytes, str]] = {}
    previous, number = "0" * 64, 0
    for number, line in enumerate(lines, start=1):
        entry = json.loads(line)
        if (entry["number"], entry["firm"]) != (number, firm):
            return number, marks, number
        if entry["previous"] != previous:
            return number, marks, max(1, number - 1)
        digest = sha256(b"\0" + line.rstrip(b"\n"))
        previous = digest.hexdigest()
        append(tree, digest.digest())
        if number in sizes:
            marks[number] = (root_of(tree), previous)
    marks[number] = (root_of(tree), previous)
    return number, marks, 0


def check(bundle: Any, names: list[str], anchor: dict[str, Any] | None, keys: list[Any]) -> tuple[int, str]:
    notes = [read_note(bundle(name).read().decode()) for name in names if name.startswith("checkpoints/")]
    notes = sorted([*notes, *([anchor] if anchor else [])], key=lambda note: note["size"])
    firm = anchor["origin"].split("/", 1)[1] if anchor else json.loads(bundle("entries.jsonl").readline())["firm"]
    entries, marks, broken = walk(bundle("entries.jsonl"), {note["size"] for note in notes}, firm)
    if broken:
        return 1, f"broken at entry {broken}"
    for note in notes:
        if note["size"] > entries:
            return 2, f"truncated: {entries} entries where {note['size']} were vouched for"
        if note["origin"] != f"jangbu/{firm}" or marks[note["size"]] != (note["root"], note["head"]):
            return 1, f"broken at entry {note['size']}: it differs from the checkpoint made there"
        if keys and not signed(note, keys):
            return 1, f"broken at entry {note['size']}: its checkpoint is not signed by your key"
    for told in map(json.loads, bundle("proofs.jsonl")):
        first, second, path = told["from"], told["to"], [base64.b64decode(one) for one in told["path"]]
        if not grows(first, second, marks[first][0], marks[second][0], path):
            return 1, f"broken at entry {first}: the proof up to {second} does not hold"
    if not anchor:
        return 3, f"{entries} entries fit together, but without --anchor nobody can tell whether all were rewritten"
    vouched = "signature checked" if keys else "signature not checked: no --pubkey given"
    return 0, f"intact up to the anchor at entry {anchor['size']} of {entries} ({vouched})"


def answer(asked: argparse.Namespace) -> tuple[int, str]:
    try:
        anchor = read_note(asked.anchor.read_text("utf-8")) if asked.anchor else None
        keys = read_keys(asked.pubkey.read_text("utf-8")) if asked.pubkey else []
    except (OSError, ValueError) as error:
        return 4, f"the anchor or the key cannot be read: {error}"
    if asked.pubkey and (not keys or (anchor and not signed(anchor, keys))):
        return 4, "the anchor is not signed by your key"
    try:
        if asked.bundle.is_dir():
            names = [f"checkpoints/{path.name}" for path in (asked.bundle / "checkpoints").glob("*.txt")]
            return check(lambda name: (asked.bundle / name).open("rb"), names, anchor, keys)
        bundle = ZipFile(asked.bundle)
        return check(bundle.open, bundle.namelist(), anchor, keys)
    except (OSError, ValueError, LookupError, TypeError, BadZipFile) as error:
        return 1, f"broken: the bundle is damaged: {error!r}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--anchor", type=Path)
    parser.add_argument("--pubkey", type=Path)
    code, said = answer(parser.parse_args())
    sys.stdout.write(said + "\n")
    sys.exit(code)
