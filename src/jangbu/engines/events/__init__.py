"""Events of other tools: read them, know who sent them, fold them into runs, find what is missing, write logs."""

from jangbu.engines.events.folding import SAID, RunState, State, fold
from jangbu.engines.events.gaps import Gap, by_number, by_rate
from jangbu.engines.events.intake import LARGEST, MOST, read, too_large
from jangbu.engines.events.listing import LISTED, NAMES_PATH, Page, first_path, headers, names_of, read_page
from jangbu.engines.events.logs import LogLine, Thing, ocel, xes
from jangbu.engines.events.model import LONGEST_ID, LONGEST_TYPE, PHASES, Phase, RunEvent, Tool
from jangbu.engines.events.signing import SECRET_HEADER, Proof, new_secret, sign, verify
from jangbu.engines.events.template import n8n_workflow

__all__ = [
    "LARGEST",
    "LISTED",
    "LONGEST_ID",
    "LONGEST_TYPE",
    "MOST",
    "NAMES_PATH",
    "PHASES",
    "SAID",
    "SECRET_HEADER",
    "Gap",
    "LogLine",
    "Page",
    "Phase",
    "Proof",
    "RunEvent",
    "RunState",
    "State",
    "Thing",
    "Tool",
    "by_number",
    "by_rate",
    "first_path",
    "fold",
    "headers",
    "n8n_workflow",
    "names_of",
    "new_secret",
    "ocel",
    "read",
    "read_page",
    "sign",
    "too_large",
    "verify",
    "xes",
]
