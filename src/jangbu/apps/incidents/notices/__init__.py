"""Notices and reports: drafted from the facts, approved by a person, sent once."""
