"""The files of modules: what ships, and what the firm's own folder holds in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

from django.conf import settings

from jangbu.apps.base.evidence import fits, known
from jangbu.apps.regulations import problems
from jangbu.engines.checklist import Catalogue, read_catalogue
from jangbu.kernel.errors import Problem

SHIPPED = Path(__file__).parent.parent / "shipped"
NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
LARGEST = 512 * 1024


@dataclass(frozen=True, slots=True)
class ModuleFile:
    """One file as it lies there now. `name` is that of the module, its own without .yaml."""

    name: str
    path: Path
    origin: Literal["shipped", "folder"]
    content: bytes
    fingerprint: str  # SHA-256, hex


def own_folder() -> Path:
    """Where files of the firm lie; each stands before the shipped one of its name."""
    return Path(settings.HOME) / "regulations"


def files() -> dict[str, ModuleFile]:
    """By name. Read anew only where a file's time or size changed."""
    found = {path.stem: _file(path, "shipped") for path in sorted(SHIPPED.glob("*.yaml"))}
    found |= {path.stem: _file(path, "folder") for path in sorted(own_folder().glob("*.yaml"))}
    return {name: each for name, each in found.items() if each is not None}


def shipped(name: str) -> ModuleFile | None:
    """The file that came with the product, whatever the firm's folder holds."""
    return _file(SHIPPED / f"{name}.yaml", "shipped")


def _file(path: Path, origin: Literal["shipped", "folder"]) -> ModuleFile | None:
    try:
        stat = path.stat()
        return _held(path, stat.st_mtime_ns, stat.st_size, origin)
    except OSError:
        return None  # it went away while we looked


@lru_cache(maxsize=64)
def _held(path: Path, _time: int, _size: int, origin: Literal["shipped", "folder"]) -> ModuleFile:
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)  # a larger one is refused when it is read
    return ModuleFile(path.stem, path, origin, content, sha256(content).hexdigest())


def checked(content: bytes, file: str) -> Catalogue:
    """A module that may serve. `file` is its name, with or without .yaml.

    Raises Problem checklist.* with the place of what is wrong, regulations.not_a_module, .wrong_name,
    .wrong_parameters.
    """
    return _checked(content, file, known())


@lru_cache(maxsize=32)
def _checked(content: bytes, file: str, names: frozenset[str]) -> Catalogue:
    made = read_catalogue(content, file=file, known=names)
    if made.kind != "regulation":
        raise Problem(problems.NOT_A_MODULE, file=file)
    if made.name != Path(file).stem or not NAME.fullmatch(made.name):
        raise Problem(problems.WRONG_NAME, file=file, name=made.name)
    for item in made.items:
        for call in (*item.needs, *(item.law.applies_when if item.law else ())):
            if not fits(call):
                raise Problem(problems.WRONG_PARAMETERS, file=file, place=item.id, call=str(call))
    return made


@lru_cache(maxsize=64)
def stored(content: str, name: str) -> Catalogue:
    """A version that was checked when it was taken up; evidence that is no longer given reads as unknown."""
    return read_catalogue(content.encode(), file=f"{name}.yaml")


def write_own(name: str, content: bytes) -> None:
    """Into the firm's folder, whole or not at all."""
    folder = own_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = folder / f".{name}.half"
    half.write_bytes(content)
    half.replace(folder / f"{name}.yaml")
