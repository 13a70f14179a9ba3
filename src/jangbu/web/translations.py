"""The catalogue of English: gather what the pages say, keep what is translated, compile. No tool beyond pip.

    python -m jangbu.web.translations collect   gather sentences into the .po, keeping the English that is there
    python -m jangbu.web.translations missing   print the sentences that have no English yet; exit 1 if there are any
    python -m jangbu.web.translations compile   write the .mo that the site reads

The Korean sentence is the id. Sentences that left the pages leave the catalogue too; history keeps them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).parents[1]
WRITTEN = Path(__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = WRITTEN.with_suffix(".mo")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)")
# A date in the header would make every run a change.
MADE = datetime(2026, 1, 1, tzinfo=UTC)

MessageId = str | tuple[str, ...]


def gathered() -> Catalog:
    """What templates and Python say, without any English."""
    catalog = _empty()
    for path in sorted(PACKAGE.rglob("*")):
        for said, context in _said_in(path):
            catalog.add(said, context=context, locations=[(path.relative_to(PACKAGE).as_posix(), 1)])
    return catalog


def catalogue() -> Catalog:
    """The catalogue as it is written; empty where there is none yet."""
    if not WRITTEN.exists():
        return _empty()
    with WRITTEN.open("rb") as file:
        return read_po(file, locale="en")


def collect() -> Catalog:
    """Gather anew, keep the English that still has its sentence, and write."""
    known = {_key(message): message.string for message in catalogue() if message.id}
    catalog = gathered()
    for message in catalog:
        if message.id and _key(message) in known:
            message.string = known[_key(message)]
    WRITTEN.parent.mkdir(parents=True, exist_ok=True)
    with WRITTEN.open("wb") as file:
        write_po(file, catalog, width=120, sort_by_file=True, include_lineno=False)
    return catalog


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def missing() -> list[MessageId]:
    """Sentences without English, or with only one of its two forms."""
    known = {_key(message) for message in catalogue() if all(_texts(message.string))}
    return [_key(message) for message in gathered() if message.id and _key(message) not in known]


def broken_placeholders() -> list[MessageId]:
    """Sentences whose English names a value that the page does not give."""
    return [
        _key(message)
        for message in catalogue()
        if message.id and not _names(_texts(message.string)) <= _names(_texts(message.id))
    ]


def ids_of(catalog: Catalog) -> set[MessageId]:
    return {_key(message) for message in catalog if message.id}


def _empty() -> Catalog:
    return Catalog(
        locale="en",
        project="Jangbu",
        version="1",
        header_comment="# The English of the site. Gathered by `python -m jangbu.web.translations collect`.",
        creation_date=MADE,
        revision_date=MADE,
        fuzzy=False,
    )


def _said_in(path: Path) -> Iterator[tuple[MessageId, str | None]]:
    parts = path.relative_to(PACKAGE).parts
    if "tests" in parts or not path.is_file():
        return
    if path.suffix == ".py":
        source = path.read_text(encoding="utf-8")
    elif "templates" in parts and path.suffix in {".html", ".txt"}:
        # Each tag becomes a call on one line; the indentation of HTML is none of Python's.
        source = "\n".join(line.strip() for line in templatize(path.read_text(encoding="utf-8")).splitlines())
    else:
        return
    for _line, said, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS):
        yield said, context


def _key(message: Message) -> MessageId:
    """What tells sentences apart: the forms, the first led by its context as gettext does it."""
    forms = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    if message.context:
        forms = (f"{message.context}\x04{forms[0]}", *forms[1:])
    return forms[0] if len(forms) == 1 else forms


def _texts(said: str | Sequence[str] | None) -> Sequence[str]:
    """The forms of a sentence: one, or singular and plural."""
    return [said or ""] if said is None or isinstance(said, str) else said


def _names(texts: Sequence[str]) -> set[str]:
    return {name for text in texts for name in PLACEHOLDER.findall(text)}


def main(arguments: list[str]) -> int:
    match arguments:
        case ["collect"]:
            sys.stdout.write(f"{len(ids_of(collect()))} sentences, {len(missing())} without English\n")
        case ["compile"]:
            COMPILED.write_bytes(compiled(catalogue()))
        case ["missing"]:
            found = missing()
            sys.stdout.writelines(f"{said if isinstance(said, str) else ' | '.join(said)}\n" for said in found)
            return 1 if found else 0
        case _:
            sys.stderr.write(__doc__ or "")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
