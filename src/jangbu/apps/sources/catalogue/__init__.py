"""What must be known of a dataset before it is used, how long it is kept, who sees it and where it flows."""
