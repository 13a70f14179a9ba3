"""One form for what people write in many ways: companies, addresses, phones, numbers, names, days, money, e-mail."""

from jangbu.engines.quality.normalising.cleaning import clean_text
from jangbu.engines.quality.normalising.kinds import KINDS, Kind, normalise, normalise_many
from jangbu.engines.quality.normalising.result import Normalised
from jangbu.engines.quality.normalising.values import read_lines, read_values

__all__ = ["KINDS", "Kind", "Normalised", "clean_text", "normalise", "normalise_many", "read_lines", "read_values"]
