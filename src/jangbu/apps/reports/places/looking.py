"""What this machine shows of the places where the firm's data lie."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from jangbu.apps.base import sealing
from jangbu.apps.base.volumes import Seen, Volume, volume_of

KEY_FILE = "secret.key"


@dataclass(frozen=True, slots=True)
class Seal:
    """Sealed values of one kind: how many there are, and how many open under the site's key."""

    ko: str
    en: str
    count: int
    opened: int


@dataclass(frozen=True, slots=True)
class Look:
    """One look. `database_at` is a path, or host and port of a server; a server elsewhere shows nothing of its disk."""

    home: Path
    volume: Volume
    database_at: str
    database: Seen
    key_file: Path
    key_closed: bool
    seals: tuple[Seal, ...]

    @property
    def secrets(self) -> int:
        return sum(each.count for each in self.seals)

    @property
    def opened(self) -> int:
        return sum(each.opened for each in self.seals)


def look(home: Path | None = None) -> Look:
    """As it is now. Reads file modes, the list of mounts and every sealed value; opens each and keeps none."""
    home = home or Path(settings.HOME)
    volume = volume_of(home)
    where, seen = _database(volume)
    key = home / KEY_FILE
    counted = [(each, *each.count()) for each in sealing.holdings()]
    seals = tuple(Seal(each.ko, each.en, count, opened) for each, count, opened in counted if count)
    return Look(home, volume, where, seen, key, _closed(key), seals)


def _database(volume: Volume) -> tuple[str, Seen]:
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(held["NAME"]), volume.seen
    host = str(held["HOST"] or "localhost")
    return f"{host}{':' + str(held['PORT']) if held['PORT'] else ''}/{held['NAME']}", "unknown"


def _closed(key: Path) -> bool:
    """Only its owner may read it; a key that is given otherwise than by a file is nobody's to read here."""
    try:
        return not stat.S_IMODE(key.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
    except FileNotFoundError:
        return True
