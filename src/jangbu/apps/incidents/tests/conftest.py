"""People as actors, an incident of each need, and a real mail server on loopback."""

from __future__ import annotations

from datetime import datetime

import pytest

from jangbu.apps.incidents import services
from jangbu.apps.incidents.models import Incident, Notice
from jangbu.kernel.clock import SEOUL, fixed
from jangbu.kernel.entry import Actor

WHY = "거래처가 알려 와서"
KNOWN = datetime(2026, 11, 20, 14, 0, tzinfo=SEOUL)


def actor_of(person) -> Actor:
    return Actor.person(person.pk, person.name)


@pytest.fixture
def owner(cast) -> Actor:
    return actor_of(cast.owner)


@pytest.fixture
def lead(cast) -> Actor:
    return actor_of(cast.approver)


@pytest.fixture
def member(cast) -> Actor:
    return actor_of(cast.member)


def told(actor: Actor, kind: str = "leak", known_at: datetime = KNOWN, title: str = "", **known) -> Incident:
    values = {"kind": kind, "title": title or f"{kind} 사고", "owner": actor.id}
    return services.tell_of_incident(
        values, known_at=known_at, known=known, actor=actor, why=WHY, clock=fixed(known_at)
    )


@pytest.fixture
def leak(member) -> Incident:
    return told(member)


def filled(notice: Notice, actor: Actor) -> Notice:
    """The letter with every empty place written, as somebody would before it is approved."""
    ko = notice.text_ko.replace("[보내기 전에 적어 주십시오]", "법 제35조에 따라 적은 내용")
    en = notice.text_en.replace("[to be written before it is sent]", "as Art. 35 asks")
    return services.change_notice(notice, ko, en, actor=actor)
