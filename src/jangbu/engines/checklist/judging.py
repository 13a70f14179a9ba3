"""How a catalogue stands at a moment: every predicate asked once, every item as good as the worst of what it needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from jangbu.engines.checklist.model import (
    ORDER,
    Answer,
    Ask,
    Call,
    Catalogue,
    Claim,
    Exemption,
    Item,
    Next,
    Report,
    Result,
    Status,
    Words,
)
from jangbu.kernel.clock import SEOUL

CLAIM_HOLDS = timedelta(days=90)
NOT_YET = Words("아직 시행 전이에요", "not in force yet")


def judge(
    catalogue: Catalogue,
    ask: Ask,
    *,
    at: datetime,
    claims: Iterable[Claim] = (),
    exemptions: Iterable[Exemption] = (),
) -> Report:
    """The catalogue at `at`. `ask(call, at)` answers from the records as they stood then, once for each call.

    An item is met when all it needs is met and shown by evidence; partly when some of it is; what nobody knows is
    unknown, never green. A claim stands in only where evidence says nothing, for 90 days.
    """
    asked: dict[Call, Answer] = {}

    def answer(call: Call) -> Answer:
        if call not in asked:
            asked[call] = ask(call, at)
        return asked[call]

    said = {claim.item: claim for claim in claims if at - CLAIM_HOLDS < claim.at <= at}
    exempt = {each.item: each for each in exemptions if each.at <= at}
    served = _served(catalogue)
    found: dict[str, Result] = {}
    for item in _in_order(catalogue):
        found[item.id] = _result(item, answer, at, said.get(item.id), exempt.get(item.id), served, found)
    return Report(catalogue, at, tuple(found[item.id] for item in catalogue.items))


def _result(
    item: Item,
    answer: Callable[[Call], Answer],
    at: datetime,
    claim: Claim | None,
    exemption: Exemption | None,
    served: Mapping[Call, list[str]],
    found: Mapping[str, Result],
) -> Result:
    if exemption is not None:
        return Result(item, Status.NA, (), None, exemption=exemption)
    if (outside := _does_not_apply(item, answer, at)) is not None:
        return Result(item, Status.NA, outside, None)
    if (word := _only_said_not_to(item, answer)) is not None:
        return Result(item, Status.CLAIMED, (word,), word[1].next or item.next)
    answers = tuple((call, answer(call)) for call in item.needs)
    statuses = [given.honest for _call, given in answers]
    statuses += [found[other].status for other in item.leans_on if found[other].status is not Status.NA]
    status = combined(statuses)
    if status is Status.UNKNOWN and claim is not None and item.may_be_claimed:
        status = Status.CLAIMED
    shared = sorted({other for call in item.needs for other in served[call] if other != item.id})
    return Result(item, status, answers, _next(item, answers, status), claim=claim, shared_with=tuple(shared))


def combined(statuses: Iterable[Status]) -> Status:
    """All met is met; nothing said is unknown; some met beside some unmet is partly; else the worst."""
    held = list(statuses)
    if not held:
        return Status.UNKNOWN
    worst = min(held, key=ORDER.index)
    if worst is Status.UNMET and any(status in {Status.MET, Status.PARTLY} for status in held):
        return Status.PARTLY
    return worst


def _does_not_apply(
    item: Item, answer: Callable[[Call], Answer], at: datetime
) -> tuple[tuple[Call, Answer], ...] | None:
    """The grounds on which a rule of law does not concern the firm at that moment, or None."""
    law = item.law
    if law is None:
        return None
    day = at.astimezone(SEOUL).date()  # a Korean law begins at midnight in Korea
    if day < law.in_force_from or (law.until and day >= law.until):
        return ((Call("in_force"), Answer(Status.NA, NOT_YET)),)
    grounds = tuple((call, answer(call)) for call in law.applies_when)
    refused = tuple((call, given) for call, given in grounds if given.status in {Status.UNMET, Status.NA})
    return refused or None


def _only_said_not_to(item: Item, answer: Callable[[Call], Answer]) -> tuple[Call, Answer] | None:
    """The ground that would keep a rule of law from the firm if it were more than somebody's word."""
    for call in item.law.applies_when if item.law else ():
        given = answer(call)
        if given.status is Status.CLAIMED:
            return call, given
    return None


def _next(item: Item, answers: tuple[tuple[Call, Answer], ...], status: Status) -> Next | None:
    """The step that the worst answer names, else the item's own."""
    if status in {Status.MET, Status.NA}:
        return None
    told = [given for _call, given in answers if given.next is not None and given.honest is not Status.MET]
    told.sort(key=lambda given: ORDER.index(given.honest) if given.honest in ORDER else len(ORDER))
    return told[0].next if told else item.next


def _served(catalogue: Catalogue) -> dict[Call, list[str]]:
    served: dict[Call, list[str]] = defaultdict(list)
    for item in catalogue.items:
        for call in item.needs:
            served[call].append(item.id)
    return served


def _in_order(catalogue: Catalogue) -> list[Item]:
    """Items after those they lean on; `read_catalogue` has refused circles."""
    by_id = {item.id: item for item in catalogue.items}
    done: dict[str, Item] = {}

    def place(item: Item) -> None:
        for other in item.leans_on:
            if other not in done:
                place(by_id[other])
        done.setdefault(item.id, item)

    for item in catalogue.items:
        place(item)
    return list(done.values())
