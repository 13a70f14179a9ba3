"""YAML in which every scalar is the text that was written, so that 010, 1_000 and no stay 010, 1_000 and no.

YAML 1.1 would read an unquoted 010 as eight and no as false: in a recipe, where scalars are cells of a table, that
would be damage nobody sees. Only null, ~ and nothing at all are read as no value.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

NULL = re.compile(r"(?:~|null|Null|NULL|)$")
PLAIN = re.compile(r"0|[1-9][0-9]{0,8}|true|false")


class _Loader(yaml.SafeLoader):
    """The C parser is not used: it refuses characters that a table may hold. Nor are aliases, which can explode."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not read", self.get_mark())
        return super().compose_node(parent, index)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


_Loader.yaml_implicit_resolvers = {first: [("tag:yaml.org,2002:null", NULL)] for first in ("~", "n", "N", "")}


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Small numbers, true and false look as such; what another program would misread is quoted."""
    if text.isdecimal() and PLAIN.fullmatch(text):
        return dumper.represent_scalar("tag:yaml.org,2002:int", text)
    if PLAIN.fullmatch(text):
        return dumper.represent_scalar("tag:yaml.org,2002:bool", text)
    # other styles fold line ends such as U+0085 into blanks when they are read
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')


_Dumper.add_representer(str, _text)


def load(text: str) -> Any:
    """Mappings, lists, text and None. Raises yaml.YAMLError, RecursionError."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506  # a SafeLoader with fewer resolvers


def dump(document: Any) -> str:
    """What `load` reads back as the same."""
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)
