"""Quotes: price lists, rules and templates with their versions; drafting, numbers without gaps, and what was issued."""
