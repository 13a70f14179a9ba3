"""Whom to name on a page: who answers for what it speaks of, by the matrix, and who steps in for a leaver."""
