"""What backups show of themselves, for checklists and policies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from jangbu.apps.backups import queries
from jangbu.apps.backups.models import Backup, Plan, RestoreDrill
from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, dated, predicate, remember

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
    when = dated(last.made_at)
    said = Words(f"마지막 백업은 {when.ko}에 만들었어요.", f"The newest backup is of {when.en}.")
    here = Evidence(last.pk, when, url, at=last.made_at, good=not found.late)
    todo = Next(Words("지금 백업해요", "Back up now"), url) if found.late else None
    return Answer(Status.UNMET if found.late else Status.MET, said, (here,), todo)


@predicate("restore_drilled")
def restore_drilled(at: datetime, days: int = 92) -> Answer:
    last, url = queries.last_drill(at), reverse("backup-list")
    todo = Next(Words("백업을 되살려 봐요", "Try restoring a backup"), url)
    if last is None:
        said = Words("백업을 되살려 본 적이 없어요.", "No backup was ever restored as a rehearsal.")
        return Answer(Status.UNMET, said, (Evidence("drill", Words("백업", "backups"), url, good=False),), todo)
    when = dated(last.at)
    since = at - timedelta(days=days)
    good = last.passed and last.at >= since
    said = (
        Words(f"마지막으로 되살려 본 날은 {when.ko}이에요.", f"A backup was last restored as a rehearsal on {when.en}.")
        if last.passed
        else Words(f"{when.ko}에 되살려 봤지만 되지 않았어요.", f"The rehearsal of {when.en} failed.")
    )
    here = Evidence(last.pk, when, reverse("restore-drill", args=[last.pk]), at=last.at, good=good)
    return Answer(Status.MET if good else Status.UNMET, said, (here,), None if good else todo, since=since, until=at)
