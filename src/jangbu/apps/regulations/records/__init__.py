"""Records that a law looks at and no other register holds: kept apart, spent, verified, decided, certified."""
