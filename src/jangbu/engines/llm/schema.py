"""JSON Schema as far as strict structured output goes, so that an answer is judged by us and not by its vendor.

The subset of OpenAI's structured outputs: type, enum, const, anyOf, properties, required, additionalProperties, items,
lengths, pattern, bounds, $ref into $defs. A schema with any other keyword is refused: what we cannot check we do not
ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

NOTES = {"title", "description", "$defs", "$schema"}
CHECKED = {
    "type", "enum", "const", "anyOf", "properties", "required", "additionalProperties", "items", "$ref", "pattern",
    "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
}  # fmt: skip
TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "number": (int, float),
    "integer": (int,),
}
DEEPEST = 32


def fault(value: Any, schema: Mapping[str, Any]) -> str | None:
    """Where `value` first departs from `schema`, as a path such as $.fields[2].quote; None where it conforms.

    Raises ValueError for a schema with keywords that we do not check.
    """
    refuse_unknown(schema)
    return next(_faults(value, schema, schema, "$", 0), None)


def refuse_unknown(schema: Any) -> None:
    """Raises ValueError if any part of the schema uses a keyword outside the subset."""
    if not isinstance(schema, Mapping):
        raise ValueError(f"{schema!r} is no schema")  # noqa: TRY004  # a wrong schema is a wrong value
    unknown = set(schema) - CHECKED - NOTES
    if unknown:
        raise ValueError(f"cannot check {', '.join(sorted(unknown))}")
    if schema.get("additionalProperties", False) not in {True, False}:
        raise ValueError("additionalProperties must be true or false")
    for part in (*schema.get("properties", {}).values(), *schema.get("$defs", {}).values(), *schema.get("anyOf", ())):
        refuse_unknown(part)
    if "items" in schema:
        refuse_unknown(schema["items"])


def _faults(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], place: str, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        yield f"{place} is nested too deep"
        return
    if "$ref" in schema:
        yield from _faults(value, _resolved(schema["$ref"], root), root, place, depth + 1)
    if "type" in schema and not _is_a(value, schema["type"]):
        yield f"{place} is not {schema['type']}"
        return
    if "enum" in schema and not any(_same(value, one) for one in schema["enum"]):
        yield f"{place} is none of the choices"
    if "const" in schema and not _same(value, schema["const"]):
        yield f"{place} is not the constant"
    if "anyOf" in schema and all(
        next(_faults(value, one, root, place, depth + 1), None) is not None for one in schema["anyOf"]
    ):
        yield f"{place} has none of the forms allowed"
    if isinstance(value, dict):
        yield from _object_faults(value, schema, root, place, depth)
    elif isinstance(value, list):
        yield from _array_faults(value, schema, root, place, depth)
    elif isinstance(value, str):
        yield from _string_faults(value, schema, place)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield from _number_faults(value, schema, place)


def _object_faults(
    value: dict[str, Any], schema: Mapping[str, Any], root: Mapping[str, Any], place: str, depth: int
) -> Iterator[str]:
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{place}.{name} is missing"
    for name, inside in value.items():
        if name in properties:
            yield from _faults(inside, properties[name], root, f"{place}.{name}", depth + 1)
        elif schema.get("additionalProperties", True) is False:
            yield f"{place} has a name that was not asked for"


def _array_faults(
    value: list[Any], schema: Mapping[str, Any], root: Mapping[str, Any], place: str, depth: int
) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{place} has {len(value)} items"
    if "items" in schema:
        for index, inside in enumerate(value):
            yield from _faults(inside, schema["items"], root, f"{place}[{index}]", depth + 1)


def _string_faults(value: str, schema: Mapping[str, Any], place: str) -> Iterator[str]:
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield f"{place} has {len(value)} characters"
    if "pattern" in schema and re.search(schema["pattern"], value) is None:
        yield f"{place} has another form"


def _number_faults(value: float, schema: Mapping[str, Any], place: str) -> Iterator[str]:
    inside = (
        value >= schema.get("minimum", value)
        and value <= schema.get("maximum", value)
        and ("exclusiveMinimum" not in schema or value > schema["exclusiveMinimum"])
        and ("exclusiveMaximum" not in schema or value < schema["exclusiveMaximum"])
    )
    if not inside:
        yield f"{place} is out of bounds"


def _is_a(value: Any, wanted: str | list[str]) -> bool:
    names = [wanted] if isinstance(wanted, str) else wanted
    for name in names:
        if isinstance(value, bool):
            if name == "boolean":
                return True
        elif isinstance(value, TYPES[name]) or (name == "integer" and isinstance(value, float) and value.is_integer()):
            return True
    return False


def _same(left: Any, right: Any) -> bool:
    """Equal as JSON: 1 and 1.0 are, 1 and true are not."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[name], right[name]) for name in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_same, left, right))
    return bool(left == right)


def _resolved(reference: str, root: Mapping[str, Any]) -> Mapping[str, Any]:
    found = root.get("$defs", {}).get(reference.removeprefix("#/$defs/"))
    if not isinstance(found, Mapping):
        raise ValueError(f"{reference} leads nowhere")  # noqa: TRY004
    return found
