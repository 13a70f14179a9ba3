"""What the records know that a draft can be made from."""

from __future__ import annotations

from datetime import date

from jangbu.apps.people import queries as people
from jangbu.apps.pilots.drafting.draft import Facts, ProcessFact
from jangbu.apps.sources import queries as sources
from jangbu.apps.work import queries as work
from jangbu.kernel.entry import Actor


def facts_for(actor: Actor, today: date) -> Facts:
    return Facts(
        today=today,
        processes=process_facts(actor),
        datasets={line.dataset.pk: line.dataset.name for line in sources.lines(actor)},
        people=[(person.pk, person.name, person.role) for person in people.by_role("pilots.read")],
    )


def process_facts(actor: Actor) -> list[ProcessFact]:
    found = []
    for process in work.processes(actor):
        proposal = work.propose_pattern(process)
        found.append(
            ProcessFact(
                id=process.pk,
                name=process.name,
                owner=process.owner,
                volume=process.volume,
                pattern=process.pattern or proposal.pattern.value,
                pattern_why={"ko": process.pattern_why, "en": process.pattern_why}
                if process.pattern and process.pattern_why
                else {"ko": proposal.said("ko"), "en": proposal.said("en")},
                repeats=(process.repeatability or {}).get("says"),
                log=process.log,
                input=process.input,
            )
        )
    return found
