"""A model connection to a vendor on this computer that speaks the real protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.fakes.vendor import KEY, MODEL, FakeVendor

from jangbu.apps.gateway import services
from jangbu.apps.gateway.models import Endpoint
from jangbu.apps.gateway.services import Setup
from jangbu.engines.llm import Outside
from jangbu.kernel.entry import Actor

WHY = "의심스러운 칸을 한 번 더 읽으려고"
WON = 1_000_000  # millionths of a minor unit


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def member(cast) -> Actor:
    return Actor.person(cast.member.pk, cast.member.name)


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    """Between attempts nobody waits."""
    services.bind_outside(Outside(sleep=lambda seconds: None))
    yield
    services.bind_outside(None)


def setup_of(vendor: FakeVendor, **more: object) -> Setup:
    """1,000 won for a million tokens sent, 4,000 for a million received."""
    told: dict[str, object] = {
        "name": "시험 모델",
        "base_url": vendor.base_url,
        "model": MODEL,
        "currency": "KRW",
        "price_in": 1_000 * WON,
        "price_out": 4_000 * WON,
        "country": "here",
        "private_allowed": True,
    }
    return Setup(**{**told, **more})  # type: ignore[arg-type]


@pytest.fixture
def connect(owner) -> Callable[..., Endpoint]:
    """`connect(vendor, on=True)`: an endpoint that leads to it."""

    def made(vendor: FakeVendor, *, on: bool = True, key: str = KEY, **more: object) -> Endpoint:
        endpoint = services.add_endpoint(setup_of(vendor, **more), key, actor=owner, why=WHY)
        services.switch(endpoint, on, actor=owner, why=WHY)
        return endpoint

    return made
