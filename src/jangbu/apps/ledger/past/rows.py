"""The rows of one table as they stood at each of many moments, read once: for a trend, where `as_it_was` would lay out
the whole past anew for every day."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import models

from jangbu.apps.ledger import reading
from jangbu.apps.ledger.models import Past

Row = Mapping[str, Any]


class Rows:
    """Remembered fields of a model from `since` on. `at(moment)` gives {key: {field: value}} as it stood then.

    Values of earlier days are as JSON kept them: dates and moments as ISO text, empty ones as None.
    """

    def __init__(self, model: type[models.Model], names: Sequence[str], since: datetime) -> None:
        self.names, key = tuple(names), str(model._meta.pk.name)
        columns = {str(model._meta.get_field(name).column): name for name in names}  # type: ignore[union-attr]
        self.now: dict[str, Row] = {
            str(row.pop("pk")): row for row in map(dict, model._default_manager.values("pk", *names).order_by(key))
        }
        moment = since.astimezone(UTC).strftime(reading.WHEN)
        notes = Past.objects.filter(kept_of=model._meta.db_table, moment__gt=moment).order_by("pk")
        self.notes: dict[str, list[tuple[datetime, Row | None]]] = {}
        for row, was, when in notes.values_list("key", "was", "moment"):
            told = None if was is None else json.loads(was)
            held = None if told is None else {columns[name]: told[name] for name in columns if name in told}
            self.notes.setdefault(row, []).append((reading.moment(when), held))

    def at(self, moment: datetime) -> dict[str, Row]:
        """What was there, each row as it was before the first change after that moment."""
        found = dict(self.now)
        for key, notes in self.notes.items():
            later = next((was for when, was in notes if when > moment), ...)
            if later is None:
                found.pop(key, None)
            elif later is not ...:
                found[key] = {**found.get(key, {}), **later}
        return found
