"""The wire format of POST /chat/completions and GET /models, and nothing else: bytes and dicts in, types out.

Source: OpenAI's OpenAPI document 2.3.0 (CreateChatCompletionRequest, CreateChatCompletionResponse, ErrorResponse,
ListModelsResponse). Whoever speaks the protocol, client or gateway, takes its types from here.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from jangbu.engines.llm.problems import BAD_IMAGE
from jangbu.kernel.errors import Problem

Role = Literal["system", "developer", "user", "assistant"]
LimitName = Literal["max_completion_tokens", "max_tokens"]
FormatName = Literal["json_schema", "json_object", "text"]

IMAGE_LIMIT = 8_000_000  # bytes; the OpenAPI document says that larger ones are dropped when stored
IMAGES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"))


class WireError(ValueError):
    """A body that does not follow the protocol; the text names the place."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as bytes: PNG, JPEG, WebP or GIF, at most 8 MB. It travels inside the request, never as a link."""

    data: bytes

    def as_url(self) -> str:
        """A data URL (RFC 2397). Raises Problem llm.bad_image."""
        kind = next((name for mark, name in IMAGES if self.data.startswith(mark)), None)
        if self.data[:4] == b"RIFF" and self.data[8:12] == b"WEBP":
            kind = "webp"
        if kind is None or len(self.data) > IMAGE_LIMIT:
            raise Problem(BAD_IMAGE, limit=IMAGE_LIMIT // 1_000_000)
        return f"data:image/{kind};base64,{base64.b64encode(self.data).decode()}"


@dataclass(frozen=True, slots=True)
class Message:
    """One turn: who speaks, the text, and pictures for a user's turn."""

    role: Role
    text: str
    images: tuple[Image, ...] = ()

    def as_json(self) -> dict[str, Any]:
        if not self.images:
            return {"role": self.role, "content": self.text}
        pictures = [{"type": "image_url", "image_url": {"url": image.as_url()}} for image in self.images]
        return {"role": self.role, "content": [{"type": "text", "text": self.text}, *pictures]}


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call. `tokens_cached` are a part of `tokens_in`; `stated` is False where the vendor said nothing
    and the numbers are the worst case."""

    tokens_in: int
    tokens_out: int
    tokens_cached: int = 0
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """What the model said, or why it did not."""

    finish_reason: str
    content: str | None
    refusal: str | None = None
    calls_tool: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A chat completion as it came."""

    id: str
    model: str
    choices: tuple[Choice, ...]
    usage: Usage | None


@dataclass(frozen=True, slots=True)
class VendorError:
    """The body of an error; all texts may be empty."""

    message: str = ""
    type: str = ""
    code: str = ""


def request_body(
    model: str,
    messages: Sequence[Message | Mapping[str, Any]],
    *,
    max_tokens: int,
    limit_name: LimitName = "max_completion_tokens",
    schema: Mapping[str, Any] | None = None,
    format_name: FormatName = "json_schema",
    temperature: float | None = None,
    stream: bool = False,
) -> dict[str, Any]:
    """The body of a request. Messages given as mappings are already in the wire format."""
    said = [message.as_json() if isinstance(message, Message) else dict(message) for message in messages]
    body: dict[str, Any] = {"model": model, "messages": said, limit_name: max_tokens}
    if schema is not None and format_name == "json_schema":
        named = {"name": "answer", "strict": True, "schema": dict(schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": named}
    elif schema is not None and format_name == "json_object":
        body["response_format"] = {"type": "json_object"}
    if temperature is not None:
        body["temperature"] = temperature
    if stream:
        body |= {"stream": True, "stream_options": {"include_usage": True}}
    return body


def encoded(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def decoded(data: bytes | str) -> Any:
    """Strict JSON (RFC 8259): no NaN, no name twice in one object, no depth that breaks a parser. Raises WireError."""
    try:
        return json.loads(data, parse_constant=_no_constant, object_pairs_hook=_no_twins)
    except RecursionError as error:
        raise WireError("nested too deep") from error
    except ValueError as error:  # JSONDecodeError, UnicodeDecodeError, too many digits
        raise WireError("not JSON") from error


def reply(body: Any) -> Reply:
    """A completion's body. Fields that we do not need may be missing, as they are at many compatible vendors."""
    whole = _mapping(body, "$")
    choices = whole.get("choices")
    if not isinstance(choices, list):
        raise WireError("$.choices")
    return Reply(
        id=_text(whole.get("id")),
        model=_text(whole.get("model")),
        choices=tuple(_choice(one, f"$.choices[{index}]") for index, one in enumerate(choices)),
        usage=_usage(whole.get("usage")),
    )


def error_of(body: Any) -> VendorError:
    """The error in a body; some vendors send {"error": "text"} or {"message": "text"}."""
    found = body.get("error", body) if isinstance(body, dict) else body
    if isinstance(found, str):
        return VendorError(message=found)
    if not isinstance(found, dict):
        return VendorError()
    return VendorError(_text(found.get("message")), _text(found.get("type")), _text(found.get("code")))


def model_names(body: Any) -> tuple[str, ...]:
    """The ids of GET /models."""
    listed = _mapping(body, "$").get("data")
    if not isinstance(listed, list):
        raise WireError("$.data")
    return tuple(_text(_mapping(one, "$.data[]").get("id")) for one in listed)


def _choice(body: Any, place: str) -> Choice:
    choice = _mapping(body, place)
    message = _mapping(choice.get("message"), f"{place}.message")
    content, refusal = message.get("content"), message.get("refusal")
    if content is not None and not isinstance(content, str):
        raise WireError(f"{place}.message.content")
    calls = bool(message.get("tool_calls") or message.get("function_call"))
    return Choice(_text(choice.get("finish_reason")), content, refusal if isinstance(refusal, str) else None, calls)


def _usage(body: Any) -> Usage | None:
    """None where it is missing or no plausible count."""
    if not isinstance(body, dict):
        return None
    tokens_in, tokens_out = _count(body.get("prompt_tokens")), _count(body.get("completion_tokens"))
    details = body.get("prompt_tokens_details")
    cached = _count(details.get("cached_tokens")) if isinstance(details, dict) else 0
    if tokens_in is None or tokens_out is None:
        return None
    return Usage(tokens_in, tokens_out, min(cached or 0, tokens_in))


def _count(value: Any) -> int | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10**9
    return value if good else None


def _mapping(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WireError(place)
    return value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name twice")
    return made
