"""What the record of the privacy officer shows (PIPA Art. 31)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, day_of, own, predicate, remember
from jangbu.apps.duties.officer.models import Officer, Report
from jangbu.apps.duties.officer.queries import officer, reports
from jangbu.apps.people import queries as people

remember(Officer, "until")
remember(Report, "withdrawn_at")
NAME_ONE = Words("개인정보 보호책임자를 정해요", "Name the privacy officer")
NOBODY = Words("개인정보 보호책임자가 없어요.", "There is no privacy officer.")


def _todo(said: Words) -> Next:
    return Next(said, reverse("duties") + "#officer")


def _shown(named: Officer, *, good: bool = True) -> Evidence:
    found = people.person(named.person)
    name = own(found.name if found else "–")
    return Evidence(named.pk, name, reverse("duties") + "#officer", entry=named.entry, at=named.since, good=good)


@predicate("privacy_officer_named")
def privacy_officer_named(at: datetime) -> Answer:
    """Somebody who is here is the privacy officer, on a ground of Decree Art. 32. Whether they know enough, or are
    an executive in truth, the record takes from whoever named them."""
    named = officer(at)
    if named is None:
        return Answer(Status.UNMET, NOBODY, next=_todo(NAME_ONE))
    said = Words("개인정보 보호책임자가 있어요.", "There is a privacy officer.")
    if named.ground == Officer.Ground.MICRO:
        said = Words("소상공인이라 대표가 보호책임자예요.", "As in a micro-enterprise, the head is the officer.")
    return Answer(Status.MET, said, (_shown(named),))


@predicate("privacy_officer_reports")
def privacy_officer_reports(at: datetime, days: int = 365) -> Answer:
    """The officer reported to the head within that time; a head who is the officer has nobody to report to."""
    named = officer(at)
    if named is None:
        return Answer(Status.UNMET, NOBODY, next=_todo(NAME_ONE))
    if named.is_head:
        said = Words("대표가 직접 맡아서 따로 보고하지 않아요.", "The head is the officer, so nobody reports.")
        return Answer(Status.MET, said, (_shown(named),))
    since, url = day_of(at) - timedelta(days=days), reverse("duties") + "#officer"
    held = [each for each in reports(at).filter(officer=named) if since < each.on <= day_of(at)]
    lines = tuple(Evidence(each.pk, own(each.said), url, entry=each.entry, at=each.written_at) for each in held[:8])
    if lines:
        said = Words(
            f"한 해 안에 대표에게 {len(held)}번 보고했어요.", f"Reports to the head within a year: {len(held)}."
        )
        return Answer(Status.MET, said, lines)
    said = Words("한 해 안에 대표에게 보고한 기록이 없어요.", "No report to the head within a year.")
    todo = _todo(Words("보고한 것을 적어요", "Note what was reported"))
    return Answer(Status.UNMET, said, (_shown(named, good=False),), todo)
