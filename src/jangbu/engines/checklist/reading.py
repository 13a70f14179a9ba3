"""Catalogues from YAML, refused with the place of what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from jangbu.engines.checklist import problems
from jangbu.engines.checklist.model import Call, Catalogue, Group, Item, Law, Next, Words
from jangbu.kernel.errors import Problem

CATALOGUES = Path(__file__).parent / "catalogues"
KINDS = ("checklist", "roadmap", "regulation")
CERTAINTIES = ("article", "secondary", "computed", "unconfirmed")
SEVERITIES = ("high", "middle", "low")
NOTHING = Words("", "")
LARGEST, DEEPEST = 512 * 1024, 20  # bytes and levels of a catalogue
FLOWS = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
OPENS = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken, *FLOWS)
CLOSES = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)


def shipped() -> list[Path]:
    """The catalogues of this package, in the order of their names."""
    return sorted(CATALOGUES.rglob("*.yaml"))


def read_catalogue(source: Path | bytes, *, file: str = "", known: Collection[str] | None = None) -> Catalogue:
    """A catalogue from its file or bytes. With `known`, every predicate must be one of these names.

    Bytes may be anybody's: 512 KB at most, no aliases, 20 levels.

    Raises Problem checklist.unreadable, .missing, .bad_value, .twice, .unknown_predicate, .circular.
    """
    name = file or (source.name if isinstance(source, Path) else "?")
    try:
        content = source.read_bytes() if isinstance(source, Path) else source
        if not isinstance(source, Path):
            _refuse_traps(content, name)
        told = yaml.safe_load(content)
    except (OSError, yaml.YAMLError, ValueError) as error:  # no date: 2026-13-45, no text: bytes of another code
        raise Problem(problems.UNREADABLE, file=name, detail=str(error).splitlines()[0][:120]) from error
    if not isinstance(told, Mapping):
        raise Problem(problems.UNREADABLE, file=name, detail="YAML")
    made = _Reader(name, known).catalogue(told, sha256(content).hexdigest())
    _refuse_circles(made, name)
    return made


class _Reader:
    def __init__(self, file: str, known: Collection[str] | None) -> None:
        self.file, self.known = file, known
        self.seen: set[str] = set()

    def catalogue(self, told: Mapping[str, Any], fingerprint: str) -> Catalogue:
        place = "/"
        kind = self.one_of(told, "kind", KINDS, place)
        groups = tuple(self.group(each, kind) for each in self.many(told, "groups", place))
        return Catalogue(
            name=str(self.need(told, "name", place)),
            kind=kind,  # type: ignore[arg-type]  # one of KINDS
            title=self.words(told, "title", place),
            version=int(self.number(told, "version", place)),
            as_of=self.day(told, "as_of", place),
            groups=groups,
            fingerprint=fingerprint,
            note=self.words(told, "note", place) if "note" in told else NOTHING,
        )

    def group(self, told: Mapping[str, Any], kind: str) -> Group:
        group_id = str(self.need(told, "id", "groups"))
        items = tuple(self.item(each, kind) for each in self.many(told, "items", group_id))
        about = self.words(told, "about", group_id) if "about" in told else NOTHING
        return Group(group_id, self.words(told, "title", group_id), about, items)

    def item(self, told: Mapping[str, Any], kind: str) -> Item:
        item_id = str(self.need(told, "id", "items"))
        if item_id in self.seen:
            raise Problem(problems.TWICE, file=self.file, id=item_id)
        self.seen.add(item_id)
        others = {name: told.get(name) or [] for name in ("leans_on", "after")}
        for name, listed in others.items():
            if not isinstance(listed, list):
                raise self.bad(item_id, name, listed, "[A31-1]")
        return Item(
            id=item_id,
            said=Words(str(self.need(told, "ko", item_id)), str(self.need(told, "en", item_id))),
            needs=tuple(self.calls(told.get("needs") or [], item_id)),
            leans_on=tuple(map(str, others["leans_on"])),
            after=tuple(map(str, others["after"])),
            why=self.words(told, "why", item_id) if "why" in told else NOTHING,
            next=self.next(told.get("next"), item_id),
            requirement=str(told.get("requirement", "")),
            days=self.days(told, item_id),
            effort_hours=self.number(told, "effort_hours", item_id) if "effort_hours" in told else None,
            owner_role=str(told.get("owner", "")),
            law=self.law(told, item_id) if kind == "regulation" else None,
            may_be_claimed=bool(told.get("claim", True)),
        )

    def law(self, told: Mapping[str, Any], item_id: str) -> Law:
        return Law(
            article=self.either(told, "article", item_id),
            in_force_from=self.day(told, "in_force_from", item_id),
            source=self.either(told, "source", item_id),
            source_url=str(told.get("source_url", "")),
            as_of=self.day(told, "as_of", item_id),
            certainty=self.one_of(told, "certainty", CERTAINTIES, item_id),  # type: ignore[arg-type]
            contested=self.either(told, "contested", item_id) if told.get("contested") else NOTHING,
            severity=self.one_of({"severity": "middle", **told}, "severity", SEVERITIES, item_id),  # type: ignore[arg-type]
            applies_when=tuple(self.calls(told.get("applies_when") or [], item_id)),
            until=self.day(told, "until", item_id) if told.get("until") else None,
        )

    def calls(self, told: Any, place: str) -> Iterator[Call]:
        for each in told if isinstance(told, list) else [told]:
            name, params = each, {}
            if isinstance(each, Mapping):
                params = dict(each)
                name = params.pop("predicate", None)
            if not isinstance(name, str):
                raise Problem(problems.MISSING, file=self.file, place=place, name="predicate")
            if self.known is not None and name not in self.known:
                known = ", ".join(get_close_matches(name, sorted(self.known), 5, 0.3) or sorted(self.known)[:12])
                raise Problem(problems.UNKNOWN_PREDICATE, file=self.file, place=place, name=name, known=known)
            yield Call.of(name, {str(key): self.param(key, value, place) for key, value in params.items()})

    def param(self, name: Any, held: Any, place: str) -> Any:
        """Plain values and lists of them; anything else cannot be compared or kept."""
        for each in held if isinstance(held, list) else [held]:
            if not isinstance(each, str | int | float | date | None):
                raise self.bad(place, str(name), type(each).__name__, "30, text, [a, b]")
        return held

    def next(self, told: Any, place: str) -> Next | None:
        if not told:
            return None
        return Next(
            Words(str(self.need(told, "ko", place)), str(self.need(told, "en", place))), str(told.get("url", ""))
        )

    def words(self, told: Mapping[str, Any], name: str, place: str) -> Words:
        held = self.need(told, name, place)
        if not isinstance(held, Mapping):
            raise self.bad(place, name, held, "{ko, en}")
        return Words(str(self.need(held, "ko", f"{place}.{name}")), str(self.need(held, "en", f"{place}.{name}")))

    def either(self, told: Mapping[str, Any], name: str, place: str) -> Words:
        """Words by language, or one text for both."""
        held = self.need(told, name, place)
        return self.words(told, name, place) if isinstance(held, Mapping) else Words(str(held), str(held))

    def number(self, told: Mapping[str, Any], name: str, place: str) -> float:
        held = self.need(told, name, place)
        if isinstance(held, bool) or not isinstance(held, int | float):
            raise self.bad(place, name, held, "1, 2, 3")
        return held

    def days(self, told: Mapping[str, Any], place: str) -> tuple[int, int] | None:
        held = told.get("days")
        if not held:
            return None
        if not isinstance(held, list) or len(held) != 2 or not all(isinstance(each, int) for each in held):
            raise self.bad(place, "days", held, "[1, 30]")
        return int(held[0]), int(held[1])

    def bad(self, place: str, name: str, held: Any, allowed: str) -> Problem:
        value = str(held)[:80]
        return Problem(problems.BAD_VALUE, file=self.file, place=place, name=name, value=value, allowed=allowed)

    def day(self, told: Mapping[str, Any], name: str, place: str) -> date:
        held = self.need(told, name, place)
        if type(held) is date:
            return held
        raise self.bad(place, name, held, "2026-01-22")

    def one_of(self, told: Mapping[str, Any], name: str, allowed: Collection[str], place: str) -> str:
        held = str(self.need(told, name, place))
        if held not in allowed:
            raise self.bad(place, name, held, ", ".join(allowed))
        return held

    def many(self, told: Mapping[str, Any], name: str, place: str) -> list[Mapping[str, Any]]:
        held = self.need(told, name, place)
        if not isinstance(held, list) or not all(isinstance(each, Mapping) for each in held):
            raise self.bad(place, name, "?", "- id: ...")
        return held

    def need(self, told: Mapping[str, Any], name: str, place: str) -> Any:
        if not isinstance(told, Mapping) or told.get(name) in (None, ""):
            raise Problem(problems.MISSING, file=self.file, place=place, name=name)
        return told[name]


def _refuse_traps(content: bytes, file: str) -> None:
    """A file from outside must not grow in memory (aliases) or nest without end."""
    if len(content) > LARGEST:
        raise Problem(problems.UNREADABLE, file=file, detail=f"> {LARGEST // 1024} KB")
    depth = 0
    for token in yaml.scan(content):
        if isinstance(token, yaml.AliasToken):
            raise Problem(problems.UNREADABLE, file=file, detail=f"*{token.value}")
        depth += isinstance(token, OPENS) - isinstance(token, CLOSES)
        if depth > DEEPEST:
            raise Problem(problems.UNREADABLE, file=file, detail=f"> {DEEPEST} levels")


def _refuse_circles(catalogue: Catalogue, file: str) -> None:
    for leans in (
        {item.id: item.leans_on for item in catalogue.items},
        {item.id: item.after for item in catalogue.items},
    ):
        for start in leans:
            _walk(start, (), leans, file)


def _walk(item_id: str, path: tuple[str, ...], leans: Mapping[str, tuple[str, ...]], file: str) -> None:
    if item_id in path:
        raise Problem(problems.CIRCULAR, file=file, path=" → ".join((*path[path.index(item_id) :], item_id)))
    if item_id not in leans:
        raise Problem(problems.MISSING, file=file, place=path[-1] if path else "/", name=item_id)
    for other in leans[item_id]:
        _walk(other, (*path, item_id), leans, file)
