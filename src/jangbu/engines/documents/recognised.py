"""The rows of a scan as the readers of pictures saw them, and its pages as PNG, for a second reading."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from jangbu.engines.documents import pdf
from jangbu.engines.documents.doubtful.excerpt import Picture
from jangbu.engines.documents.ocr import decoded, require_reader
from jangbu.engines.documents.ocr.readings import pages_of, scanned
from jangbu.engines.documents.picture import png_of
from jangbu.engines.documents.textlayer.layout import Row, rows_of


def recognised(path: Path) -> tuple[list[Row], dict[int, Picture]]:
    """All rows in order, boxes in points, and page (from 1) -> picture; no picture where no decoder is installed.
    Raises Problem where no reader is installed or the file cannot be opened. Takes seconds a page."""
    require_reader(path.name)
    data = path.read_bytes()
    if path.suffix.lower() == ".pdf":
        with pdf.opened(data, path.name) as opened:
            drawn = pdf.pictures(opened)
    else:
        drawn = decoded(data, path.name)
    first, _second = pages_of([scanned(each) for each in drawn])
    pictures = {
        number: Picture(png_of(np.ascontiguousarray(each.pixels[:, :, ::-1])), 1 / each.scale)
        for number, each in enumerate(drawn, 1)
        if each.pixels is not None
    }
    return rows_of(first), pictures
