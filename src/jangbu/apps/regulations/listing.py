"""How the rules of a module are listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jangbu.apps.base.drawing import STATE_WORDS
from jangbu.apps.base.lists import Column, Filter, ListSpec
from jangbu.apps.base.problems import language
from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.regulations.queries import state_of
from jangbu.apps.regulations.words import CERTAINTIES, SEVERITIES
from jangbu.engines.checklist import Law, Result
from jangbu.kernel import text

ANNOUNCED = "announced"
STATES = ("unmet", "partly", "unknown", "claimed", "met", "na")
ORDER = {name: place for place, name in enumerate((*STATES[:5], ANNOUNCED, "na"))}
WEIGHT = {"high": 0, "middle": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as it stands."""

    module: str
    result: Result
    law: Law
    day: date
    reviewed: bool

    @property
    def id(self) -> str:
        return self.result.item.id

    @property
    def url(self) -> str:
        return reverse("regulation-rule", args=[self.module, self.id])

    @property
    def state(self) -> str:
        return state_of(self.result, self.day)

    @property
    def said(self) -> str:
        return self.result.item.said.said(language())

    @property
    def article(self) -> str:
        return self.law.article.said(language())

    @property
    def place(self) -> int:
        """What needs somebody first: by state, then by severity."""
        return ORDER[self.state] * 10 + WEIGHT[self.law.severity]

    @property
    def days_to_come(self) -> int:
        return self.law.days_to_come(self.day)

    @property
    def next(self) -> str:
        return self.result.next.said.said(language()) if self.result.next else ""


def state_word(state: str) -> str:
    return _("시행 전") if state == ANNOUNCED else str(STATE_WORDS[state])


def state_drawn(line: RuleLine) -> object:
    if line.state == ANNOUNCED:
        return drawn("na", _("시행 전"))
    return drawn(line.state)


def _from(line: RuleLine) -> str:
    day = text.day(line.law.in_force_from, language(), year=True)
    if not line.days_to_come:
        return day
    return _("%(day)s (%(n)s일 뒤)") % {"day": day, "n": line.days_to_come}


RULES: ListSpec[RuleLine] = ListSpec(
    title=gettext_lazy("규칙"),
    columns=(
        Column("state", gettext_lazy("상태"), show=state_drawn, value=lambda line: state_word(line.state)),
        Column("article", gettext_lazy("조문"), value=lambda line: line.article),
        Column("said", gettext_lazy("해야 하는 것"), url=lambda line: line.url),
        Column(
            "severity",
            gettext_lazy("무게"),
            show=lambda line: SEVERITIES[line.law.severity],
            value=lambda line: str(SEVERITIES[line.law.severity]),
        ),
        Column("from", gettext_lazy("시행"), show=_from, value=lambda line: line.law.in_force_from),
        Column(
            "sure",
            gettext_lazy("얼마나 확실한가"),
            show=lambda line: CERTAINTIES[line.law.certainty],
            value=lambda line: str(CERTAINTIES[line.law.certainty]),
        ),
        Column(
            "reviewed",
            gettext_lazy("변호사"),
            show=lambda line: _("검토했어요") if line.reviewed else "–",
            value=lambda line: line.reviewed,
        ),
        Column("next", gettext_lazy("다음 일"), value=lambda line: line.next),
    ),
    searches=("id", "said", "article"),
    filters=(
        Filter(
            "state",
            gettext_lazy("상태"),
            (*((name, STATE_WORDS[name]) for name in STATES), (ANNOUNCED, gettext_lazy("시행 전"))),
        ),
        Filter(
            "severity",
            gettext_lazy("무게"),
            tuple((name, each.lazy) for name, each in SEVERITIES.items()),
            keeps=lambda line, value: line.law.severity == value,
        ),
        Filter(
            "force",
            gettext_lazy("시행"),
            (("now", gettext_lazy("시행 중")), ("coming", gettext_lazy("시행 전"))),
            keeps=lambda line, value: (line.days_to_come == 0) == (value == "now"),
        ),
        Filter(
            "contested",
            gettext_lazy("다툼"),
            (("yes", gettext_lazy("말이 갈려요")), ("no", gettext_lazy("갈리지 않아요"))),
            keeps=lambda line, value: bool(line.law.contested) == (value == "yes"),
        ),
    ),
    sorts=("from",),
    unit=gettext_lazy("개"),
    placeholder=gettext_lazy("조문이나 낱말"),
    file_name="rules",
)
