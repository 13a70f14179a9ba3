"""People as actors, a home of its own for the files of modules, and uses of AI."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jangbu.apps.registers import services as registers
from jangbu.apps.regulations.services import USE_CASES
from jangbu.apps.regulations.usecases.models import UseCase
from jangbu.apps.regulations.versions import files
from jangbu.kernel.entry import Actor

CHATBOT = {
    "offered": "outside",
    "made": "api",
    "generative": True,
    "synthetic": False,
    "leaves": True,
    "decides": "none",
    "fields": ["none"],
    "purpose_changed": False,
    "obvious": False,
    "trained": False,
}


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def member(cast) -> Actor:
    return Actor.person(cast.member.pk, cast.member.name)


@pytest.fixture
def second(cast) -> Actor:
    """Somebody else who may decide, for what two people have to say."""
    return Actor.person(cast.it.pk, cast.it.name)


@pytest.fixture
def home(tmp_path, settings) -> Path:
    settings.HOME = tmp_path
    folder = tmp_path / "regulations"
    folder.mkdir()
    return folder


@pytest.fixture
def text() -> str:
    """The shipped module, to be changed."""
    return (files.SHIPPED / "ai_basic_act.yaml").read_text(encoding="utf-8")


@pytest.fixture
def make_case(owner, cast) -> Callable[..., UseCase]:
    def make(name: str = "홈페이지 상담", **more: Any) -> UseCase:
        values = {"name": name, "owner": cast.it.pk, **CHATBOT, **more}
        return registers.add_row(USE_CASES, values, actor=owner, why="써 보려고")

    return make
