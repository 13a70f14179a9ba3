"""Mail that a run sends: kept first, sent at most once, and a doubt said rather than hidden."""
