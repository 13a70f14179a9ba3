"""Who the firm depends on: vendors, what they proved, what was agreed with them, and what is missing from it."""
