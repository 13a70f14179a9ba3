"""Incidents with the clocks of the law, alerts and who is on duty, the weekly look at the log, audits."""
