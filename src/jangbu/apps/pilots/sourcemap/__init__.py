"""Which data, logs and processes there are, and what their figures are before anything changes."""
