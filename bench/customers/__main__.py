"""`python -m bench.customers`: see the package."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import customers
from bench.customers import write_customers, write_late


def main() -> None:
    parser = argparse.ArgumentParser(
        description=customers.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("csv", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    parser.add_argument("seed", type=int, nargs="?", default=20260101)
    parser.add_argument("--new", type=int, default=0)
    asked = parser.parse_args()
    originals = asked.rows * 4 // 5
    if asked.new:
        write_late(asked.csv, asked.truth, asked.new, originals, asked.rows - originals, asked.seed)
    else:
        write_customers(asked.csv, asked.truth, originals, asked.rows - originals, asked.seed)


if __name__ == "__main__":
    main()
