"""The one ledger: append, verify, anchor, export, subscribe. Below every other app, since each of them writes here."""
