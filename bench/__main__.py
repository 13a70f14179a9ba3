"""`./jangbu bench NAME [--only PART ...] [--quick] [--json]`: run one benchmark, peers beside ours; print its table."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import sys
from dataclasses import asdict
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

import bench
from bench.rows import Row

NOT_BENCHES = {"rows", "turns"}


def names() -> list[str]:
    return sorted(
        m.name
        for m in pkgutil.iter_modules(bench.__path__)
        if m.name[0] != "_" and m.name not in NOT_BENCHES and not m.ispkg
    )


def table_of(title: str, rows: list[Row]) -> Table:
    table = Table(title=title, caption=f"load average {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores")
    for heading in ("what", "peer", "peer's", "ours", "ratio", "unit"):
        table.add_column(heading, justify="left" if heading in {"what", "peer", "unit"} else "right")
    for row in rows:
        table.add_row(row.what, row.peer, f"{row.peer_value:,.4g}", f"{row.ours:,.4g}", f"{row.ratio:.2f}", row.unit)
    return table


def parts_of(module: ModuleType, asked: argparse.Namespace, parser: argparse.ArgumentParser) -> dict[str, Any]:
    """What --only and --quick come to; benches without parts know neither."""
    if not (asked.only or asked.quick):
        return {}
    known = list(getattr(module, "PARTS", ()))
    if not known:
        parser.error(f"{asked.name} has no parts: leave out --only and --quick")
    for part in asked.only:
        if part not in known:
            parser.error(f"{asked.name} has no part {part}; it has {', '.join(known)}")
    return {"only": asked.only, "quick": asked.quick}


def main() -> int:
    parser = argparse.ArgumentParser(prog="jangbu bench", description=__doc__)
    parser.add_argument("name", choices=names())
    parser.add_argument("--json", action="store_true", dest="as_json")
    parser.add_argument(
        "--only", action="append", default=[], metavar="PART", help="some parts of a bench that has parts"
    )
    parser.add_argument("--quick", action="store_true", help="small files and one turn, where a bench has parts")
    asked = parser.parse_args()
    module = importlib.import_module(f"bench.{asked.name}")
    options = parts_of(module, asked, parser)
    rows: list[Row] = []

    def report(row: Row) -> None:
        rows.append(row)
        print(f"{row.what}: {row.ours:,.4g} {row.unit}", file=sys.stderr)

    try:
        module.run(report, **options)
    finally:  # what was measured before something broke is still worth reading
        if asked.as_json:
            print(json.dumps({"rows": [asdict(row) for row in rows]}, ensure_ascii=False, indent=2))
        else:
            Console().print(table_of(module.TITLE, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
