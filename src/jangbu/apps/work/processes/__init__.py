"""What the firm does again and again: owner, volume, way of working, exceptions, and how to automate it."""
