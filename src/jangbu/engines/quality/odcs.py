"""The Open Data Contract Standard 3.x (Bitol): what of it we check, and how our rules are written in it.

required   `required: true`, or the library metrics nullValues and missingValues
unique     `unique: true`, `primaryKey: true`, or duplicateValues (on a property, or on the schema for several)
pattern    invalidValues with a pattern, logicalTypeOptions.pattern; named formats as custom rules of engine jangbu
allowed    invalidValues with validValues
range      logicalTypeOptions minimum, maximum, exclusiveMinimum, exclusiveMaximum; custom rules of engine jangbu
order      custom rules of engine jangbu on the schema
reference  relationships of type foreignKey (3.1)
dependency custom rules of engine jangbu on the schema
Everything else is kept and reported as not checked.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from jangbu.engines.quality import problems
from jangbu.engines.quality.compiling import TYPE_FORMATS, unknown_format
from jangbu.engines.quality.formats import FORMATS
from jangbu.engines.quality.model import Column
from jangbu.engines.quality.rules import Evidence, Limit, Operator, Rule, rule_id
from jangbu.kernel.errors import Problem

API_VERSION = "v3.1.0"
ENGINE = "jangbu"
LOGICAL = {
    "integer": "integer",
    "decimal": "number",
    "date": "date",
    "timestamp": "timestamp",
    "boolean": "boolean",
    "text": "string",
}
LIBRARY = {"nullValues", "missingValues", "invalidValues", "duplicateValues"}
LEAST_COLUMNS = {"order": 2, "dependency": 2}
OWN_FIELDS = ("minimum", "maximum", "exclusive", "pattern", "format", "allowed", "target", "missing", "shown")


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A rule of the contract that we keep but do not check."""

    place: str  # "orders.email quality[2]"
    what: str  # its name, metric or type
    ko: str
    en: str


def table_of(document: Any, name: str) -> dict[str, Any]:
    """The first schema object. Raises Problem where this is no data contract."""
    if not isinstance(document, dict):
        raise Problem(problems.CONTRACT_FOREIGN, contract=name, place="YAML")
    if document.get("kind") != "DataContract":
        raise Problem(problems.CONTRACT_FOREIGN, contract=name, place=f"kind: {document.get('kind')}")
    if not str(document.get("apiVersion", "")).lstrip("v").startswith("3"):
        raise Problem(problems.CONTRACT_FOREIGN, contract=name, place=f"apiVersion: {document.get('apiVersion')}")
    tables = document.get("schema")
    if not isinstance(tables, list) or not tables or not isinstance(tables[0], dict):
        raise Problem(problems.CONTRACT_FOREIGN, contract=name, place="schema")
    return cast("dict[str, Any]", tables[0])


def rules_of(document: Mapping[str, Any], table: Mapping[str, Any], name: str) -> tuple[list[Rule], list[Unchecked]]:
    """The rules of the first table, and what is not checked anywhere in the contract."""
    rules: list[Rule] = []
    unchecked: list[Unchecked] = []
    for place, item in enumerate(_list(table, "properties", name)):
        if not isinstance(item, dict) or not item.get("name"):
            raise broken(name, f"schema[0].properties[{place}]", "name")
        _read_property(item, rules, unchecked, name)
    for place, item in enumerate(_list(table, "quality", name)):
        _read_quality(item, (), f"{table.get('name', '')} quality[{place}]", rules, unchecked, name)
    for other in cast("list[Any]", document["schema"])[1:]:
        what = str(other.get("name")) if isinstance(other, dict) else "?"
        unchecked.append(_unchecked(f"schema {what}", what, "표 하나만 검사해요", "only the first table is checked"))
    for place, item in enumerate(_list(document, "slaProperties", name)):
        what = str(item.get("property", "")) if isinstance(item, dict) else ""
        unchecked.append(
            _unchecked(
                f"slaProperties[{place}]",
                what,
                "서비스 수준은 표만 보고 알 수 없어요",
                "a table alone does not show it",
            )
        )
    return _distinct(rules), unchecked


def broken(contract: str, place: str, detail: str) -> Problem:
    return Problem(problems.CONTRACT_RULE_BROKEN, contract=contract, place=place, detail=detail)


def _list(where: Mapping[str, Any], key: str, name: str) -> list[Any]:
    found = where.get(key) or []
    if not isinstance(found, list):
        raise broken(name, key, "list")
    return found


