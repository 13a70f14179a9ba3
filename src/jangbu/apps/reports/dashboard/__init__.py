"""The figures of operation: how each stands against its threshold, its trend, and what changed since yesterday."""
