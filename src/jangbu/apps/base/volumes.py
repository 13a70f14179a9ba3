"""Whether the disk below a folder is encrypted, as far as this machine shows it.

Linux shows an encrypted block device by the prefix CRYPT- of its device mapper's uuid (cryptsetup, dm-crypt), also
below LVM or RAID, and stacked encryption by the kind of file system. A disk that encrypts itself, or that a cloud
encrypts below the machine, shows nothing: then the answer is "unseen", never "no".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Seen = Literal["encrypted", "unseen", "unknown"]
MOUNTS, DEVICES = Path("/proc/self/mountinfo"), Path("/sys/dev/block")
STACKED = frozenset({"ecryptfs", "fuse.gocryptfs", "fuse.cryfs", "fuse.encfs"})  # file systems that encrypt by nature


@dataclass(frozen=True, slots=True)
class Volume:
    """Where a folder is mounted, on what kind of file system, and whether it is seen to be encrypted."""

    mount: str
    system: str
    seen: Seen


def volume_of(path: Path, *, mounts: Path = MOUNTS, devices: Path = DEVICES) -> Volume:
    """The volume that holds `path`. "unknown" where the machine does not list its mounts (macOS, Windows)."""
    try:
        lines = mounts.read_text().splitlines()
    except OSError:
        return Volume("", "", "unknown")
    held = [found for line in lines if (found := _mount(line)) and path.absolute().is_relative_to(found[0])]
    if not held:
        return Volume("", "", "unknown")
    mount, system, device = max(held, key=lambda each: len(each[0].parts))
    if system in STACKED:
        return Volume(str(mount), system, "encrypted")
    sealed = any(name.startswith("CRYPT-") for name in _uuids(devices / device))
    return Volume(str(mount), system, "encrypted" if sealed else "unseen")


def _mount(line: str) -> tuple[Path, str, str] | None:
    """(mount point, file system, major:minor) of a line of mountinfo, proc_pid_mountinfo(5)."""
    before, dash, after = line.partition(" - ")
    fields, rest = before.split(), after.split()
    if not dash or len(fields) < 5 or not rest:
        return None
    return Path(fields[4].encode().decode("unicode_escape")), rest[0], fields[2]


def _uuids(device: Path, depth: int = 8) -> Iterator[str]:
    """The device mapper's uuid of a block device and of all below it."""
    with suppress(OSError):  # no device of the mapper
        yield (device / "dm" / "uuid").read_text().strip()
    below = device / "slaves"
    if depth and below.is_dir():
        for each in sorted(below.iterdir()):
            yield from _uuids(each, depth - 1)
