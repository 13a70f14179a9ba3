"""The picture on A4, across, with the table of responsibilities under it; and as a file of its own."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from jangbu.apps.base.problems import language
from jangbu.apps.reports.onepage.duties import ASKED, DOES, FINAL, TOLD
from jangbu.apps.reports.onepage.queries import OnePage
from jangbu.engines import documents
from jangbu.engines.flowmap import TALL, WIDE, laid_out, print_size
from jangbu.kernel import text

WIDE_MM, ROOM_MM, ROW_MM = 277.0, 174.0, 5.4  # of an A4 sheet across: the picture's width, its height, a table row
SHORTEST = 420.0  # pixels below which boxes say no less
LEAST_PT = 6.0  # the smallest text of the picture that is still read without a lens


def marks() -> dict[str, str]:
    return {FINAL: "● " + _("최종"), DOES: pgettext("duty", "실행"), ASKED: _("의견"), TOLD: _("알림"), "": "–"}


def title(page: OnePage) -> str:
    return page.map.title


def meta(page: OnePage) -> str:
    """When it was drawn, from which entry, of how many people."""
    said = ngettext("%(n)d명", "%(n)d명", page.people) % {"n": page.people}
    when = text.moment(page.at, language())
    return _("%(when)s · 장부 %(entry)s번에서 그림 · %(people)s") % {
        "when": when,
        "entry": text.number(page.entry),
        "people": said,
    }


def pdf(page: OnePage) -> bytes:
    """A4 landscape, in the language that is active. Raises Problem documents.template_failed."""
    shown = marks()
    rows = len(page.duties.rows)
    beside = ROOM_MM - ROW_MM * (rows + 1) if rows else ROOM_MM  # what the table leaves of the sheet
    tall = max(SHORTEST, min(TALL, beside / WIDE_MM * WIDE))
    drawing = page.svg(standalone=True, tall=tall)
    wide, high = drawing.partition('viewBox="0 0 ')[2].partition('"')[0].split()
    text_pt = print_size(laid_out(page.map, tall), WIDE_MM, high_mm=10_000)
    data = {
        "ratio": int(high) / int(wide),
        "least": min(1.0, LEAST_PT / text_pt),
        "title": title(page),
        "language": language(),
        "meta": meta(page),
        "svg": drawing,
        "alt": page.map.description,
        "heads": [_("누가 무엇을 맡아요"), *page.duties.people],
        "rows": [[what, *(shown[mark] for mark in row)] for what, row in page.duties.rows],
        "footer": " · ".join((page.firm, _("한 장 그림"), _("기록에서 저절로 그렸어요"))),
    }
    return documents.render("one_page", data)
