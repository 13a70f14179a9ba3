"""Guided assist: drafts that a person edits and finishes, decisions that a person takes, both measured."""
