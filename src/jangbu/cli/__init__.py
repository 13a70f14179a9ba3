"""The command line: the same services and engines as the site, and no logic of its own.

Exit codes: 0 done; 1 done, and something failed its check; 2 wrong call or unreadable input (one sentence on standard
error); `ledger verify` has its own (see `jangbu ledger verify --help`).
"""

from jangbu.cli.app import main

__all__ = ["main"]
