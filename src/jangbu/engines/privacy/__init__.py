"""Personal data: numbers that name a person and names, found in text; numbers blanked in text and pictures before
anything leaves."""

from jangbu.engines.privacy.finding import Span, blank, find
from jangbu.engines.privacy.images import PILLOW, blank_image
from jangbu.engines.privacy.names import find_names

__all__ = ["PILLOW", "Span", "blank", "blank_image", "find", "find_names"]
