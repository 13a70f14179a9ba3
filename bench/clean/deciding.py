"""Who decides in the clean firm: whoever used to, where the matrix of duties lets them; else whoever it names."""

from __future__ import annotations

from jangbu.apps.duties import queries
from jangbu.apps.people import queries as people
from jangbu.kernel.entry import Actor, Subject
from jangbu.web.seed.chapters import actor_of


def decider(kind: str, key: str, deed: str, otherwise: str) -> Actor:
    """The person named `otherwise` where the matrix has no row or lets them; else the first whom it lets, the
    accountable before all. A row that lets nobody leaves it to the refusal of the ledger."""
    subject, usual = Subject(kind, key), actor_of(otherwise)
    if queries.may(usual, subject, deed):
        return usual
    named = queries.who_may(subject, deed)
    return usual if not named else actor_of(people.people_list().get(pk=named[0]).name)
