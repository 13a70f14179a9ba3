"""What a backup file holds: a manifest, the rows of every table, the firm's files and its keys, in one sealed tar."""

from __future__ import annotations

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from jangbu.apps.backups import tables
from jangbu.apps.backups.problems import DAMAGED, NOT_WRITABLE
from jangbu.apps.backups.sealed import SealedReader, SealedWriter
from jangbu.kernel.errors import Problem

KEYS = ("secret.key", "ledger.key", "ledger.pub")  # without them sealed values and signatures are lost
FOLDERS = ("content", "anchors")
MANIFEST = "manifest.json"  # written last: what stood before it is what it lists


@dataclass
class Written:
    """A backup that stands on the disk."""

    path: Path
    size: int
    rows: int
    files: int
    entries: int
    head: str


@dataclass
class _Tar:
    tar: tarfile.TarFile
    listed: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, data: bytes) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = len(data), 0o600
        self.tar.addfile(info, io.BytesIO(data))
        self.listed[name] = sha256(data).hexdigest()


def write(home: Path, out: Path, key: bytes, header: Mapping[str, Any]) -> Written:
    """The whole home as one file at `out`, which appears once it is complete. Raises Problem where it cannot be."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".backup-") as folder:
            draft = Path(folder) / "draft"
            made = _write(home, draft, key, header, Path(folder))
            draft.replace(out)
    except OSError as error:
        raise Problem(NOT_WRITABLE, file=out) from error
    return Written(out, out.stat().st_size, *made)


def _write(home: Path, draft: Path, key: bytes, header: Mapping[str, Any], folder: Path) -> tuple[int, int, int, str]:
    counts: dict[str, int] = {}
    with draft.open("wb") as raw:
        draft.chmod(0o600)
        with SealedWriter(raw, key, header) as sealed, tarfile.open(fileobj=sealed, mode="w|gz") as tar:
            inside = _Tar(tar)
            with tables.one_moment(folder) as alias:
                entries, head = tables.ledger_head(alias)
                for model in tables.tables():
                    lines, counts[model._meta.label] = tables.dump(model, alias)
                    inside.add(f"tables/{model._meta.label}.jsonl", lines)
            for name, path in _files(home):  # after the rows: a file the rows know of is never missing
                inside.add(f"home/{name}", path.read_bytes())
            ledger = {"entries": entries, "head": head}
            manifest = {"counts": counts, "ledger": ledger, "schema": tables.schema(), "files": inside.listed}
            inside.add(MANIFEST, json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode())
        raw.flush()
        os.fsync(raw.fileno())
    return sum(counts.values()), sum(name.startswith("home/") for name in inside.listed), entries, head


def _files(home: Path) -> Iterator[tuple[str, Path]]:
    for name in KEYS:
        if (home / name).is_file():
            yield name, home / name
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and path.name != ".lock":
                yield path.relative_to(home).as_posix(), path


@dataclass(frozen=True)
class Opened:
    """A backup read to its end and found whole: its header, its manifest and a folder with what it holds."""

    header: dict[str, Any]
    manifest: dict[str, Any]
    folder: Path

    def rows(self, label: str) -> bytes:
        path = self.folder / "tables" / f"{label}.jsonl"
        return path.read_bytes() if path.exists() else b""


@contextmanager
def opened(path: Path, key: bytes, beside: Path) -> Iterator[Opened]:
    """Unpack into a folder below `beside` that is gone afterwards. Raises Problem for anything that is not whole."""
    try:
        raw = path.open("rb")
    except OSError as error:
        raise Problem(DAMAGED, file=path.name, detail=error.strerror or "?") from error
    with raw, tempfile.TemporaryDirectory(dir=beside, prefix=".restore-") as folder:
        sealed = SealedReader(raw, key, path.name)
        found = _unpack(sealed, Path(folder), path.name)
        while sealed.read(1 << 20):
            pass  # the tar ends before the stream does; only its last chunk says that nothing is cut off
        yield Opened(sealed.header, _checked(found, Path(folder), path.name), Path(folder))


def _unpack(sealed: SealedReader, folder: Path, file: str) -> dict[str, str]:
    """Each member under its own name, and its SHA-256. Names that lead elsewhere are refused."""
    found: dict[str, str] = {}
    try:
        with tarfile.open(fileobj=io.BufferedReader(sealed, 1 << 20), mode="r|gz") as tar:
            for member in tar:
                name = PurePosixPath(member.name)
                content = tar.extractfile(member) if member.isfile() else None
                if content is None or name.is_absolute() or ".." in name.parts:
                    raise Problem(DAMAGED, file=file, detail=member.name[:80])
                place = folder / name
                place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                data = content.read()
                place.write_bytes(data)
                found[member.name] = sha256(data).hexdigest()
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Problem(DAMAGED, file=file, detail=type(error).__name__) from error
    return found


def _checked(found: Mapping[str, str], folder: Path, file: str) -> dict[str, Any]:
    if MANIFEST not in found:
        raise Problem(DAMAGED, file=file, detail=MANIFEST)
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    rest = {name: digest for name, digest in found.items() if name != MANIFEST}
    if manifest.get("files") != rest:
        raise Problem(DAMAGED, file=file, detail=MANIFEST)
    return manifest
