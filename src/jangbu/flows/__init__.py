"""Durable runs: what goes on after a kill, and waits a year for a person. The only importer of DBOS.

The truth about a run, its steps and decisions is in the app's database. DBOS holds how far a run has come, so every
step may run again; each takes effect once by its key. Messages only wake a run, which then reads what was decided.
"""

from jangbu.flows.place import place_of
from jangbu.flows.runner import DurableRunner
from jangbu.flows.worker import working

__all__ = ["DurableRunner", "place_of", "working"]
