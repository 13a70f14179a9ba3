"""Looking at a running pilot: by day, by week, with people, and looking back."""