def _read_property(item: Mapping[str, Any], rules: list[Rule], unchecked: list[Unchecked], name: str) -> None:
    column = str(item["name"])
    for place, quality in enumerate(_list(item, "quality", name)):
        _read_quality(quality, (column,), f"{column} quality[{place}]", rules, unchecked, name)
    if item.get("required") or item.get("primaryKey"):
        rules.append(Rule(rule_id("required", (column,)), "required", (column,)))
    if item.get("unique") or item.get("primaryKey"):
        rules.append(Rule(rule_id("unique", (column,)), "unique", (column,)))
    rules += _typed(item, column)
    options = item.get("logicalTypeOptions") or {}
    rules += _optioned(options, column, unchecked)
    for place, relation in enumerate(_list(item, "relationships", name)):
        target = relation.get("to") if isinstance(relation, dict) else None
        if isinstance(target, str) and "." in target:
            rules.append(Rule(rule_id("reference", (column,), target), "reference", (column,), target=target))
        else:
            unchecked.append(
                _unchecked(
                    f"{column} relationships[{place}]",
                    str(target),
                    "한 열끼리의 참조만 검사해요",
                    "only references between two columns are checked",
                )
            )
    unchecked += [
        _unchecked(column, str(nested), "열 안의 열은 검사하지 않아요", "columns inside columns are not checked")
        for nested in _list(item, "properties", name)
    ]


def _typed(item: Mapping[str, Any], column: str) -> Iterator[Rule]:
    logical = item.get("logicalType")
    found = next((ours for ours, theirs in LOGICAL.items() if theirs == logical and ours != "text"), None)
    if found is not None:
        yield Rule(rule_id("pattern", (column,), found), "pattern", (column,), format=found)


def _optioned(options: Mapping[str, Any], column: str, unchecked: list[Unchecked]) -> Iterator[Rule]:
    minimum, maximum = options.get("minimum"), options.get("maximum")
    exclusive = []
    if "exclusiveMinimum" in options and not isinstance(options["exclusiveMinimum"], bool):
        minimum = options["exclusiveMinimum"]
        exclusive.append("minimum")
    if "exclusiveMaximum" in options and not isinstance(options["exclusiveMaximum"], bool):
        maximum = options["exclusiveMaximum"]
        exclusive.append("maximum")
    if minimum is not None or maximum is not None:
        low, high = (None if bound is None else str(bound) for bound in (minimum, maximum))
        detail = f"{'' if low is None else low}..{'' if high is None else high}"
        yield Rule(rule_id("range", (column,), detail), "range", (column,), low, high, tuple(exclusive))
    shortest, longest = options.get("minLength"), options.get("maxLength")
    if shortest is not None or longest is not None:
        pattern = f"^(?s:.){{{shortest or 0},{'' if longest is None else longest}}}$"
        yield Rule(rule_id("pattern", (column,), "length"), "pattern", (column,), pattern=pattern)
    if options.get("pattern"):
        yield Rule(rule_id("pattern", (column,), "options"), "pattern", (column,), pattern=str(options["pattern"]))
    known = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern"}
    unchecked += [
        _unchecked(f"{column} logicalTypeOptions", str(key), "검사하지 않는 조건이에요", "not a condition we check")
        for key in sorted(options.keys() - known)
    ]


def _read_quality(
    item: Any, columns: tuple[str, ...], place: str, rules: list[Rule], unchecked: list[Unchecked], name: str
) -> None:
    if not isinstance(item, dict):
        raise broken(name, place, str(item))
    kind = item.get("type") or ("library" if item.get("metric") or item.get("rule") else "text")
    what = str(item.get("name") or item.get("metric") or item.get("rule") or kind)
    if kind == "custom" and item.get("engine") == ENGINE:
        rules.append(_own(item, name, place))
    elif kind == "library" and (item.get("metric") or item.get("rule")) in LIBRARY:
        found = _library(item, columns, place, name)
        if found is None:
            unchecked.append(_unchecked(place, what, "이 조건의 뜻을 알 수 없어요", "what it asks for is not clear"))
        else:
            rules.append(found)
    else:
        ko, en = {
            "sql": ("남이 쓴 SQL은 돌리지 않아요", "SQL written elsewhere is not run"),
            "text": ("글로만 적힌 규칙이에요", "it is written in words only"),
            "custom": ("다른 도구의 규칙이에요", "it belongs to another tool"),
        }.get(str(kind), ("모르는 규칙이에요", "an unknown rule"))
        unchecked.append(_unchecked(place, what, ko, en))


