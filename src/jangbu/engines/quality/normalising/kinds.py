"""The kinds of values there is a form for, and the one way to ask for it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from typing import Literal, get_args

from jangbu.engines.quality.normalising.addresses import address
from jangbu.engines.quality.normalising.amounts import money
from jangbu.engines.quality.normalising.companies import company
from jangbu.engines.quality.normalising.days import day
from jangbu.engines.quality.normalising.emails import email
from jangbu.engines.quality.normalising.persons import person
from jangbu.engines.quality.normalising.phones import phone
from jangbu.engines.quality.normalising.registered import business_number, corporate_number
from jangbu.engines.quality.normalising.result import Normalised, unparsed

Kind = Literal["company", "address", "phone", "business_number", "corporate_number", "person", "date", "money", "email"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LONGEST = 300  # characters; what is longer is a text, not a value

_BY_KIND: dict[str, Callable[[str], Normalised]] = {
    "company": company,
    "address": address,
    "phone": phone,
    "business_number": business_number,
    "corporate_number": corporate_number,
    "person": person,
    "date": day,
    "money": money,
    "email": email,
}


def normalise(kind: Kind, value: str) -> Normalised:
    """The one form of `value`, or `value` untouched with confidence 0. Normalising twice changes nothing more.

    Never raises for any text; KeyError for a kind that is not in KINDS.
    """
    work = _BY_KIND[kind]
    return work(value) if len(value) <= LONGEST else unparsed(value)


def normalise_many(kind: Kind, values: Sequence[str | None]) -> list[Normalised | None]:
    """`normalise` of each, in order; None stays None. Each distinct value is worked out once."""
    work = _BY_KIND[kind]
    known: dict[str | None, Normalised | None] = dict.fromkeys(values)
    collecting = gc.isenabled()
    gc.disable()  # a million answers hold no cycle, and looking for one takes a third of the time
    try:
        for value in known:
            if value is not None:
                known[value] = work(value) if len(value) <= LONGEST else unparsed(value)
    finally:
        if collecting:
            gc.enable()
    return [known[value] for value in values]
