"""The day of a receipt: the labelled one, else the first that comes with a time, else the first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jangbu.engines.documents.receipts.lines import Line
from jangbu.engines.documents.receipts.places import Found
from jangbu.engines.documents.textlayer.values import dates

LABEL = re.compile(r"\bDATE|DT\b|INV\w*\s*DT|날짜|일시|일자|거래일|판매일|승인일")
OTHER = re.compile(r"DUE|EXPIR|VALID|UNTIL|DELIVER|BIRTH|PRINT|유효|만료|교환|환불|까지")
CLOCK = re.compile(r"\d{1,2}\s?:\s?\d\d")


def day(lines: Sequence[Line]) -> Found | None:
    """YYYY-MM-DD of the receipt. A date that may be read two ways is read day first."""
    best: tuple[float, Line, str] | None = None
    for line in lines:
        for typed in dates(_apart(line.text)):
            sure = 0.7 + (0.2 if LABEL.search(line.upper) or _label_over(lines, line) else 0.0)
            sure += 0.07 if CLOCK.search(line.text) else 0.0
            sure -= 0.3 if OTHER.search(line.upper) else 0.0
            sure -= 0.002 * line.index
            if best is None or sure > best[0]:
                best = (sure, line, typed.value)
    return Found(best[2], (best[1],), min(best[0], 0.95)) if best else None


def _apart(text: str) -> str:
    """A date and the time that lost the space between them: 25/01/20189:03."""
    return re.sub(r"(\d{1,2}[/.-](?:\d{1,2}|[A-Za-z]{3})[/.-](?:19|20)\d\d)(?=\d{1,2}:)", r"\1 ", text)


def _label_over(lines: Sequence[Line], line: Line) -> bool:
    return line.index > 0 and bool(re.search(r"\bDATE\b\s*:?\s*\Z", lines[line.index - 1].upper))
