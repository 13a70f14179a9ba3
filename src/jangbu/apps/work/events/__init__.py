"""Runs of outside tools: events taken in, gaps told, exports."""
