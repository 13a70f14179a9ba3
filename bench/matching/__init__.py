"""What both sides of a matching benchmark share: the same files, the same truth, the same arithmetic."""
