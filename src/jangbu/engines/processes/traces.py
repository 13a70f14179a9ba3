"""What the XES parser calls for each element; traces become cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from jangbu.engines.processes import problems
from jangbu.engines.processes.collecting import BLOCK, Attributes, Collector
from jangbu.kernel.errors import Problem

NAME, TIME, STATE = "concept:name", "time:timestamp", "lifecycle:transition"
LONGEST = 100_000  # characters in one value
PLACEHOLDERS = {"__INVALID__", "__UNKNOWN__", "UNKNOWN", "name", "string"}  # declared defaults that are no names


class Walk:
    """log (depth 1), trace or global (2), event or trace attribute (3), event attribute (4).

    Attributes may nest; what lies deeper than 4 says something about an attribute and is passed over. A default
    declared for all events stands in for a missing activity or life cycle, never for a missing time: a default is not a
    clock.
    """

    def __init__(self, file: str, names: Mapping[str, str], line: Callable[[], int]) -> None:
        self.file, self.names, self.line = file, names, line
        self.case_key = names.get("case", NAME)
        self.keys = (names.get("activity", NAME), names.get("time", TIME), names.get("lifecycle", STATE))
        self.collected = Collector(file)
        self.traces: list[dict[str, str]] = []
        self.seen: dict[str, int] = {}  # how often a trace name was met
        self.met: set[str] = set()  # attribute keys
        self.defaults: dict[str, str] = {}
        self.inside, self.depth, self.rows, self.started = "", 0, 0, 0
        self.event: dict[str, str] = {}
        self.trace: dict[str, str] = {}
        self.cases: list[int] = []
        self.columns: tuple[list[str], list[str], list[str]] = ([], [], [])

    def start(self, tag: str, attributes: list[str]) -> None:
        self.depth += 1
        if self.depth == 4:
            if self.inside == "event":
                self._keep(self.event, attributes)
        elif self.depth == 3:
            self._third(tag.rpartition(":")[2], attributes)
        elif self.depth == 2:
            self._second(tag.rpartition(":")[2], attributes)
        elif self.depth == 1 and tag.rpartition(":")[2] != "log":
            raise Problem(problems.NOT_XES, file=self.file, root=tag[:40])

    def end(self, _tag: str) -> None:
        self.depth -= 1
        if self.depth == 2 and self.inside == "event":
            self._close_event()
        elif self.depth == 1:
            if self.inside == "trace":
                self._close_trace()
            self.inside = ""

    def finish(self) -> tuple[Collector, Attributes]:
        """Raises Problem NO_SUCH_COLUMN where a key that was asked for is in none of the first thousand events."""
        if self.cases:
            self._flush()
        met = self.met | {key for trace in self.traces[:100] for key in trace}
        for option, key in self.names.items():
            if self.rows and key not in met:
                columns = ", ".join(sorted(met))
                raise Problem(problems.NO_SUCH_COLUMN, file=self.file, column=key, columns=columns, option=option)
        keys = {key for trace in self.traces for key in trace} - {self.case_key, ""}
        return self.collected, {key: [trace.get(key) for trace in self.traces] for key in sorted(keys)}

    def _second(self, tag: str, attributes: list[str]) -> None:
        self.inside = tag
        if tag == "trace":
            self.trace, self.started = {}, len(self.cases)
        elif tag == "global" and attributes[1:2] != ["event"]:  # scope is the only attribute of global
            self.inside = ""

    def _third(self, tag: str, attributes: list[str]) -> None:
        if self.inside == "global":
            self._keep(self.defaults, attributes)
        elif self.inside == "trace":
            if tag == "event":
                self.inside, self.event = "event", {}
            else:
                self._keep(self.trace, attributes)

    def _keep(self, where: dict[str, str], attributes: list[str]) -> None:
        if len(attributes) == 4 and attributes[0] == "key":
            key, value = attributes[1], attributes[3]
        else:
            said = dict(zip(attributes[::2], attributes[1::2], strict=True))
            key, value = said.get("key", ""), said.get("value", "")
        if len(value) > LONGEST:
            raise Problem(problems.TOO_LONG, file=self.file, line=self.line(), limit=f"{LONGEST:,}")
        where[key] = value

    def _close_event(self) -> None:
        self.inside = "trace"
        self.cases.append(len(self.traces))
        event, (activity, time, state) = self.event, self.keys
        self.columns[0].append(event.get(activity, ""))
        self.columns[1].append(event.get(time, ""))
        self.columns[2].append(event.get(state, ""))
        if not self.rows and len(self.cases) <= 1_000:
            self.met.update(event)

    def _close_trace(self) -> None:
        code = len(self.traces)
        name = self.trace.get(self.case_key, "").strip() or f"trace {code + 1}"
        self.seen[name] = self.seen.get(name, 0) + 1
        if self.seen[name] > 1:  # two traces of one name are two cases
            name = f"{name} ({self.seen[name]})"
        while name in self.collected.cases:
            name += "'"
        self.collected.cases[name] = code
        self.traces.append(self.trace)
        if len(self.cases) >= BLOCK:
            self._flush()

    def _flush(self) -> None:
        activities, times, states = self.columns
        state, activity = self.defaults.get(self.keys[2], ""), self.defaults.get(self.keys[0], "")
        if activity not in PLACEHOLDERS:
            activities = [said or activity for said in activities]
        states = [(said or state).strip().lower() for said in states]
        self.collected.add(np.array(self.cases, dtype=np.int64), activities, times, states, self.rows)
        self.rows += len(self.cases)
        self.cases, self.columns = [], ([], [], [])
