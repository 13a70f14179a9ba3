"""Where things stand in rules typed as YAML, and the YAML that is refused before it is read."""

from __future__ import annotations

import yaml

from jangbu.engines.quotes.problems import BAD_RULE
from jangbu.kernel.errors import Problem

LONGEST = 100_000  # characters of rules


def plain_lines(written: str, name: str) -> dict[str, int]:
    """{"limits.total_over": 7, "discounts[0].percent": 3}: lines from 1. Raises Problem, with the line in its place."""
    if len(written) > LONGEST:
        raise Problem(BAD_RULE, place=name, value=f"> {LONGEST:,}")
    try:
        for event in yaml.parse(written, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise Problem(BAD_RULE, place=f"{line}", value="&, *")
        node = yaml.compose(written, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise Problem(BAD_RULE, place=f"{line}", value=error.problem or "YAML") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise Problem(BAD_RULE, place=name, value=str(error).splitlines()[0][:100]) from error
    found: dict[str, int] = {}
    _walk(node, "", found)
    return found


def _walk(node: yaml.Node | None, path: str, found: dict[str, int]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place = f"{path}.{key.value}" if path else str(key.value)
            line = key.start_mark.line + 1
            if place in found:
                raise Problem(BAD_RULE, place=f"{line}:{place}", value=f"{key.value} × 2")
            found[place] = line
            _walk(value, place, found)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            found[f"{path}[{number}]"] = value.start_mark.line + 1
            _walk(value, f"{path}[{number}]", found)