def _library(item: Mapping[str, Any], columns: tuple[str, ...], place: str, name: str) -> Rule | None:
    metric = item.get("metric") or item.get("rule")
    arguments = item.get("arguments") or {}
    arguments = {**{key: item[key] for key in ("validValues", "pattern") if key in item}, **arguments}
    if not isinstance(arguments, dict):
        raise broken(name, place, "arguments")
    limit = _limit(item, place, name)
    made: Rule | None = None
    if metric == "duplicateValues":
        keyed = tuple(str(each) for each in arguments.get("properties") or columns)
        made = Rule(rule_id("unique", keyed), "unique", keyed, limit=limit) if keyed else None
    elif not columns:
        return None
    elif metric in ("nullValues", "missingValues"):
        words = arguments.get("missingValues")
        missing = (
            ()
            if metric == "nullValues"
            else None
            if words is None
            else tuple("" if word is None else str(word) for word in words)
        )
        made = Rule(rule_id("required", columns), "required", columns, missing=missing, limit=limit)
    elif arguments.get("validValues") is not None:
        allowed = tuple(str(value) for value in arguments["validValues"])
        made = Rule(rule_id("allowed", columns), "allowed", columns, allowed=allowed, limit=limit)
    elif arguments.get("pattern") is not None:
        made = Rule(rule_id("pattern", columns), "pattern", columns, pattern=str(arguments["pattern"]), limit=limit)
    return None if made is None else _told(made, item)


def _limit(item: Mapping[str, Any], place: str, name: str) -> Limit:
    for operator in get_args(Operator):
        if operator in item:
            given = item[operator] if isinstance(item[operator], list) else [item[operator]]
            if not given or not all(isinstance(value, int | float) and not isinstance(value, bool) for value in given):
                raise broken(name, place, f"{operator}: {item[operator]}")
            return Limit(operator, tuple(given), "percent" if item.get("unit") in ("percent", "%") else "rows")
    return Limit()


def _told(rule: Rule, item: Mapping[str, Any]) -> Rule:
    """What we wrote beside the standard's fields when the rule was ours: its id, dimension and evidence."""
    own = {
        str(each.get("property")): each.get("value")
        for each in item.get("customProperties") or ()
        if isinstance(each, dict)
    }
    found = own.get("jangbuEvidence")
    evidence = (
        Evidence(int(found["holding"]), int(found["seen"]), bool(found["sampled"])) if isinstance(found, dict) else None
    )
    shown = own.get("jangbuShown")
    return replace(
        rule,
        id=str(own.get("jangbuId") or item.get("name") or rule.id),
        shown=None if shown is None else str(shown),
        dimension=own.get("jangbuDimension") or rule.dimension,
        severity=None if item.get("severity") is None else str(item["severity"]).strip().lower(),
        evidence=evidence,
        missing=None if own.get("jangbuMissing") == "usual" else rule.missing,
    )


def _own(item: Mapping[str, Any], name: str, place: str) -> Rule:
    body = item.get("implementation")
    if not isinstance(body, dict) or not body.get("kind") or not isinstance(body.get("columns"), list):
        raise broken(name, place, "implementation")
    values = {key: tuple(body[key]) if isinstance(body[key], list) else body[key] for key in OWN_FIELDS if key in body}
    kind = body["kind"]
    if kind not in ("required", "unique", "range", "pattern", "allowed", "order", "reference", "dependency"):
        raise broken(name, place, f"kind: {kind}")
    if values.get("format") is not None and values["format"] not in (*FORMATS, *TYPE_FORMATS):
        raise unknown_format(str(item.get("name", place)), values["format"])
    columns = tuple(str(column) for column in body["columns"])
    if len(columns) < LEAST_COLUMNS.get(kind, 1):
        raise broken(name, place, f"{kind}: columns {', '.join(columns)}")
    make: Callable[..., Rule] = Rule  # the fields come from a file: their names are checked, their types are text
    return _told(make(rule_id(kind, columns), kind, columns, **values, limit=_limit(item, place, name)), item)


def _distinct(rules: Sequence[Rule]) -> list[Rule]:
    """Each promise once: `required: true` beside a rule that says the same adds nothing. Ids become unique."""
    kept: list[Rule] = []
    ids: set[str] = set()
    for rule in rules:
        bare = rule == replace(rule, evidence=None, limit=Limit(), missing=None, severity=None)
        if bare and any(_same(rule, other) for other in kept):
            continue
        name, again = rule.id, 2
        while name in ids:
            name, again = f"{rule.id}#{again}", again + 1
        ids.add(name)
        kept.append(replace(rule, id=name))
    return kept


