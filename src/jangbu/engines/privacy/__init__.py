"""Personal data: numbers that name a person, found in text, and blanked in text and pictures before anything leaves."""

from jangbu.engines.privacy.finding import Span, blank, find
from jangbu.engines.privacy.images import PILLOW, blank_image

__all__ = ["PILLOW", "Span", "blank", "blank_image", "find"]
