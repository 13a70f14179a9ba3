"""A letter a week to everybody who wants it: what changed, what waits, what is red, what it cost."""
