"""The public and made sets, brought into one shape: left.csv, right.csv where there are two tables, truth.csv.

truth.csv is row,entity for one table and left,right for two; rows are numbered from 0. Columns that give the truth
away (rec_id, cluster, class) are left out, so that nobody is scored on having read them.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.matching.scoring import entities_of
from bench.turns import ROOT

DATA = Path(os.environ.get("JANGBU_SHARED_DATA", ROOT.parent / "shared" / "data")) / "matching"
Lines = list[list[str]]


@dataclass(frozen=True, slots=True)
class Linked:
    """Two tables as published: files, separator, the ids of the pairs and how the values are quoted."""

    left: str
    right: str
    truth: str
    separator: str = "|"
    quote: str = '"'
    escape: str | None = None
    telling: tuple[str, ...] = ()


LINKED = {
    "fodors_zagats": Linked("fodors", "zagats", "matches_fodors_zagats", ",", "'", "\\", ("class",)),
    "dblp_acm": Linked("dblpclean", "acmclean", "gtclean", "%"),
    "abt_buy": Linked("abtclean", "buyclean", "gtclean"),
    "imdb_tmdb": Linked("imdbclean", "tmdbclean", "gtclean"),
}
FEBRL = {f"febrl{number}": f"dataset{number}.csv" for number in (1, 2, 3)}
KOREAN = "korean_companies"
CUSTOMERS_SEED = 20260101


def read(path: Path, separator: str = ",", quote: str = '"', escape: str | None = None) -> tuple[list[str], Lines]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter=separator, quotechar=quote, escapechar=escape))
    return lines[0], [line for line in lines[1:] if line]


def write(path: Path, header: Sequence[str], lines: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(lines)


def without(header: list[str], lines: Lines, telling: Sequence[str]) -> tuple[list[str], Lines]:
    kept = [place for place, name in enumerate(header) if name not in telling]
    return [header[place] for place in kept], [[line[place] for place in kept] for line in lines]


def prepared(name: str, folder: Path) -> Path:
    """The set written below `folder`; raises FileNotFoundError where the data are not beside the repository."""
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    if name in LINKED:
        linked(name, place)
    elif name in FEBRL:
        one_table(DATA / "febrl" / FEBRL[name], place, "rec_id")
    else:
        one_table(DATA / KOREAN / "kr_company_dupes.csv", place, "cluster")
    return place


def linked(name: str, place: Path) -> None:
    asked, rows_of = LINKED[name], []
    for side, file in (("left", asked.left), ("right", asked.right)):
        header, lines = read(DATA / name / f"{file}.csv", asked.separator, asked.quote, asked.escape)
        rows_of.append({line[0]: row for row, line in enumerate(lines)})
        write(place / f"{side}.csv", *without(header, lines, asked.telling))
    _header, pairs = read(DATA / name / f"{asked.truth}.csv", asked.separator)
    truth = [(rows_of[0][left], rows_of[1][right]) for left, right in pairs]
    write(place / "truth.csv", ("left", "right"), truth)


def one_table(path: Path, place: Path, telling: str) -> None:
    """Duplicates carry their entity in one column: a number, or febrl's rec-123-dup-0."""
    names, cells = read(path)  # febrl has a blank behind each comma
    header, lines = [name.strip() for name in names], [[cell.strip() for cell in line] for line in cells]
    column = header.index(telling)
    entities = [(re.findall(r"\d+", line[column]) or [""])[0] for line in lines]
    write(place / "left.csv", *without(header, lines, (telling,)))
    write(place / "truth.csv", ("row", "entity"), list(enumerate(entities)))


def customers(rows: int, folder: Path) -> Path:
    """Our own generator's file and 1,000 late rows (late.csv, late_truth.csv), made on first use."""
    makers = b"".join(path.read_bytes() for path in sorted((ROOT / "bench" / "customers").glob("*.py")))
    place = folder / f"customers_{rows}_{zlib.crc32(makers):08x}"
    if not (place / "late_truth.csv").exists():
        place.mkdir(parents=True, exist_ok=True)
        make = [sys.executable, "-m", "bench.customers"]
        size = [str(rows), str(CUSTOMERS_SEED)]
        subprocess.run([*make, place / "left.csv", place / "truth.csv", *size], check=True, cwd=ROOT)
        late = [place / "late.csv", place / "late_truth.csv"]
        subprocess.run([*make, "--new", "1000", *late, *size], check=True, cwd=ROOT)
    return place


def anew(place: Path) -> tuple[Path, int]:
    """Customers and late rows as one table, for those who have to start over, and the number of the first late row."""
    whole = place / "anew"
    if not (whole / "truth.csv").exists():
        whole.mkdir(exist_ok=True)
        with (whole / "left.csv").open("wb") as out:
            out.write((place / "left.csv").read_bytes())
            out.write((place / "late.csv").read_bytes().split(b"\n", 1)[1])
        entities = entities_of(place) + entities_of(place, "late_truth.csv")
        write(whole / "truth.csv", ("row", "entity"), list(enumerate(entities)))
    return whole, len(entities_of(place))
