"""A look at doubtful values: the work, and its outcome as JSON and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jangbu.apps.sources.cleaning import queries as cleaning
from jangbu.apps.sources.looking import shelf
from jangbu.apps.sources.looking.models import Look
from jangbu.engines import quality
from jangbu.engines.quality import detecting
from jangbu.engines.quality.frame import Frame

CELLS = 20_000  # suspicious cells that are kept, the surest


def look(look: Look, frame: Frame, place: Path, say: Callable[[str], None]) -> dict[str, int]:
    """Detect, write the outcome into `place`, and give the figures for the ledger."""
    version = look.version
    known = set(frame.names)
    answers = {column: answer for column, answer in cleaning.answers_of(version).items() if column in known}
    say("detecting")
    found, telling = detecting.detect_and_ask(frame, cleaning.labels_of(version) or None, answers)
    say("keeping")
    quality.keep_rows(frame, {*telling, *cleaning.labelled_rows(version)}, place / shelf.ROWS)
    stated = quality.dump_contract(quality.make_contract("stated", [], list(found.rules))) if found.rules else ""
    cells = [cell.as_json() for cell in found.cells[:CELLS]]
    asked = {"names": list(frame.names), "to_label": list(telling)}
    shelf.write(place, {**found.as_json(), "cells": cells, "found": len(found.cells), "rules": stated, **asked})
    return {"cells": len(found.cells)}


def suspicions(told: Mapping[str, Any]) -> detecting.Suspicions:
    """The outcome as detection gives it, its cells cut off after the surest."""
    cells = tuple(detecting.Suspect(**{**cell, "says": detecting.Said(**cell["says"])}) for cell in told["cells"])
    questions = tuple(
        detecting.Question(
            each["column"],
            detecting.Said(**each["ask"]),
            tuple(_option(option) for option in each["options"]),
            each["row"],
            each["cells"],
        )
        for each in told["questions"]
    )
    rules = quality.parse_contract(told["rules"]).rules if told["rules"] else ()
    return detecting.Suspicions(cells, questions, tuple(rules), told["rows"], told["columns"])


def _option(told: Mapping[str, Any]) -> detecting.Option:
    return detecting.Option(told["id"], detecting.Said(**told["label"]), told["example"])
