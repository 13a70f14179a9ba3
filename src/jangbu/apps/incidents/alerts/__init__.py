"""Alerts: rules over what the records say, messages to whoever is on duty, and who answered."""
