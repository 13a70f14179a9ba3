"""Pages that read all other apps: today, and later the dashboard, the map and the packs."""
