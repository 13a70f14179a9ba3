"""`./jangbu bench NAME [--json]`: run one benchmark, peers beside ours, and print its table."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import sys
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

import bench
from bench.rows import Row

NOT_BENCHES = {"rows"}


def names() -> list[str]:
    return sorted(
        m.name for m in pkgutil.iter_modules(bench.__path__) if m.name[0] != "_" and m.name not in NOT_BENCHES
    )


def table_of(title: str, rows: list[Row]) -> Table:
    table = Table(title=title, caption=f"load average {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores")
    for heading in ("what", "peer", "peer's", "ours", "ratio", "unit"):
        table.add_column(heading, justify="left" if heading in {"what", "peer", "unit"} else "right")
    for row in rows:
        table.add_row(row.what, row.peer, f"{row.peer_value:,.4g}", f"{row.ours:,.4g}", f"{row.ratio:.2f}", row.unit)
    return table


def main() -> int:
    parser = argparse.ArgumentParser(prog="jangbu bench", description=__doc__)
    parser.add_argument("name", choices=names())
    parser.add_argument("--json", action="store_true", dest="as_json")
    asked = parser.parse_args()
    module = importlib.import_module(f"bench.{asked.name}")
    rows: list[Row] = []

    def report(row: Row) -> None:
        rows.append(row)
        print(f"{row.what}: {row.ours:,.4g} {row.unit}", file=sys.stderr)

    module.run(report)
    if asked.as_json:
        print(json.dumps({"rows": [asdict(row) for row in rows]}, ensure_ascii=False, indent=2))
    else:
        Console().print(table_of(module.TITLE, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
