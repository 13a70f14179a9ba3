"""The port to whoever knows contracts: the app above says which vendors have one in force, and where it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from jangbu.apps.duties.partners.models import Partner

Contracts = Callable[[date], Mapping[str, str]]  # on that day: {vendor's id: address of its contract}
_contracts: list[Contracts] = []


def bind_contracts(contracts: Contracts) -> None:
    _contracts[:] = [contracts]


def contracts_on(day: date) -> Mapping[str, str]:
    return _contracts[0](day) if _contracts else {}


def is_bound(partner: Partner, contracts: Mapping[str, str]) -> bool:
    """By a vendor's contract that is in force, or where no vendor stands behind them by a promise of secrecy."""
    if partner.vendor:
        return partner.vendor in contracts
    return partner.secrecy is True and partner.handles_personal is not True


def is_over(partner: Partner, day: date) -> bool:
    return partner.ends_on is not None and partner.ends_on < day
