"""A vendor that is written down, and a contract with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from jangbu.apps.registers import services as registers
from jangbu.apps.vendors.models import Contract, Vendor
from jangbu.apps.vendors.services import CERTIFICATES_REGISTER, CONTRACTS, VENDORS
from jangbu.kernel.entry import Actor

WHY = "써 보려고"
TODAY = date(2026, 11, 23)


@pytest.fixture
def owner(cast) -> Actor:
    return Actor.person(cast.owner.pk, cast.owner.name)


@pytest.fixture
def member(cast) -> Actor:
    return Actor.person(cast.member.pk, cast.member.name)


@pytest.fixture
def make_vendor(owner, cast) -> Callable[..., Vendor]:
    def make(name: str = "루미나 AI", **more: Any) -> Vendor:
        values = {"name": name, "owner": cast.it.pk, "handles_personal": True, "data": ["customer"], "country": "US"}
        made = registers.add_row(VENDORS, {**values, **more}, actor=owner, why=WHY)
        return registers.move_row(VENDORS, made, "already", actor=owner, why=WHY)

    return make


@pytest.fixture
def vendor(make_vendor) -> Vendor:
    return make_vendor()


@pytest.fixture
def make_contract(owner) -> Callable[..., Contract]:
    def make(vendor: Vendor, title: str = "이용 계약", **more: Any) -> Contract:
        days = {"signed_on": date(2026, 1, 2), "starts_on": date(2026, 1, 5), "ends_on": date(2027, 1, 4)}
        values = {"title": title, "vendor": vendor.pk, "renews": "agreement", **days, **more}
        made = registers.add_row(CONTRACTS, values, actor=owner, why=WHY)
        return registers.move_row(CONTRACTS, made, "sign", actor=owner, why=WHY)

    return make


@pytest.fixture
def contract(vendor, make_contract) -> Contract:
    return make_contract(vendor)


@pytest.fixture
def certify(owner) -> Callable[..., Any]:
    def make(vendor: Vendor, starts: date, ends: date, standard: str = "isms_p") -> Any:
        values = {"vendor": vendor.pk, "standard": standard, "issuer": "KISA", "number": f"N-{starts}"}
        days = {"starts_on": starts, "expires_on": ends}
        return registers.add_row(CERTIFICATES_REGISTER, {**values, **days}, actor=owner, why=WHY)

    return make
