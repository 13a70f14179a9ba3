"""Runs: one case of an automation, its steps, what a person decides, and the errors it met."""
