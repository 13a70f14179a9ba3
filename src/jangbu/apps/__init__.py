"""One Django app per noun that a user sees; each offers services, queries and actions, and nothing else."""
