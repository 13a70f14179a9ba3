"""The page of the twelve questions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jangbu.apps.base.problems import language
from jangbu.apps.journey import queries
from jangbu.apps.journey.questions import Answered, answers
from jangbu.apps.journey.views import day_of
from jangbu.kernel.errors import Language

WORDS = {
    "met": gettext_lazy("괜찮아요"),
    "partly": gettext_lazy("덜 됐어요"),
    "unmet": gettext_lazy("손봐야 해요"),
    "unknown": gettext_lazy("알 수 없어요"),
}


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """`?day=2026-11-01` answers them as of the end of a day that is past."""
    day = day_of(request.GET.get("day", ""), timezone.localdate())
    found = answers(queries.moment_of(day, timezone.now()))
    said = language()
    silent = sum(each.told.status.value == "unknown" for each in found)
    context = {
        "lines": [_line(each, said) for each in found],
        "day": day,
        "silent": silent,
        "answered": len(found) - silent,
        "urgent": sum(each.told.status.value == "unmet" for each in found),
    }
    return render(request, "journey/questions.html", context)


def _line(each: Answered, said: Language) -> dict[str, object]:
    told = each.told
    return {
        "id": each.id,
        "question": each.question.said(said),
        "state": told.status.value,
        "word": WORDS[told.status.value],
        "answer": told.said.said(said),
        "figures": [(figure.label.said(said), figure.value.said(said), figure.url) for figure in told.figures],
        "evidence": told.evidence,
        "shown": [(one.said.said(said), one.url, one.good, one.entry) for one in told.evidence],
        "todo": told.next.said.said(said) if told.next else "",
        "url": told.next.url if told.next else "",
    }
