"""What a page marks as the firm's own words must stand in the firm's records, or the mark hides a sentence of ours."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from playwright.sync_api import Page

# Runs of four Korean words and more: fewer may be names put together from parts.
RUN = re.compile(r"[가-힣]+(?: [가-힣]+){3,}")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
SEED = Path(__file__).parents[2] / "src" / "jangbu" / "web" / "seed"
MARKED = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, place = node.parentElement;
    if (/[가-힣]/.test(node.data) && place.closest('[translate="no"]')
        && !place.closest('[lang="ko"], script, style, textarea')) found.push(node.data);
  }
  return found;
}"""


def records_of(home: Path) -> str:
    """Every Korean word that the firm's database, files and cast hold, in the order they stand in."""
    held = [path.read_text() for path in SEED.rglob("*") if path.suffix in {".py", ".yaml", ".md", ".txt"}]
    with sqlite3.connect(f"file:{next(home.glob('*.sqlite3'))}?mode=ro", uri=True) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):  # names of our own tables
                held += [ESCAPED.sub(lambda code: chr(int(code[1], 16)), each) for each in row if isinstance(each, str)]
    return "\n".join(_spaced(each) for each in held)


def invented(page: Page, records: str) -> list[str]:
    """Runs of Korean words that are marked as the firm's own and stand nowhere in its records."""
    return [run for text in page.evaluate(MARKED) for run in RUN.findall(_spaced(text)) if run not in records]


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)
