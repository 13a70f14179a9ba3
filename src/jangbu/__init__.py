"""Jangbu (장부): adopt AI with evidence. One ledger; measured, not claimed; a person decides."""

__version__ = "0.1.0"
