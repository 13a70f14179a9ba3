"""Where each piece of evidence stands in the ledger: its newest entry by then, unless the predicate named one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from jangbu.apps.ledger import queries as ledger
from jangbu.engines.checklist import Answer, Report


def told_where(found: Report, at: datetime) -> Report:
    """The same report, its evidence with ledger numbers. One look-up for all of it."""
    ids = {each.id for result in found.results for each in result.evidence if each.entry is None}
    if not ids:
        return found
    entries = ledger.entries_of(ids, at)

    def numbered(answer: Answer) -> Answer:
        shown = tuple(replace(each, entry=each.entry or entries.get(each.id)) for each in answer.evidence)
        return replace(answer, evidence=shown)

    results = tuple(
        replace(result, answers=tuple((call, numbered(answer)) for call, answer in result.answers))
        for result in found.results
    )
    return replace(found, results=results)
