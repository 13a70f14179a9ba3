"""Where the firm's data lie, what is encrypted there, and what leaves."""
