"""Twelve questions that a firm asks itself, answered from live records; "cannot tell" where they are silent."""

from jangbu.apps.journey.questions.asking import Answered, Figure, answers

__all__ = ["Answered", "Figure", "answers"]
