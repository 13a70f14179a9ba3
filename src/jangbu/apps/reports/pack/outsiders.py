"""People outside the firm: the names that its registers hold, and how often the ledger seems to name somebody."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people.queries import Masker
from jangbu.apps.registers import queries as registers
from jangbu.apps.registers.declaring import declared
from jangbu.engines import privacy
from jangbu.kernel.entry import Actor

NAME = re.compile(r"[가-힣]{2,5}|[A-Za-z][A-Za-z.'-]+(?: [A-Za-z][A-Za-z.'-]+){1,3}")


def outsiders(actor: Actor) -> frozenset[str]:
    """Names in the guarded fields of the registers that this actor may read: contacts of vendors, who asks."""
    found: set[str] = set()
    for register in declared():
        fields = [field.attribute for field in register.fields if field.guarded]
        if not fields:
            continue
        for row in (*registers.rows(register, actor), *registers.rows(register, actor, aside=True)):
            values = (str(getattr(row, field) or "").strip() for field in fields)
            found.update(value for value in values if NAME.fullmatch(value))
    return frozenset(found)


def ledger_names(now: datetime) -> int:
    """In how many entries of the ledger the reason reads as if it named somebody. Most reasons are said many times."""
    masker = Masker(now)
    counts = Counter(ledger.reasons())
    return sum(count for why, count in counts.items() if masker.found(why) or privacy.find_names(why))
