"""Sources, datasets and their versions, contracts and quality runs."""
