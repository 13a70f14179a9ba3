"""Every sentence of the site is there in English, and the compiled catalogue is the one on paper."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jangbu.web import translations

HANGUL = re.compile("[가-힣]")


def test_every_sentence_has_its_english():
    assert translations.missing() == []


def test_the_catalogue_holds_what_the_pages_say_and_nothing_else():
    """After a change of text: `python -m jangbu.web.translations collect`."""
    assert translations.ids_of(translations.catalogue()) == translations.ids_of(translations.gathered())


def test_the_compiled_catalogue_is_in_step():
    """After a change of English: `python -m jangbu.web.translations compile`."""
    assert translations.COMPILED.read_bytes() == translations.compiled(translations.catalogue())


def test_placeholders_survive_translation():
    assert translations.broken_placeholders() == []


def test_places_and_reasons_of_the_product_itself_are_in_the_catalogue():
    """The ledger keeps them in Korean and shows them in the reader's language (ledger.reading.spoken)."""
    known = {each if isinstance(each, str) else each[0] for each in translations.ids_of(translations.catalogue())}
    wrapped = [(path, said) for path in _product_files() for said in _said_of_entries(path) if said not in known]
    assert wrapped == []


def _product_files() -> Iterator[Path]:
    for path in sorted(translations.PACKAGE.glob("*/**/*.py")):
        parts = path.relative_to(translations.PACKAGE).parts
        if parts[0] in {"apps", "cli", "web"} and not {"tests", "migrations", "seed"} & set(parts):
            yield path


def _said_of_entries(path: Path) -> Iterator[str]:
    """Korean constants given as `where` or `why`, and those named WHERE."""
    for node in ast.walk(ast.parse(path.read_text())):
        if (isinstance(node, ast.keyword) and node.arg in {"where", "why"}) or (
            isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == "WHERE" for to in node.targets)
        ):
            value = node.value
        else:
            continue
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and HANGUL.search(value.value):
            yield value.value
