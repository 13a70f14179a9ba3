"""Looking: versions too large to be looked at while a page waits, looked at beside it, once, and kept."""
