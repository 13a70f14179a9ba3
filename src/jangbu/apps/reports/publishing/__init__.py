"""Decisions and their grounds, as far as the firm wants the world to read them."""
