"""The content store: files kept under the SHA-256 of their bytes, written whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stored:
    fingerprint: str  # SHA-256, hex
    size: int  # bytes
    path: Path


def place_of(store: Path, fingerprint: str) -> Path:
    return store / fingerprint[:2] / fingerprint


def keep(store: Path, chunks: Iterable[bytes]) -> Stored:
    """Write the bytes, then give them their name. A crash leaves at most a temporary file, never a wrong one."""
    store.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(dir=store, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        place = place_of(store, digest.hexdigest())
        place.parent.mkdir(exist_ok=True, mode=0o700)
        if place.exists():
            Path(temporary).unlink()
        else:
            Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return Stored(digest.hexdigest(), size, place)


@contextmanager
def using(store: Path) -> Iterator[None]:
    """While a delivery is taken in nothing is removed: bytes that are already there may be about to get an owner."""
    with _locked(store, fcntl.LOCK_SH):
        yield


@contextmanager
def removing(store: Path) -> Iterator[None]:
    """Alone in the store: nobody takes a delivery in between asking who needs some bytes and removing them."""
    with _locked(store, fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(store: Path, how: int) -> Iterator[None]:
    store.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (store / ".lock").open("a") as file:
        fcntl.flock(file, how)
        yield  # closing the file lets go, and so does a crash


def chunks_of(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


@contextmanager
def under_its_name(place: Path, file_name: str) -> Iterator[Path]:
    """A kept file under the name people know, so that readers see its ending and sentences name what they know."""
    with tempfile.TemporaryDirectory(prefix="jangbu-") as folder:
        named = Path(folder) / (Path(file_name).name or "file")
        named.symlink_to(place)
        yield named
