"""Tables on their way out: CSV that Korean Excel opens as it should, and that no cell can turn into a program.

Source: OWASP, CSV Injection (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO

# Full-width forms too: Excel with an East Asian input method takes ＝ for =.
STARTS = "=+-@＝＋－＠"
# Plain figures are what they seem: -3.5, +1,234, -12%. A phone such as +82-10-1234-5678 is not: Excel computes it.
FIGURE = re.compile(r"[+-]?(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?%?")
INVISIBLE = " \t\r\n\v\f\0\u00a0\u1680\u180e\u2000-\u200f\u2028\u2029\u202a-\u202e\u202f\u205f\u2060-\u2064\u3000\ufeff"
RISKY = re.compile(rf"[{INVISIBLE}]*[{re.escape(STARTS)}]|[\t\r\n\0]")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet could take it for a formula.

    At risk is what starts with = + - @ or their full-width forms, also behind white space or invisible characters, and
    what starts with a tab or line end. Left as they are: plain figures, and a lone hyphen for "none".
    """
    if not RISKY.match(text) or text == "-" or FIGURE.fullmatch(text):
        return text
    return f"'{text}"


def _out(cell: object) -> object:
    """Figures and dates cannot be formulas; anything else goes out as text."""
    return cell if cell is None or isinstance(cell, int | float | Decimal | date) else safe_cell(str(cell))


def write_csv(target: Path | IO[str], header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """UTF-8 with a byte order mark, which Excel in Korea needs, CRLF, every text cell and name through `safe_cell`.

    A stream is given the mark as its first character; open it with newline="".
    """
    if isinstance(target, Path):
        with target.open("w", encoding="utf-8", newline="") as stream:
            write_csv(stream, header, rows)
        return
    target.write("\ufeff")
    writer = csv.writer(target)
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([_out(cell) for cell in row] for row in rows)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """What `write_csv` writes, in memory."""
    stream = io.StringIO(newline="")
    write_csv(stream, header, rows)
    return stream.getvalue().encode("utf-8")
