"""Accounts, roles, grants with expiry, and the two-factor policy."""
