"""What others may ask of laws: the modules that count, how their rules stand, uses of AI, legal reviews."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.evidence import ask
from jangbu.apps.base.needs import Need
from jangbu.apps.base.permission import allowed
from jangbu.apps.regulations.pseudonyms.models import Pseudonym
from jangbu.apps.regulations.records.models import LawRecord
from jangbu.apps.regulations.reviews.queries import looked_at, overdue, reviewed_rules, waiting
from jangbu.apps.regulations.usecases.classifying import classify
from jangbu.apps.regulations.usecases.finding import proposals
from jangbu.apps.regulations.usecases.models import UseCase
from jangbu.apps.regulations.usecases.queries import standings
from jangbu.apps.regulations.usecases.serving import gate, held_back, mark
from jangbu.apps.regulations.versions.queries import (
    Compared,
    compare,
    compare_versions,
    faults,
    module,
    modules,
    offered,
    offered_changes,
    older,
    serving,
    servings,
    version,
    versions,
)
from jangbu.engines.checklist import Catalogue, Item, Report, Result, judge
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

__all__ = [
    "Compared",
    "UseCase",
    "announced",
    "bind_judge",
    "classify",
    "compare",
    "compare_versions",
    "faults",
    "gate",
    "held_back",
    "law_records",
    "looked_at",
    "mark",
    "module",
    "modules",
    "needs",
    "offered",
    "offered_changes",
    "older",
    "overdue",
    "proposals",
    "pseudonyms",
    "report",
    "reviewed_rules",
    "serving",
    "servings",
    "standings",
    "state_of",
    "version",
    "versions",
    "waiting",
]
Judge = Callable[[str, datetime], Report]
_judge: list[Judge] = []


def bind_judge(made: Judge) -> None:
    """Whoever knows what people said of an item and what was agreed not to concern the firm; bound once, in wiring."""
    _judge[:] = [made]


def report(name: str, at: datetime) -> Report:
    """The module judged at a moment. Raises Problem regulations.no_module."""
    module(name, at)
    if _judge:
        return _judge[0](name, at)
    return judge(module(name, at), ask, at=at)


def state_of(result: Result, day: date) -> str:
    """The status as pages show it: what is announced for a later day is never met or unmet, it is "announced"."""
    law = result.item.law
    return "announced" if law is not None and law.in_force_from > day else result.status.value


def announced(day: date) -> list[tuple[Catalogue, Item]]:
    """Rules that come into force after that day, the soonest first."""
    found = [
        (held, item)
        for held in modules().values()
        for item in held.items
        if item.law is not None and item.law.in_force_from > day
    ]
    return sorted(found, key=lambda pair: (pair[1].law.in_force_from, pair[1].id) if pair[1].law else (day, ""))


def law_records() -> QuerySet[LawRecord]:
    """Records for a law that stand now."""
    return LawRecord.objects.filter(archived_at=None, state="held")


def pseudonyms() -> QuerySet[Pseudonym]:
    """Pseudonymised data in use now."""
    return Pseudonym.objects.filter(archived_at=None, state="used")


def needs(actor: Actor, now: datetime) -> list[Need]:
    """What waits for `actor` among laws, for the first page."""
    if not allowed(actor, "regulations.write"):
        return []
    today, found = now.astimezone(SEOUL).date(), []
    late = overdue(today).order_by("due")
    first = late.first()
    if first is not None:
        count = late.count()
        said = ngettext("법률 검토 %(n)d건의 기한이 지났어요", "법률 검토 %(n)d건의 기한이 지났어요", count)
        detail = _("가장 오래된 것은 '%(title)s' 질문이에요.") % {"title": first.question}
        url = reverse("legal-reviews-detail", args=[first.pk])
        found.append(Need(said % {"n": count}, detail, first.due, url, _("보기"), urgent=False))
    open_ones = [each for each in standings(now) if not each.decided]
    if open_ones and allowed(actor, "regulations.decide"):
        count = len(open_ones)
        said = ngettext(
            "AI 쓰임 %(n)d개에서 우리가 누구인지 정해 주세요", "AI 쓰임 %(n)d개에서 우리가 누구인지 정해 주세요", count
        )
        url = reverse("use-cases-questions", args=[open_ones[0].case.pk])
        found.append(Need(said % {"n": count}, _("답은 기록에서 채워 두었어요."), None, url, _("정하기"), urgent=False))
    return [*found, *_to_confirm(actor, now)]


def _to_confirm(actor: Actor, now: datetime) -> list[Need]:
    """What one person decided and `actor`, as another, may confirm."""
    if not allowed(actor, "regulations.decide"):
        return []
    held = [each for each in standings(now) if each.claimed and each.decided and each.decision]
    waiting = [each for each in held if each.decision and each.decision.decided_by != actor.id]
    if not waiting:
        return []
    count, url = len(waiting), reverse("use-cases-detail", args=[waiting[0].case.pk])
    said = ngettext("AI 쓰임 %(n)d개에서 정한 것을 확인해 주세요", "AI 쓰임 %(n)d개에서 정한 것을 확인해 주세요", count)
    detail = _("예외나 고영향이 아니라는 것은 두 사람이 봐야 해요.")
    return [Need(said % {"n": count}, detail, None, url, _("확인하기"), urgent=False)]
