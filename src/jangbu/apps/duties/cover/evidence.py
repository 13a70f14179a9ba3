"""Whether work would go on if one person were away."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Status, Words, counted, own, predicate, remember
from jangbu.apps.duties.cover import queries
from jangbu.apps.duties.cover.models import Skill

remember(Skill, "until")


@predicate("two_people_can")
def two_people_can(at: datetime) -> Answer:
    """Each process has two people who can do it: by half a year of runs, by practice, or (claimed) by word."""
    url, held = reverse("cover"), queries.covers(at)
    lines = []
    for each in held:
        entry = next((able.entry for able in each.able if able.entry), None)
        lines.append(Evidence(each.subject.id, own(each.thing.name), url, entry=entry, good=not each.single))
    said = Words(
        "업무 {total}개 가운데 {bad}개는 할 수 있는 사람이 둘이 안 돼요.",
        "For {bad} of {total} processes fewer than two people can do the work.",
    )
    todo = Next(Words("함께 할 사람을 키워요", "Have somebody else learn it"), url)
    answer = counted(lines, said, Words("적어 둔 업무가 없어요.", "No process is written down."), todo)
    words = sum(1 for each in held if each.by_word)
    if answer.status is not Status.MET or not words:
        return answer
    claimed = Words(
        f"업무 {len(held)}개 가운데 {words}개는 두 번째 사람을 말로만 알아요.",
        f"For {words} of {len(held)} processes the second person is known by word alone.",
    )
    todo = Next(Words("두 번째 사람이 실제로 해 봐요", "Have the second person really do it"), url)
    return Answer(Status.CLAIMED, claimed, answer.evidence, todo)
