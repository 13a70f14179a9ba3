"""Peers of the data engine. Each module is run by the interpreter of .venv-bench and prints one line of JSON."""
