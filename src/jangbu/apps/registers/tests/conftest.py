"""The two doors of every test here: people as actors, and a vendor."""

from __future__ import annotations

from typing import Any

import pytest

from jangbu.apps.registers import services
from jangbu.apps.vendors.models import Vendor
from jangbu.apps.vendors.register import VENDORS
from jangbu.kernel.entry import Actor

WHY = "계약을 새로 맺어서"


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def member(cast) -> Actor:
    return Actor.person(cast.member.pk, cast.member.name)


@pytest.fixture
def values(cast) -> dict[str, Any]:
    return {
        "name": "다온클라우드",
        "owner": cast.it.pk,
        "category": "cloud",
        "country": "KR",
        "handles_personal": True,
        "data": ["customer"],
        "monthly_cost": 180_000,
        "contact_name": "오하늘",
        "contact_email": "haneul@daon.example",
    }


@pytest.fixture
def vendor(owner, values) -> Vendor:
    return services.add_row(VENDORS, values, actor=owner, why=WHY)
