"""Files and single values as people write them: tables, amounts, quantities, dates, and the names of columns."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from jangbu.engines.quotes.model import TaxKind
from jangbu.engines.quotes.problems import BAD_VALUE, FRACTION, MISSING, TOO_LARGE, UNREADABLE
from jangbu.kernel.errors import Problem
from jangbu.kernel.money import MINOR_DIGITS

LIMIT = 20_000_000
TAX_KINDS: dict[str, TaxKind] = {
    **dict.fromkeys(("", "과세", "taxable", "vat", "standard", "10", "10%"), "taxable"),
    **dict.fromkeys(("영세", "영세율", "zero", "zero-rated", "zero rated", "0", "0%"), "zero"),
    **dict.fromkeys(("면세", "비과세", "exempt", "tax-free", "free"), "exempt"),
}


def content(path: Path) -> bytes:
    """The bytes of a file. Raises Problem where it is not there, not readable or over 20 MB."""
    if not path.is_file():
        raise Problem(MISSING, file=path.name)
    if path.stat().st_size > LIMIT:
        raise Problem(TOO_LARGE, file=path.name, limit=LIMIT // 1_000_000)
    try:
        return path.read_bytes()
    except OSError as error:
        raise Problem(UNREADABLE, file=path.name, place=str(error.strerror or "")) from error


def text(data: bytes, name: str) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM, else CP949."""
    for encoding in ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem(UNREADABLE, file=name, place="UTF-8, CP949")


def from_json(data: bytes, name: str) -> Any:
    """Numbers with a point come as Decimal, never as float."""
    try:
        return json.loads(text(data, name), parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        raise Problem(UNREADABLE, file=name, place=f"JSON: {error}") from error


def rows(path: Path) -> list[dict[str, Any]]:
    return [row for _number, row in numbered_rows(path)]


def numbered_rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The rows of a CSV, TSV or the first sheet of an XLSX, by the names in their first row that is not empty, each
    with the number it has in the file (from 1, so that a person finds it)."""
    data = content(path)
    if path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".ods"}:
        try:
            grid: list[list[Any]] = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        except (CalamineError, IndexError, ValueError) as error:
            raise Problem(UNREADABLE, file=path.name, place="") from error
    else:
        written = text(data, path.name)
        first = written.partition("\n")[0]
        delimiter = max("\t;,|", key=first.count) if any(mark in first for mark in "\t;,|") else ","
        try:
            grid = list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter, strict=False))
        except csv.Error as error:
            raise Problem(UNREADABLE, file=path.name, place=str(error)) from error
    filled = [(no, row) for no, row in enumerate(grid, start=1) if any(str(cell).strip() for cell in row)]
    heads = [str(cell).strip() for cell in filled[0][1]] if filled else []
    return [(no, dict(zip(heads, row, strict=False))) for no, row in filled[1:]]


def key(name: str) -> str:
    """ "Unit Price", "unit-price" and "unitPrice" are one key; Korean as it is without spaces."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", str(name).strip())
    return re.sub(r"[\s_\-./()]+", "", spaced).lower()


def pick(row: Mapping[str, Any], *names: str) -> Any:
    """The first value that is there under one of the names, else None. Names are written as `key` makes them."""
    held = {key(name): value for name, value in row.items()}
    return next((held[name] for name in names if held.get(name) not in (None, "")), None) if held else None


def said(value: Any) -> str:
    """A cell as text; 3.0 is "3", None is ""."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return re.sub(r"\s+", " ", str(value)).strip()


def decimal(value: Any, place: str) -> Decimal:
    """1,000 EA, ₩1,500, 1500원, 1.5, full-width digits. Raises Problem for anything else."""
    plain = str(value).translate(str.maketrans("０１２３４５６７８９，．−", "0123456789,.-"))
    stripped = re.sub(r"^[₩￦$€£¥\\\s]+|^(?:KRW|USD|EUR|JPY)\s*|\s*(?:원|KRW|USD|EUR|JPY|달러|엔)$", "", plain.strip())
    if not re.fullmatch(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+]?\d{1,2})?", stripped):
        raise Problem(BAD_VALUE, place=place, value=said(value)[:60], what="숫자")
    try:
        number = Decimal(stripped.replace(",", ""))
    except InvalidOperation as error:
        raise Problem(BAD_VALUE, place=place, value=said(value)[:60], what="숫자") from error
    if abs(number) >= Decimal(10) ** 15:
        raise Problem(BAD_VALUE, place=place, value=said(value)[:60], what="숫자")
    return number


def minor(value: Any, currency: str, place: str) -> int:
    """An amount in major units as an integer of minor units; never rounded in silence."""
    scaled = decimal(value, place).scaleb(MINOR_DIGITS.get(currency, 2))
    if scaled != scaled.to_integral_value():
        raise Problem(FRACTION, place=place, value=said(value)[:60], currency=currency)
    return int(scaled)


def day(value: Any, place: str) -> date | None:
    """2026-11-24, 2026.11.24, 2026년 11월 24일, 20261124, or a date from a sheet; None where empty."""
    if value in {None, ""}:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = re.fullmatch(
        r"\s*(\d{4})\s*[-./년]?\s*(\d{1,2})\s*[-./월]?\s*(\d{1,2})\s*[일.]?(?:[T ].*)?\s*", said(value)
    )
    try:
        return date(*map(int, found.groups())) if found else _refused(value, place)
    except ValueError:
        return _refused(value, place)


def _refused(value: Any, place: str) -> date:
    raise Problem(BAD_VALUE, place=place, value=said(value)[:60], what="날짜")


def tax_kind(value: Any, place: str) -> TaxKind:
    found = TAX_KINDS.get(said(value).lower())
    if found is None:
        raise Problem(BAD_VALUE, place=place, value=said(value)[:60], what="과세, 영세율, 면세")
    return found
