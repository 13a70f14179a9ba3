"""Automations: immutable versions, who may run them, stopping and rolling back by rule."""
