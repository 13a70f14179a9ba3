"""The versions of a module: files, what was seen of them, which one serves, and going back."""
