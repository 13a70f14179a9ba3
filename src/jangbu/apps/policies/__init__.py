"""Policies: drafted from the firm's own records, approved by others than their author, read, and held to the facts."""
