"""Our side of each comparison, run by the product's own interpreter; each prints one line of JSON."""
