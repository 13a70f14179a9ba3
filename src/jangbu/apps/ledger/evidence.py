"""What the ledger shows of itself, for checklists and policies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, dated, predicate
from jangbu.apps.ledger import queries, reading
from jangbu.kernel.clock import SEOUL

ANCHOR = Words("바깥 확인점을 남겨요", "Anchor the ledger outside")
VERIFY = Words("장부를 다시 계산해요", "Recompute the ledger")


@predicate("ledger_anchored")
def anchored(at: datetime, hours: int = 48) -> Answer:
    notes = [each for each in queries.checkpoints(500) if reading.moment(each.at) <= at]
    url, todo = reverse("ledger"), Next(ANCHOR, reverse("ledger"))
    if not notes:
        if queries.is_empty(at):
            return Answer(Status.UNKNOWN, Words("장부가 비어 있어요.", "The ledger is empty."), next=todo)
        said = Words("바깥 확인점을 남긴 적이 없어요.", "The ledger was never anchored outside.")
        here = Evidence("ledger", Words("장부", "ledger"), url, good=False)
        return Answer(Status.UNMET, said, (here,), todo)
    newest = notes[0]
    when, since = reading.moment(newest.at), at - timedelta(hours=hours)
    shown = dated(when)
    said = Words(f"마지막 바깥 확인점은 {shown.ko}에 남겼어요.", f"The newest outside anchor is of {shown.en}.")
    good = when >= since
    up_to = Words(f"{newest.size:,}번까지", f"up to entry {newest.size:,}")
    here = Evidence(f"checkpoint:{newest.size}", up_to, url, entry=newest.size, at=when, good=good)
    return Answer(Status.MET if good else Status.UNMET, said, (here,), None if good else todo, since=since, until=at)


@predicate("ledger_verified")
def verified(at: datetime, days: int = 31) -> Answer:
    last, url = queries.last_verified(at), reverse("ledger")
    todo = Next(VERIFY, url)
    if last is None:
        said = Words("장부를 다시 계산해 본 적이 없어요.", "The ledger was never recomputed.")
        return Answer(Status.UNKNOWN, said, next=todo)
    fresh = last.at >= at - timedelta(days=days)
    good = fresh and last.status not in {"broken", "truncated"}
    shown = last.at.astimezone(SEOUL).date().isoformat()
    said = Words(
        f"{shown}에 {last.entries:,}건을 다시 계산했어요.", f"{last.entries:,} entries were recomputed on {shown}."
    )
    here = Evidence(f"verified:{last.entries}", Words(shown, shown), url, entry=last.entry, at=last.at, good=good)
    since = at - timedelta(days=days)
    return Answer(Status.MET if good else Status.UNMET, said, (here,), None if good else todo, since=since, until=at)
