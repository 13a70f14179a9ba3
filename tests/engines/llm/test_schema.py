"""Our own judge of answers, held against a full implementation of JSON Schema."""

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jangbu.engines.llm.schema import fault, refuse_unknown

scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "ab", "2026-11-02", 0.5, 1.0])
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
leaves = st.sampled_from(
    [
        {"type": "string"},
        {"type": "string", "minLength": 1, "maxLength": 2},
        {"type": "string", "pattern": "^[0-9-]+$"},
        {"type": "integer", "minimum": -1, "maximum": 2},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 3},
        {"type": ["boolean", "null"]},
        {"enum": [1, "a", None, [1], {"a": True}]},
        {"const": 1},
        {"$ref": "#/$defs/word"},
        {},
    ]
)
schemas = st.recursive(
    leaves,
    lambda inner: (
        st.fixed_dictionaries({"type": st.just("array"), "items": inner, "maxItems": st.integers(0, 2)})
        | st.fixed_dictionaries(
            {
                "type": st.just("object"),
                "properties": st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
                "required": st.lists(st.sampled_from("abc"), max_size=2, unique=True),
                "additionalProperties": st.booleans(),
            }
        )
        | st.fixed_dictionaries({"anyOf": st.lists(inner, min_size=1, max_size=2)})
    ),
    max_leaves=4,
)


@given(values, schemas)
def test_we_and_the_full_implementation_agree(value, schema):
    whole = {**schema, "$defs": {"word": {"type": "string", "minLength": 1}}}
    assert (fault(value, whole) is None) == jsonschema_rs.is_valid(whole, value)


def test_the_place_of_the_fault_is_named():
    schema = {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "integer"}}}}
    assert fault({"a": [1, "2"]}, schema) == "$.a[1] is not integer"


@pytest.mark.parametrize(
    "schema",
    [{"type": "object", "patternProperties": {}}, {"properties": {"a": {"format": "date"}}}, {"items": {"oneOf": []}}],
)
def test_a_schema_that_we_cannot_check_is_refused(schema):
    with pytest.raises(ValueError, match="cannot check"):
        refuse_unknown(schema)


def test_a_schema_that_points_at_itself_ends():
    schema = {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}
    assert fault(1, schema) == "$ is nested too deep"
