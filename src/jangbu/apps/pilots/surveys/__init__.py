"""One question to customers or staff, answered without signing in."""
