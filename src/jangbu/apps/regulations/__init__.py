"""Laws as data: which rules count, for which uses of AI, shown by which records, and what a lawyer said."""
