"""The weekly look at what the ledger holds on security: prepared, read by a person, confirmed with a note."""
