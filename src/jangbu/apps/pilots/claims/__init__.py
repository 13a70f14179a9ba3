"""Stated returns held to their own inputs."""
