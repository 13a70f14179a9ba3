"""Where DBOS keeps its progress: a file beside the site's own, or a schema of its own in the site's PostgreSQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

NAME = "jangbu"
VERSION = "1"  # of the workflows: raised when the order of steps changes, so that open runs end as they began
QUEUE = "work"
FILE = "runs.sqlite3"


@dataclass(frozen=True, slots=True)
class Place:
    """`url` as SQLAlchemy takes it; `file` is the SQLite file, None on PostgreSQL."""

    home: Path
    url: str
    file: Path | None

    @property
    def shared(self) -> bool:
        """Whether any number of workers may share it."""
        return self.file is None


def place_of(home: Path, database_url: str) -> Place:
    """SQLite in `home` unless the site lives in PostgreSQL."""
    if database_url.startswith(("postgres://", "postgresql://")):
        return Place(home, "postgresql+psycopg://" + database_url.partition("://")[2], None)
    file = home / FILE
    return Place(home, f"sqlite:///{file}", file)


def prepare(place: Place) -> None:
    """SQLite before anybody opens it: readers beside one writer, and every commit on the disk."""
    if place.file is not None:
        place.file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(place.file, timeout=20)) as db:
            db.execute("PRAGMA journal_mode=WAL")
