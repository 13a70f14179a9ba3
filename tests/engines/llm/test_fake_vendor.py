"""The fake is only worth something if it speaks the protocol: the official client and the official schemas say so."""

import json

import httpx
import jsonschema_rs
import openai
import pytest
import yaml
from pydantic import BaseModel

from jangbu.engines.llm import Image, Message
from jangbu.engines.llm.wire import request_body
from tests.fakes import vendor as fakes
from tests.fakes.vendor import KEY, MODEL, FakeVendor, fails, says, says_json
from tests.shared_data import DATA, needs_shared_data

ASKED = [{"role": "user", "content": "합계는?"}]
SCHEMA = {"type": "object", "properties": {"total": {"type": "integer"}}, "required": ["total"]}


class Total(BaseModel):
    total: int


def client(fake, **more):
    return openai.OpenAI(base_url=fake.base_url, api_key=KEY, max_retries=0, **more)


def test_the_official_client_reads_an_answer_and_its_usage():
    with FakeVendor([says("12,000원이에요.", tokens_cached=7)]) as fake, client(fake) as official:
        answer = official.chat.completions.create(model=MODEL, messages=ASKED)
    assert answer.choices[0].message.content == "12,000원이에요."
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.prompt_tokens_details.cached_tokens == 7
    assert answer._request_id == "req_0"


def test_the_official_client_parses_a_structured_answer_and_a_refusal():
    with FakeVendor([says_json({"total": 12_000}), fakes.refuses("no")]) as fake, client(fake) as official:
        parsed = official.chat.completions.parse(model=MODEL, messages=ASKED, response_format=Total)
        refused = official.chat.completions.parse(model=MODEL, messages=ASKED, response_format=Total)
    assert parsed.choices[0].message.parsed == Total(total=12_000)
    assert refused.choices[0].message.parsed is None
    assert refused.choices[0].message.refusal == "no"


def test_the_official_client_reads_a_stream_to_its_usage():
    with FakeVendor([says("공급가액 1,000원", tokens_out=9)]) as fake, client(fake) as official:
        chunks = list(
            official.chat.completions.create(
                model=MODEL, messages=ASKED, stream=True, stream_options={"include_usage": True}
            )
        )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == "공급가액 1,000원"
    assert chunks[-1].usage.completion_tokens == 9


def test_the_official_client_knows_the_tool_call():
    with FakeVendor([fakes.calls_tool("pay")]) as fake, client(fake) as official:
        answer = official.chat.completions.create(model=MODEL, messages=ASKED)
    assert answer.choices[0].message.tool_calls[0].function.name == "pay"


def test_the_official_client_lists_the_models():
    with FakeVendor(models=("a", "b")) as fake, client(fake) as official:
        assert [model.id for model in official.models.list()] == ["a", "b"]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (fails(429, code="rate_limit_exceeded", kind="requests"), openai.RateLimitError),
        (fails(400, code="context_length_exceeded"), openai.BadRequestError),
        (fails(500), openai.InternalServerError),
        (fakes.hangs_up(), openai.APIConnectionError),
        (fakes.cuts(), openai.APIConnectionError),
    ],
)
def test_the_official_client_names_the_errors(reply, error):
    with FakeVendor([reply]) as fake, client(fake) as official, pytest.raises(error):
        official.chat.completions.create(model=MODEL, messages=ASKED)


def test_the_official_client_gives_up_on_a_silent_vendor():
    silent = FakeVendor([fakes.is_silent()])
    with silent as fake, client(fake, timeout=0.2) as official, pytest.raises(openai.APITimeoutError):
        official.chat.completions.create(model=MODEL, messages=ASKED)


def test_a_wrong_key_and_a_wrong_model_are_refused_as_officially():
    with FakeVendor() as fake:
        stranger = openai.OpenAI(base_url=fake.base_url, api_key="sk-no", max_retries=0)
        with stranger, pytest.raises(openai.AuthenticationError) as key:
            stranger.models.list()
        with client(fake) as official, pytest.raises(openai.NotFoundError) as model:
            official.chat.completions.create(model="other", messages=ASKED)
    assert (key.value.code, model.value.code) == ("invalid_api_key", "model_not_found")


@pytest.fixture(scope="module")
def official_schemas():
    """Validators by name; OpenAPI's own words (nullable, discriminator) are put into JSON Schema's."""
    text = (DATA / "openai" / "openai_openapi.yaml").read_text("utf-8")
    whole = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    plain = json.loads(json.dumps(whole["components"]["schemas"], default=str))  # YAML reads examples as dates
    components = _in_json_schema(plain)

    def validator(name):
        return jsonschema_rs.validator_for(
            {"$ref": f"#/components/schemas/{name}", "components": {"schemas": components}}
        )

    return validator


def _in_json_schema(node):
    if isinstance(node, list):
        return [_in_json_schema(one) for one in node]
    if not isinstance(node, dict):
        return node
    made = {key: _in_json_schema(inside) for key, inside in node.items() if key not in {"nullable", "discriminator"}}
    return {"anyOf": [made, {"type": "null"}]} if node.get("nullable") is True else made


def _faults(validator, value):
    return [f"{error.instance_path}: {error.message}"[:300] for error in validator.iter_errors(value)]


REPLIES = [
    says("네", tokens_cached=3),
    fakes.refuses(),
    fakes.calls_tool(),
    fakes.gives_no_choices(),
    says('{"a"', finish_reason="length"),
    says("", finish_reason="content_filter"),
    says("네", usage=False),
]


@pytest.mark.shared_data
@needs_shared_data("openai", "openai_openapi.yaml")
def test_what_the_fake_sends_follows_the_official_schemas(official_schemas):
    headers = {"authorization": f"Bearer {KEY}"}
    wanted = official_schemas("CreateChatCompletionResponse")
    chunk = official_schemas("CreateChatCompletionStreamResponse")
    with FakeVendor(REPLIES + REPLIES) as fake, httpx.Client(base_url=fake.base_url, headers=headers) as http:
        for _ in REPLIES:
            answer = http.post("/chat/completions", json={"model": MODEL, "messages": ASKED}).json()
            assert _faults(wanted, answer) == []
        for _ in REPLIES:
            body = {"model": MODEL, "messages": ASKED, "stream": True, "stream_options": {"include_usage": True}}
            lines = [line for line in http.post("/chat/completions", json=body).text.split("\n\n") if line]
            assert lines[-1] == "data: [DONE]"
            for line in lines[:-1]:
                assert _faults(chunk, json.loads(line.removeprefix("data: "))) == []
        assert _faults(official_schemas("ListModelsResponse"), http.get("/models").json()) == []
        refused = http.post("/chat/completions", json={"model": "no", "messages": ASKED}).json()
        assert _faults(official_schemas("ErrorResponse"), refused) == []
    assert _faults(wanted, {**answer, "choices": [{"index": 0}]}) != []
    assert _faults(chunk, {"id": "1"}) != []


@pytest.mark.shared_data
@needs_shared_data("openai", "openai_openapi.yaml")
def test_what_our_client_sends_follows_the_official_schema(official_schemas):
    request = official_schemas("CreateChatCompletionRequest")
    messages = (Message("system", "규칙"), Message("user", "읽어요", (Image(b"\xff\xd8\xff\xe0"),)))
    for more in (
        {},
        {"schema": SCHEMA, "temperature": 0.0},
        {"schema": SCHEMA, "format_name": "json_object", "limit_name": "max_tokens"},
        {"stream": True},
    ):
        assert _faults(request, request_body(MODEL, messages, max_tokens=50, **more)) == []
    assert _faults(request, {"model": MODEL, "messages": []}) != []
