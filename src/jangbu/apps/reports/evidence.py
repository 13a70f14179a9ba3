"""What reports show of themselves, for checklists and policies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, day_of, predicate
from jangbu.apps.reports.models import Drawing


@predicate("one_page_drawn_recently")
def one_page_drawn_recently(at: datetime, days: int = 92) -> Answer:
    """Somebody kept the picture of data flows and responsibilities within that many days."""
    since, url = at - timedelta(days=days), reverse("one-page")
    todo = Next(Words("지금 모습을 남겨요", "Keep the picture of today"), url)
    last = Drawing.objects.filter(drawn_at__lte=at).first()
    if last is None:
        here = Evidence("one-page", Words("한 장 그림", "one page"), url, good=False)
        said = Words("한 장 그림을 남긴 적이 없어요.", "The one-page picture was never kept.")
        return Answer(Status.UNMET, said, (here,), todo)
    day, good = day_of(last.drawn_at).isoformat(), last.drawn_at >= since
    said = Words(f"{day}에 남긴 그림이 있어요.", f"The picture was last kept on {day}.")
    here = Evidence(last.pk, Words(day, day), url, at=last.drawn_at, good=good, entry=last.entry)
    return Answer(Status.MET if good else Status.UNMET, said, (here,), None if good else todo, since=since, until=at)
