"""What a pilot is worth in money, as a range."""
