"""An empty PostgreSQL database beside the site's own, for a restore drill; gone when the drill is over."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


@contextmanager
def empty_database(url: str) -> Iterator[str]:
    """The DATABASE_URL of a database that nothing is in. The role must be allowed to create one."""
    import psycopg  # noqa: PLC0415  # only where the site lives in PostgreSQL
    from psycopg import sql  # noqa: PLC0415

    name = f"jangbu_drill_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as own:
        own.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            own.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
