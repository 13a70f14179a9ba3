"""What others may ask of drafts: the opening questions, and a text of theirs in a language."""

from jangbu.apps.pilots.drafting.content import questions, said

__all__ = ["questions", "said"]
