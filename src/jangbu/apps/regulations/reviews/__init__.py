"""Questions to a lawyer, and the answers."""