def _same(one: Rule, other: Rule) -> bool:
    fields = ("kind", "columns", "minimum", "maximum", "pattern", "format", "allowed", "target")
    return all(getattr(one, field) == getattr(other, field) for field in fields)


def _unchecked(place: str, what: str, ko: str, en: str) -> Unchecked:
    return Unchecked(place, what, ko, en)


def document(
    name: str, columns: Sequence[Column], rules: Sequence[Rule], *, version: str, status: str
) -> dict[str, Any]:
    """An ODCS document for one table. Rules with a place in the standard stand there; the others are custom rules."""
    known = {column.name for column in columns}
    stray = dict.fromkeys(name for rule in rules for name in rule.columns if name not in known)
    described = [*columns, *(Column(name, "text") for name in stray)]
    own: dict[tuple[str, ...], list[Rule]] = {}
    for rule in rules:
        own.setdefault(rule.columns, []).append(rule)
    table: dict[str, Any] = {
        "name": name,
        "logicalType": "object",
        "properties": [_property(column, own.get((column.name,), ())) for column in described],
    }
    wide = [_quality(rule) for rule in rules if len(rule.columns) > 1]
    if wide:
        table["quality"] = wide
    return {
        "apiVersion": API_VERSION,
        "kind": "DataContract",
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"jangbu:{name}")),
        "name": name,
        "version": version,
        "status": status,
        "schema": [table],
    }


def _property(column: Column, own: Sequence[Rule]) -> dict[str, Any]:
    """A column with the rules about it alone."""
    checked = {rule.format for rule in own if rule.kind == "pattern"}
    made: dict[str, Any] = {"name": column.name}
    if column.type == "text" or column.type in checked:
        made["logicalType"] = LOGICAL[column.type]
    for kind in ("required", "unique"):
        if any(rule.kind == kind for rule in own):
            made[kind] = True
    if references := [rule for rule in own if rule.kind == "reference" and rule.limit == Limit()]:
        made["relationships"] = [{"type": "foreignKey", "to": rule.target} for rule in references]
    if written := [_quality(rule) for rule in own]:
        made["quality"] = written
    return made


def _quality(rule: Rule) -> dict[str, Any]:
    made: dict[str, Any] = {"name": rule.id, "description": rule.describe("ko"), "dimension": rule.measures}
    if rule.severity is not None:
        made["severity"] = rule.severity
    arguments = _arguments(rule)
    if arguments is None:
        body: dict[str, Any] = {"kind": rule.kind, "columns": list(rule.columns)}
        for field in OWN_FIELDS:
            value = getattr(rule, field)
            if value:
                body[field] = list(value) if isinstance(value, tuple) else value
        made |= {"type": "custom", "engine": ENGINE, "implementation": body}
    else:
        metric, given = arguments
        made |= {"type": "library", "metric": metric} | ({"arguments": given} if given else {})
    values = list(rule.limit.values)
    made[rule.limit.operator] = values if len(values) > 1 else values[0]
    made["unit"] = rule.limit.unit
    return made | {"customProperties": _properties(rule)}


def _arguments(rule: Rule) -> tuple[str, dict[str, Any]] | None:
    """The library metric of a rule and its arguments, or None where the standard has no word for it."""
    if rule.kind == "required" and rule.missing == ():
        return "nullValues", {}
    if rule.kind == "required":
        return "missingValues", {
            "missingValues": [None, "", "-", "N/A"] if rule.missing is None else list(rule.missing)
        }
    if rule.kind == "unique":
        return "duplicateValues", {"properties": list(rule.columns)} if len(rule.columns) > 1 else {}
    if rule.kind == "allowed":
        return "invalidValues", {"validValues": list(rule.allowed)}
    if rule.kind == "pattern" and rule.pattern is not None:
        return "invalidValues", {"pattern": rule.pattern}
    return None


def _properties(rule: Rule) -> list[dict[str, Any]]:
    told: dict[str, Any] = {"jangbuId": rule.id}
    if rule.dimension is not None:
        told["jangbuDimension"] = rule.dimension
    if rule.shown is not None:
        told["jangbuShown"] = rule.shown
    if rule.kind == "required" and rule.missing is None:
        told["jangbuMissing"] = "usual"
    if rule.evidence is not None:
        evidence = rule.evidence
        told["jangbuEvidence"] = {"holding": evidence.holding, "seen": evidence.seen, "sampled": evidence.sampled}
    return [{"property": key, "value": value} for key, value in told.items()]
