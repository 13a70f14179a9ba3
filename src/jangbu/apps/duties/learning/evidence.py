"""What training records show of themselves. What is only somebody's word never counts as met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, counted, day_of, own, predicate, remember
from jangbu.apps.duties.learning import queries
from jangbu.apps.duties.learning.models import Attempt, Course, Training
from jangbu.apps.duties.learning.registers import LITERACY
from jangbu.apps.duties.learning.services import USUAL_DAYS
from jangbu.apps.people import queries as people

ROW = ("state", "archived_at")
remember(Course, *ROW, "title", "kind", "roles", "every_months")
remember(Training, *ROW, "course", "person", "due_on", "done_on", "how", "score", "certificate")
remember(Attempt)

NOT_DUE = Words("마칠 날이 아직 오지 않았어요.", "No training is due yet.")
SEE_PLAN = Words("교육 계획을 봐요", "See the plan of learning")


def _judged(cells: Sequence[queries.Cell], said: Words, none: Words) -> Answer:
    lines = []
    for cell in cells:
        name = f"{cell.person.name}: {cell.course.title}"
        url = reverse("trainings-detail", args=[cell.training]) if cell.training else reverse("learning")
        key = f"{cell.person.pk}:{cell.course.pk}"
        entry = cell.learned.entry if cell.learned else None
        lines.append(Evidence(key, own(name), url, entry=entry, good=cell.good))
    answer = counted(lines, said, none, Next(SEE_PLAN, reverse("learning")))
    words = sum(1 for cell in cells if cell.good and cell.learned and cell.learned.how == "word")
    if answer.status is not Status.MET or not words:
        return answer
    only_said = Words(
        f"{len(cells)}건 가운데 {words}건은 윗사람의 말로만 알아요.",
        f"{words} of {len(cells)} are known by a manager's word alone.",
    )
    todo = Next(Words("수료증이나 시험으로 바꿔요", "Replace words by certificates or quizzes"), reverse("learning"))
    return Answer(Status.CLAIMED, only_said, answer.evidence, todo)


@predicate("training_current")
def training_current(at: datetime) -> Answer:
    """Everybody who was here has taken what their role must take, and not too long ago.

    A first training that is planned for the coming month is in time until its day; one that ran out is not.
    """
    said = Words(
        "들어야 하는 교육 {total}건 가운데 {bad}건이 아직이에요.",
        "{bad} of {total} trainings that are needed are open.",
    )
    none = Words("꼭 들어야 하는 교육을 정하지 않았어요.", "No course was set that anybody must take.")
    cells, soon = queries.plan(at), day_of(at) + timedelta(days=USUAL_DAYS)
    judged = [cell for cell in cells if not (cell.state == "planned" and not cell.learned and _by(cell.due, soon))]
    return _judged(judged, said, NOT_DUE if cells else none)


def _by(due: date | None, soon: date) -> bool:
    return due is not None and due <= soon


@predicate("literacy_recorded")
def literacy_recorded(at: datetime) -> Answer:
    """Everybody who works here has learned about AI, known by a certificate or a quiz."""
    asked = queries.plan(at, LITERACY)
    covered = {cell.person.pk for cell in asked}
    staff = people.people_list(at).filter(joined_at__lte=at, role__in=("owner", "approver", "member"))
    beyond = [each for each in staff if each.pk not in covered | people.away(at)]
    said = Words(
        "{total}명 가운데 {bad}명은 AI를 배운 기록이 없어요.", "{bad} of {total} people have no record of AI literacy."
    )
    none = Words("AI를 알고 쓰기 교육을 정하지 않았어요.", "No course on AI literacy was set.")
    if asked and beyond:
        url = reverse("courses")
        lines = [Evidence(each.pk, own(each.name), url, good=False) for each in beyond]
        lines += [
            Evidence(cell.person.pk, own(cell.person.name), reverse("learning"), good=cell.good) for cell in asked
        ]
        return counted(lines, said, none, Next(SEE_PLAN, reverse("learning")))
    return _judged(asked, said, none)
