"""Black bars over a picture, painted into the pixels, and everything but the pixels left behind.

Pillow is optional: without it no picture can be blanked, and so none may be sent.
"""

from __future__ import annotations

import importlib.util
import io
import math
from collections.abc import Sequence

from jangbu.engines.privacy.problems import BAD_PICTURE, NO_PILLOW
from jangbu.kernel.errors import Problem

PILLOW = importlib.util.find_spec("PIL") is not None
PIXELS = 60_000_000  # A4 at 600 dots an inch is 35 million
FORMATS = ("PNG", "JPEG")

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels from the top left corner


def blank_image(picture: bytes, boxes: Sequence[Box]) -> bytes:
    """A PNG or JPEG as PNG with the boxes black, rounded outward and cut at the edges. Comments, positions and
    thumbnails inside the file are not copied. Raises Problem privacy.no_pillow or privacy.bad_picture."""
    if not PILLOW:
        raise Problem(NO_PILLOW)
    from PIL import Image, ImageDraw, UnidentifiedImageError  # noqa: PLC0415  # found at start, used if there

    try:
        with Image.open(io.BytesIO(picture), formats=FORMATS) as opened:
            if opened.width * opened.height > PIXELS:
                raise Problem(BAD_PICTURE, limit=PIXELS // 1_000_000)
            pixels = Image.new("RGB", opened.size, "white")
            pixels.paste(opened.convert("RGB"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise Problem(BAD_PICTURE, limit=PIXELS // 1_000_000) from error
    brush = ImageDraw.Draw(pixels)
    for left, top, right, bottom in boxes:
        if right > left and bottom > top:
            brush.rectangle((math.floor(left), math.floor(top), math.ceil(right) - 1, math.ceil(bottom) - 1), fill=0)
    out = io.BytesIO()
    pixels.save(out, "PNG")
    return out.getvalue()
