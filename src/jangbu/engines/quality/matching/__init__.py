"""Who is who: duplicates in one table, partners in two, without settings; and an index that new rows can join."""

from jangbu.engines.quality.matching.index import Joined, MatchIndex
from jangbu.engines.quality.matching.matching import match
from jangbu.engines.quality.matching.model import Hints, Matches, Pair

__all__ = ["Hints", "Joined", "MatchIndex", "Matches", "Pair", "match"]
