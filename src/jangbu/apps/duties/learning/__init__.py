"""What people have learned, by when they must, and how that is known."""
