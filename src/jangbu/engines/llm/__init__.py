"""Models behind any OpenAI-compatible vendor: bounded calls, checked answers, exact costs; and assist without one."""

from jangbu.engines.llm.asking import Asker
from jangbu.engines.llm.assist import Draft, draft, fill, left_open, names_in
from jangbu.engines.llm.attempts import Outside, Timeouts
from jangbu.engines.llm.client import Answer, Vendor, complete, models
from jangbu.engines.llm.costs import Budget, Cost, Prices
from jangbu.engines.llm.deciding import Ground, Layout, Option, lay_out
from jangbu.engines.llm.distance import EditDistance, edit_distance
from jangbu.engines.llm.problems import CallFailed
from jangbu.engines.llm.similar import Match, Similar, similar
from jangbu.engines.llm.wire import Image, Message, Usage

__all__ = [
    "Answer",
    "Asker",
    "Budget",
    "CallFailed",
    "Cost",
    "Draft",
    "EditDistance",
    "Ground",
    "Image",
    "Layout",
    "Match",
    "Message",
    "Option",
    "Outside",
    "Prices",
    "Similar",
    "Timeouts",
    "Usage",
    "Vendor",
    "complete",
    "draft",
    "edit_distance",
    "fill",
    "lay_out",
    "left_open",
    "models",
    "names_in",
    "similar",
]
