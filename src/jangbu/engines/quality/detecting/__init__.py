"""Errors without rules: suspicious cells, what they should be, and the questions that would settle the rest."""

from jangbu.engines.quality.detecting.dependencies import DISCOVERY_ROWS
from jangbu.engines.quality.detecting.detecting import ask_labels, detect_and_ask, detect_errors
from jangbu.engines.quality.detecting.model import Label, Option, Question, Said, Suspect, Suspicions
from jangbu.engines.quality.detecting.spelling import WORDS

__all__ = [
    "DISCOVERY_ROWS",
    "WORDS",
    "Label",
    "Option",
    "Question",
    "Said",
    "Suspect",
    "Suspicions",
    "ask_labels",
    "detect_and_ask",
    "detect_errors",
]
