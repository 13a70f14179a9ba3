"""What backups show of themselves, for checklists and policies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from jangbu.apps.backups import queries
from jangbu.apps.backups.models import Backup, Plan, RestoreDrill
from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, predicate, remember
from jangbu.kernel.clock import SEOUL

remember(Plan, "every_days", "keep", "drill_days", "changed_at")
remember(Backup, "removed_at")
remember(RestoreDrill)


@predicate("backups_in_time")
def backups_in_time(at: datetime) -> Answer:
    found, last, url = queries.standing(at), queries.last_backup(at), reverse("backup-list")
    if not found.planned or last is None:
        said = (
            Words("백업 계획은 있지만 아직 백업이 없어요.", "There is a plan, but no backup yet.")
            if found.planned
            else Words("백업 계획이 없어요.", "There is no plan for backups.")
        )
        here = Evidence("plan", Words("백업", "backups"), url, good=False)
        return Answer(Status.UNMET, said, (here,), Next(Words("백업을 정해요", "Plan the backups"), url))
    when = last.made_at.astimezone(SEOUL).date().isoformat()
    said = Words(f"마지막 백업은 {when}에 만들었어요.", f"The newest backup is of {when}.")
    here = Evidence(last.pk, Words(when, when), url, at=last.made_at, good=not found.late)
    todo = Next(Words("지금 백업해요", "Back up now"), url) if found.late else None
    return Answer(Status.UNMET if found.late else Status.MET, said, (here,), todo)


@predicate("restore_drilled")
def restore_drilled(at: datetime, days: int = 92) -> Answer:
    last, url = queries.last_drill(at), reverse("backup-list")
    todo = Next(Words("백업을 되살려 봐요", "Try restoring a backup"), url)
    if last is None:
        said = Words("백업을 되살려 본 적이 없어요.", "No backup was ever restored as a rehearsal.")
        return Answer(Status.UNMET, said, (Evidence("drill", Words("백업", "backups"), url, good=False),), todo)
    when = last.at.astimezone(SEOUL).date().isoformat()
    since = at - timedelta(days=days)
    good = last.passed and last.at >= since
    said = (
        Words(f"마지막으로 되살려 본 날은 {when}이에요.", f"A backup was last restored as a rehearsal on {when}.")
        if last.passed
        else Words(f"{when}에 되살려 봤지만 되지 않았어요.", f"The rehearsal of {when} failed.")
    )
    here = Evidence(last.pk, Words(when, when), reverse("restore-drill", args=[last.pk]), at=last.at, good=good)
    return Answer(Status.MET if good else Status.UNMET, said, (here,), None if good else todo, since=since, until=at)
