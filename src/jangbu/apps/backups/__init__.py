"""Backups: everything of the firm in one encrypted file, and restores that are proven by doing them."""
