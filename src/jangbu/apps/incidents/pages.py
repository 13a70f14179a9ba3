"""What the pages of incidents say beside what every register says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.base.guard import actor_of
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.incidents.clocks import clocks_of, now_for, open_clocks
from jangbu.apps.incidents.facts import words_of
from jangbu.apps.incidents.forms import FactForm, ReviewForm
from jangbu.apps.incidents.models import Incident, Notice
from jangbu.apps.incidents.notices.drafting import channels, offered, stages
from jangbu.apps.incidents.steps import lines_of
from jangbu.apps.incidents.words import CERTAINTY, STATES, span
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people import queries as people
from jangbu.apps.registers.declaring import Lede
from jangbu.engines.deadlines import Clock
from jangbu.kernel import text
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """A clock as the page shows it, in the reader's language and Seoul time."""

    clock: Clock
    title: str
    shape: str
    word: str
    due: str
    left: str
    aim: str
    began: str
    ended: str
    starts: str
    stops: str
    article: str
    certainty: str
    note: str


def shown(clock: Clock, now: datetime) -> Shown:
    said, rule = language(), clock.rule
    shape, word = STATES[clock.state]
    return Shown(
        clock=clock,
        title=rule.title[said],
        shape=shape,
        word=str(word),
        due=_end(clock.due_at),
        left=left_of(clock, now),
        aim=_end(clock.aim_at) if clock.aim_at and clock.open else "",
        began=clock.began[said],
        ended=clock.ended[said] if clock.ended else "",
        starts=rule.starts[said],
        stops=rule.stops[said],
        article=rule.article[said],
        certainty=str(CERTAINTY[rule.certainty]),
        note=rule.note[said] if rule.note else "",
    )


def _end(moment: datetime) -> str:
    """A period of days ends with midnight, which people read as the day before."""
    local = moment.astimezone(SEOUL)
    if (local.hour, local.minute) == (0, 0):
        day = text.day((local - MINUTE).date(), language())
        return _("%(day)s 끝까지") % {"day": day}
    return text.moment(moment, language())


def left_of(clock: Clock, now: datetime) -> str:
    if clock.state == "held":
        return _("멈춰 있어요")
    if not clock.open:
        return ""
    left = clock.left(now)
    if left.total_seconds() < 0:
        return _("%(span)s 지났어요") % {"span": span(left)}
    return _("%(span)s 남았어요") % {"span": span(left)}


def clock_word(incident: Incident) -> object:
    """The most urgent clock of an incident, as a cell of the list."""
    now = now_for()
    found = clocks_of(incident, now)
    if not found:
        return "–"
    first = found[0]
    shape, word = STATES[first.state]
    return drawn(shape, left_of(first, now) or str(word))


def lede(_actor: Actor) -> Lede:
    held = Incident.objects.filter(archived_at=None).exclude(state="closed").prefetch_related("statements")
    now = now_for()
    running = open_clocks(held, now)
    if running:
        incident, clock = running[0]
        values = {"incident": incident.title, "clock": clock.rule.title[language()], "left": left_of(clock, now)}
        more = len(running) - 1
        rest = ngettext("가는 시계가 %(n)d개 더 있어요.", "가는 시계가 %(n)d개 더 있어요.", more) % {"n": more}
        return Lede(_("'%(incident)s' %(clock)s: %(left)s.") % values, rest if more else "")
    count = len(held)
    if count:
        said = ngettext("대응하고 있는 사고가 %(n)d건이에요.", "대응하고 있는 사고가 %(n)d건이에요.", count)
        return Lede(said % {"n": count}, _("가는 시계는 없어요."))
    return Lede(_("지금 열린 사고가 없어요."), _("일이 생기면 먼저 적어 주세요. 언제 알았는지가 기한을 정해요."))


def about(incident: Incident) -> Lede:
    now = now_for()
    found = clocks_of(incident, now)
    running = [clock for clock in found if clock.open]
    if running:
        first = running[0]
        values = {"clock": first.rule.title[language()], "left": left_of(first, now), "due": _end(first.due_at)}
        if first.state == "late":
            return Lede(_("%(clock)s: 기한이 %(left)s.") % values, _("늦었어도 바로 하고, 늦은 까닭을 적어 두세요."))
        return Lede(_("%(clock)s: %(left)s.") % values, _("기한은 %(due)s.") % values if first.state != "held" else "")
    if incident.state == "closed":
        return Lede(_("마친 사고예요."))
    if not incident.reviews.exists():
        return Lede(_("가는 시계가 없어요."), _("표준 대응을 마저 하고 돌아본 다음 마쳐 주세요."))
    return Lede(_("가는 시계가 없고, 돌아보기를 적었어요."), _("남은 일이 없으면 마쳐 주세요."))


def list_context(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    return {
        "may_answer": allowed(actor, "alerts.read"),
        "may_log": allowed(actor, "ledger.read"),
        "may_audit": allowed(actor, "audits.read"),
    }


def detail_context(request: HttpRequest, incident: Incident) -> dict[str, Any]:
    actor, now = actor_of(request), now_for()
    names = dict(people.people_list().values_list("pk", "name"))
    may_write = allowed(actor, "incidents.write") and incident.state != "closed"
    steps = lines_of(incident)
    statements = list(incident.statements.order_by("-recorded_at", "-pk"))
    return {
        "now": now,
        "clock_back": ledger.set_back(),
        "may_confirm_clock": allowed(actor, "people.manage"),
        "clocks": [shown(clock, now) for clock in clocks_of(incident, now)],
        "statements": [(each, words_of(each.name, each.value), names.get(each.by, "–")) for each in statements],
        "steps": [(line, names.get(line.done.by, "–") if line.done else "") for line in steps],
        "done": sum(line.done is not None for line in steps),
        "notices": [notice_line(each, names) for each in incident.notices.filter(discarded_at=None)],
        "offered": offered(incident, now) if may_write else [],
        "unsent": incident.notices.filter(discarded_at=None, sent_at=None).last(),
        "looks": [(each, names.get(each.owner, "–")) for each in incident.reviews.all()],
        "may_act": may_write,
        "may_decide": allowed(actor, "incidents.decide") and incident.state != "closed",
        "may_finish": allowed(actor, "incidents.write"),
        "fact_form": FactForm(incident.kind, initial={"known_at": now}),
        "look_form": ReviewForm(),
        **getattr(request, "incident_forms", {}),
    }


def notice_line(notice: Notice, names: dict[str, str]) -> dict[str, Any]:
    if notice.sent_at:
        shape, word = "met", _("보냈어요")
    elif notice.approved_at:
        shape, word = "partly", _("승인했어요")
    else:
        shape, word = "unknown", _("초안")
    known = channels()
    return {
        "row": notice,
        "stage": stages()[notice.stage].said.head,
        "shape": shape,
        "word": word,
        "by": names.get(notice.sent_by or notice.approved_by or notice.drafted_by, "–"),
        "channel": known.get(notice.channel, ""),
    }
