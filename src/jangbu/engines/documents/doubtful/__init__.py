"""Doubtful fields read a second time by a model, through a port: one more reading, never the last word."""

from jangbu.engines.documents.doubtful.excerpt import Picture
from jangbu.engines.documents.doubtful.judging import Verdict
from jangbu.engines.documents.doubtful.reading import Record, read_doubtful, text_rows
from jangbu.engines.documents.doubtful.wanted import doubtful_fields

__all__ = ["Picture", "Record", "Verdict", "doubtful_fields", "read_doubtful", "text_rows"]
