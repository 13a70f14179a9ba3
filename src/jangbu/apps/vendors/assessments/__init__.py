"""How far a vendor can be trusted: answers to weighted criteria, never a green by silence."""
