"""A folder of code as one archive and back, named by the SHA-256 of its files. Same files, same name."""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from jangbu.engines.releases.problems import KEPT_BROKEN
from jangbu.kernel.errors import Problem

KINDS = frozenset({".py", ".yaml", ".json", ".txt"})  # what a release is made of
STAMP = (1980, 1, 1, 0, 0, 0)  # the same archive whenever it is packed
LARGEST = 32 << 20  # bytes unpacked; a release is far below a megabyte


@dataclass(frozen=True, slots=True)
class Kept:
    """One release as it is kept: its fingerprint and its archive."""

    fingerprint: str
    data: bytes


def fingerprint(folder: Path, without: Sequence[str] = ()) -> str:
    """SHA-256 over names and bytes, hex. `without` are top folders left out."""
    digest = hashlib.sha256()
    for inside, path in _files(folder, without):
        digest.update(f"{inside}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def packed(folder: Path, without: Sequence[str] = ()) -> Kept:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, path in _files(folder, without):
            archive.writestr(zipfile.ZipInfo(str(inside), STAMP), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return Kept(fingerprint(folder, without), held.getvalue())


def unpacked(kept: Kept, under: Path) -> Path:
    """The folder of that release below `under`, unpacked where it is not there yet or was touched since.

    Raises Problem releases.kept_broken where the archive does not hold what its fingerprint says.
    """
    place = under / kept.fingerprint
    if place.is_dir() and fingerprint(place) == kept.fingerprint:
        return place
    under.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = Path(tempfile.mkdtemp(dir=under, prefix=".unpacking-"))
    try:
        _write(kept, fresh)
        if fingerprint(fresh) != kept.fingerprint:
            raise Problem(KEPT_BROKEN, name=kept.fingerprint[:7])
        if place.exists():
            shutil.rmtree(place)
        fresh.replace(place)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return place


def _write(kept: Kept, folder: Path) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(kept.data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > LARGEST:
                raise Problem(KEPT_BROKEN, name=kept.fingerprint[:7])
            for each in archive.infolist():
                inside = PurePosixPath(each.filename)
                if inside.is_absolute() or ".." in inside.parts:
                    raise Problem(KEPT_BROKEN, name=kept.fingerprint[:7])
                target = folder.joinpath(*inside.parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(each))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Problem(KEPT_BROKEN, name=kept.fingerprint[:7]) from error


def _files(folder: Path, without: Sequence[str]) -> Iterator[tuple[PurePosixPath, Path]]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.suffix in KINDS and path.is_file() and inside.parts[0] not in without:
            yield PurePosixPath(inside), path
