"""What others may ask KPIs to do."""

from jangbu.apps.pilots.kpis.looking import look_again, take_advice

__all__ = ["look_again", "take_advice"]
