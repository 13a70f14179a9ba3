"""People from outside who work with the firm: for what, until when, and what binds them."""
