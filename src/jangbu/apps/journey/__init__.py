"""Checklists and roadmaps that check themselves."""
