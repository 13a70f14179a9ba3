"""The part of a document that a question needs, and no more, blanked; and the same part of its pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jangbu.engines.documents.document import Box, Document
from jangbu.engines.documents.doubtful.wanted import SUM, WANTED
from jangbu.engines.documents.textlayer.candidates import hits
from jangbu.engines.documents.textlayer.layout import Row

AROUND = 2  # rows before and after one that matters
BESIDE = 6  # rows between the parts of a sum
HEAD = 16  # rows of a first page that say who, when and which
FOOT = 24  # rows of a last page that say how much
ROWS_SENT = 90
ROW_LIMIT = 300  # characters of one row
BLACK = "■"
EDGE = 1_000_000.0  # points: right of any page, below any page

Blank = Callable[[str], str]
BlankImage = Callable[[bytes, Sequence[Box]], bytes]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG or JPEG, and how many of its pixels make a point."""

    data: bytes
    scale: float


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The rows that go out: place in the document -> blanked text; and the pages they are on."""

    rows: Mapping[int, str]
    pages: tuple[int, ...]
    blanked: int  # rows in which something was blanked

    def text(self) -> str:
        """Numbered rows, with a mark where some are left out."""
        lines: list[str] = []
        last = -1
        for place, text in sorted(self.rows.items()):
            if place != last + 1:
                lines.append("…")
            lines.append(f"[{place}] {text[:ROW_LIMIT]}")
            last = place
        return "\n".join(lines)


def excerpt(document: Document, rows: Sequence[Row], names: Sequence[str], blank: Blank) -> Excerpt:
    """The rows around what was read, around the labels of what was not, and a page's head or foot where neither is
    found. The whole text is blanked before a row is chosen, so a number broken over two rows is still seen."""
    texts = _blanked([row.text for row in rows], blank)
    places: dict[int, None] = {}  # in the order of need, so that the limit cuts the least needed
    for name in names:
        for centre in _centres(document, rows, name):
            for place in range(max(0, centre - AROUND), min(len(rows), centre + AROUND + 1)):
                if rows[place].page == rows[centre].page:
                    places.setdefault(place)
    chosen = sorted(list(places)[:ROWS_SENT])
    pages = tuple(sorted({rows[place].page for place in chosen}))
    changed = sum(texts[place] != rows[place].text for place in chosen)
    return Excerpt({place: texts[place] for place in chosen}, pages, changed)


def _blanked(texts: Sequence[str], blank: Blank) -> list[str]:
    made = blank("\n".join(texts)).split("\n")
    if [len(text) for text in made] != [len(text) for text in texts]:
        raise ValueError("what blanks a text must keep its length and its lines")
    return made


def _centres(document: Document, rows: Sequence[Row], name: str) -> list[int]:
    near = _where_read(document, rows, name)
    if near:
        return near
    labelled = list(dict.fromkeys(hit.row.index for hit in hits(rows, WANTED[name].labels)))
    at = {row.index: place for place, row in enumerate(rows)}
    if labelled:
        return [at[index] for index in labelled]
    beside = [place for other in SUM for place in _where_read(document, rows, other)]
    if name in SUM and beside:  # amounts stand together, the total under its parts
        start, end = (0, BESIDE) if name == "gross" else (-BESIDE, 0)
        reach = range(max(0, min(beside) + start), min(len(rows), max(beside) + end + 1))
        return [place for place in reach if rows[place].page == rows[beside[0]].page]
    if name in SUM or name in {"due", "due_date"}:
        last = rows[-1].page if rows else 0
        return [place for place, row in enumerate(rows) if row.page == last][-FOOT:]
    first = rows[0].page if rows else 0
    return [place for place, row in enumerate(rows) if row.page == first][:HEAD]


def _where_read(document: Document, rows: Sequence[Row], name: str) -> list[int]:
    found = document.fields.get(name)
    if found is None or found.page is None or found.box is None:
        return []
    return [place for place, row in enumerate(rows) if row.page == found.page and _overlap(row.box, found.box)]


def _overlap(one: Box, other: Box) -> bool:
    return one[1] < other[3] and other[1] < one[3]


def shown(
    pictures: Mapping[int, Picture], rows: Sequence[Row], part: Excerpt, blank_image: BlankImage
) -> tuple[bytes, ...]:
    """The pages of the excerpt as pictures, black wherever no row was sent and over every word that was blanked."""
    return tuple(
        blank_image(pictures[page].data, [_scaled(box, pictures[page].scale) for box in _dark(rows, part, page)])
        for page in part.pages
        if page in pictures
    )


def _dark(rows: Sequence[Row], part: Excerpt, page: int) -> list[Box]:
    sent = sorted((rows[place].box[1], rows[place].box[3]) for place in part.rows if rows[place].page == page)
    dark: list[Box] = []
    bottom = 0.0
    for top, end in sent:
        margin = 0.2 * (end - top)
        if top - margin > bottom:
            dark.append((0.0, bottom, EDGE, top - margin))
        bottom = max(bottom, end + margin)
    dark.append((0.0, bottom, EDGE, EDGE))
    for place, text in part.rows.items():
        row = rows[place]
        if row.page == page:
            dark += [row.box_of(start, start + 1) for start, char in enumerate(text) if _was_blanked(row, start, char)]
    return list(dict.fromkeys(dark))


def _was_blanked(row: Row, start: int, char: str) -> bool:
    return char != row.text[start] and not row.text[start].isspace()


def _scaled(box: Box, scale: float) -> Box:
    left, top, right, bottom = (edge * scale for edge in box)
    return (left, top, right, bottom)
