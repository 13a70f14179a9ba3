"""Schemas from their YAML files: a field's words are its own, those of its concept, and those said of its party."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from jangbu.engines.quality.mapping import problems
from jangbu.engines.quality.mapping.model import Field, Group, Relations, Schema
from jangbu.kernel.errors import Problem

SCHEMAS = ("customer", "invoice", "invoice_line", "quote_request", "case_log")
BARE = 0.9  # weight of a word that does not say whose it is, where two parties may have it
WEAK = 0.55  # weight of a word that may mean the field or a mere number of rows
BORROWED = 0.8  # weight of a word that another schema has for the same thing
ELSEWHERE = 0.7  # weight of a word that another schema has for another thing: it may well be used for one of ours
QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Words = Mapping[str, Iterable[str]]


@cache
def lexicon() -> dict[str, Any]:
    found: dict[str, Any] = _yaml("lexicon.yaml")
    return found


@cache
def schema(name: str) -> Schema:
    """One of SCHEMAS. Raises Problem quality.schema_unknown."""
    if name not in SCHEMAS:
        raise Problem(problems.SCHEMA_UNKNOWN, schema=name, known=", ".join(SCHEMAS))
    return load_schema(name)


def load_schema(name: str, *, without: frozenset[str] = frozenset()) -> Schema:
    """The schema as if nobody had told us the words in `without`: for measuring how unknown heads fare."""
    said = _yaml(f"schemas/{name}.yaml")
    fields = tuple(_field(each, without) for each in said["fields"])
    ours = {word for each in fields for word, _weight in each.words}
    elsewhere = {word for word in _all_words() if word not in ours and word not in without}
    foreign = dict.fromkeys(elsewhere, ELSEWHERE)
    foreign |= {word: 1.0 for word in _listed(lexicon()["other"], without) if word not in ours}
    relations = dict(said.get("relations", {}))
    groups = tuple(
        Group(each["key"], tuple(each["same"]), tuple(each.get("other", ()))) for each in relations.pop("groups", ())
    )
    holding = Relations(**{kind: tuple(ids) for kind, ids in relations.items()}, groups=groups)
    roles = {role: tuple(_listed(words, frozenset())) for role, words in lexicon()["roles"].items()}
    with_parties = any(each.role for each in fields)
    return Schema(
        said["id"], said["ko"], said["en"], fields, holding, tuple(foreign.items()), roles if with_parties else {}
    )


def own_words(name: str, target: str) -> dict[str, tuple[str, ...]]:
    """The words written down for a field and its concept, by language, before any party is put in front."""
    said = next(each for each in _yaml(f"schemas/{name}.yaml")["fields"] if each["id"] == target)
    concept = lexicon()["concepts"].get(said.get("concept"), {})
    own = said.get("words", {})
    return {language: (*own.get(language, ()), *concept.get(language, ())) for language in ("ko", "en")}


def _field(said: Mapping[str, Any], without: frozenset[str]) -> Field:
    concept = lexicon()["concepts"].get(said.get("concept"), {})
    role = said.get("role")
    weights: dict[str, float] = {}
    for language in ("ko", "en"):
        bare = [word for word in concept.get(language, ()) if word not in without]
        weights |= dict.fromkeys(bare, BARE if role else 1.0)
        for party in lexicon()["roles"][role][language] if role else ():
            weights |= {f"{party} {word}": 1.0 for word in bare}
    for word in _borrowed(said.get("concept")):
        if word not in without:
            weights.setdefault(word, BORROWED)
    weights |= {word: WEAK for word in said.get("weak", ()) if word not in without}
    weights |= dict.fromkeys(_listed(said.get("words", {}), without), 1.0)
    return Field(
        said["id"],
        said["ko"],
        said["en"],
        required=said.get("required", False),
        words=tuple(weights.items()),
        kinds=said.get("kinds") or concept["kinds"],
        repeat=said.get("repeat") or concept.get("repeat"),
        values=tuple(said.get("values") or concept.get("values", ())),
        prior=said.get("prior", 0.0),
        role=role,
        concept=said.get("concept"),
    )


def _listed(words: Words, without: frozenset[str]) -> list[str]:
    return [word for language in ("ko", "en") for word in words.get(language, ()) if word not in without]


@cache
def _borrowed(concept: str | None) -> tuple[str, ...]:
    """What schemas say for themselves of fields of one concept that belong to no party."""
    return tuple(
        word
        for name in SCHEMAS
        for each in _yaml(f"schemas/{name}.yaml")["fields"]
        if concept and each.get("concept") == concept and not each.get("role")
        for word in _listed(each.get("words", {}), frozenset())
    )


@cache
def _all_words() -> frozenset[str]:
    concepts = [word for concept in lexicon()["concepts"].values() for word in _listed(concept, frozenset())]
    fields = [
        word
        for name in SCHEMAS
        for each in _yaml(f"schemas/{name}.yaml")["fields"]
        for word in _listed(each.get("words", {}), frozenset())
    ]
    return frozenset(concepts) | frozenset(fields)


@cache
def _yaml(path: str) -> dict[str, Any]:
    text = files(__package__).joinpath(path).read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=QUICK)  # noqa: S506  # safe, and in C where that is built in
    return found
