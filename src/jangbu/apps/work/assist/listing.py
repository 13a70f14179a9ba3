"""How lists of finished texts and decisions look."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column, Filter, ListSpec
from jangbu.apps.base.problems import language
from jangbu.apps.people import queries as people
from jangbu.apps.work.assist.models import Decision, FinishedText
from jangbu.kernel import text

LONGEST = 36  # characters of a text in a list


def _who(person_id: str) -> str:
    found = people.person(person_id)
    return found.name if found else "–"


def _writer(each: FinishedText) -> str:
    return _who(each.finished_by)


def _decider(each: Decision) -> str:
    return _who(each.decided_by)


def _short(each: FinishedText) -> str:
    return each.final if len(each.final) <= LONGEST else f"{each.final[:LONGEST]}…"


TEXTS: ListSpec[FinishedText] = ListSpec(
    title=_("지난 글"),
    columns=(
        Column("title", _("이름"), "run__title", url=lambda each: reverse("draft", args=[each.run_id]), owned=True),
        Column(
            "final",
            _("글"),
            show=_short,
            owned=True,
        ),
        Column("source", _("시작한 글"), show=lambda each: each.get_source_display()),
        Column(
            "permille",
            _("고친 비율"),
            show=lambda each: text.percent(each.permille / 1000),
            value=lambda each: text.percent(each.permille / 1000, 1),
            align="end",
        ),
        Column("seconds", _("사람이 쓴 시간 (초)"), align="end"),
        Column(
            "who",
            _("누가"),
            "finished_by",
            show=lambda each: _who(each.finished_by),
            value=lambda each: _who(each.finished_by),
            owned=True,
        ),
        Column("finished", _("마친 때"), "finished_at", show=lambda each: text.moment(each.finished_at, language())),
    ),
    searches=("run__title", "question", "final"),
    filters=(Filter("source", _("시작한 글"), FinishedText.Source.choices),),
    sorts=("permille", "seconds", "finished"),
    order="-finished",
    unit=_("건"),
    placeholder=_("물은 글이나 답한 글"),
    empty=Step(_("아직 마무리한 글이 없어요."), _("한 건을 마무리하면 여기에 모이고, 다음에 비슷한 글로 보여 줘요.")),
    file_name="texts",
)

DECISIONS: ListSpec[Decision] = ListSpec(
    title=_("지난 결정"),
    columns=(
        Column("title", _("이름"), "run__title", url=lambda each: reverse("draft", args=[each.run_id]), owned=True),
        Column("choice", _("고른 것"), owned=True),
        Column("reason", _("까닭"), owned=True),
        Column(
            "who",
            _("누가"),
            "decided_by",
            show=lambda each: _who(each.decided_by),
            value=lambda each: _who(each.decided_by),
            owned=True,
        ),
        Column("decided", _("정한 때"), "decided_at", show=lambda each: text.moment(each.decided_at, language())),
    ),
    searches=("run__title", "question", "choice", "reason"),
    sorts=("choice", "decided"),
    order="-decided",
    unit=_("건"),
    placeholder=_("물은 것, 고른 것이나 까닭"),
    empty=Step(_("아직 정한 것이 없어요."), _("하나를 정하면 까닭과 함께 여기에 남아요.")),
    file_name="decisions",
)
