"""No test of ours is a race against the clock: properties are checked without a deadline."""

from hypothesis import settings

settings.register_profile("value", deadline=None)
settings.load_profile("value")
