"""Lint and fill a template, whichever format it has; files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jangbu.engines.quotes.model import Quote
from jangbu.engines.quotes.problems import NOT_WRITTEN, UNKNOWN_FORM, WRONG_SUFFIX
from jangbu.engines.quotes.templates import hangul, sheet, typeset, word
from jangbu.engines.quotes.templates.findings import Finding
from jangbu.engines.quotes.values import values
from jangbu.kernel.errors import Problem

Fill = Callable[[Path, Mapping[str, Any]], bytes]
FORMATS: dict[str, tuple[str, Fill, Callable[[Path], list[Finding]]]] = {
    ".typ": (".pdf", typeset.fill, typeset.lint),
    ".docx": (".docx", word.fill, word.lint),
    ".xlsx": (".xlsx", sheet.fill, sheet.lint),
    ".hwpx": (".hwpx", hangul.fill, hangul.lint),
}


def lint(path: Path) -> list[Finding]:
    """What is wrong with a template: an error keeps it from use. Raises Problem where it cannot even be opened."""
    return _of(path)[2](path)


def placeholders(path: Path) -> tuple[str, ...]:
    """The English names of the placeholders a template uses, in order. Raises Problem where it cannot be opened."""
    _of(path)
    reader = {".typ": typeset, ".docx": word, ".xlsx": sheet, ".hwpx": hangul}[path.suffix.lower()]
    return tuple(sorted(reader.scanned(path).used))


def filled(quote: Quote, template: Path) -> bytes:
    """The filled template: a PDF from Typst, else the template's own format. Raises Problem where it is refused."""
    return _of(template)[1](template, values(quote))


def pictures(quote: Quote, template: Path, *, ppi: int = 110) -> tuple[bytes, ...]:
    """The pages of a Typst template as PNG, to look at before anything leaves."""
    return typeset.pictures(template, values(quote), ppi)


def render(quote: Quote, template: Path, out: Path) -> tuple[Path, ...]:
    """Fill the template and write the file: PDF from Typst, else the template's own format.

    Raises Problem where the template is refused, the name of the file does not fit, or it cannot be written.
    """
    suffix, fill, _lint = _of(template)
    if out.suffix.lower() != suffix:
        raise Problem(WRONG_SUFFIX, template=template.name, wanted=suffix, out=out.suffix or out.name)
    write(out, fill(template, values(quote)))
    return (out,)


def write(out: Path, data: bytes) -> None:
    """Beside its place first, then moved there."""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.stem}-", suffix=out.suffix)
    except OSError as error:
        raise Problem(NOT_WRITTEN, file=str(out)) from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        beside.chmod(0o644)
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Problem(NOT_WRITTEN, file=str(out)) from error


def _of(path: Path) -> tuple[str, Fill, Callable[[Path], list[Finding]]]:
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        raise Problem(UNKNOWN_FORM, file=path.name, known="TYP, DOCX, XLSX, HWPX")
    return found
