"""Cleaning: doubtful values, who is who, mends with an undo, and what each column is."""
