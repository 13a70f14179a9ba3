"""What was agreed with vendors: clause by clause, where it stands, and what is missing from it."""
