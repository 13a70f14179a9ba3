"""The panel above a page of a large version: nothing yet, at work, failed, or done without the newest decisions."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.problems import language
from jangbu.apps.sources.cleaning import problems
from jangbu.apps.sources.delivery.models import Version
from jangbu.apps.sources.looking import queries, running, services
from jangbu.apps.sources.looking.models import Look
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.errors import Problem

DOING = {
    "": _("차례를 기다리고 있어요"),
    "reading": _("표를 읽고 있어요"),
    "detecting": _("칸마다 맞는지 견주고 있어요"),
    "matching": _("행끼리 견주고 있어요"),
    "joining": _("새로 온 행만 이어 붙이고 있어요"),
    "mending": _("순서대로 손질해 보고 있어요"),
    "keeping": _("찾은 것을 갈무리하고 있어요"),
}


@dataclass(frozen=True, slots=True)
class Panel:
    """`state` is none, active, failed, stale or done. `percent` of the way, `seconds` since it began; `took` is what
    the look that is done took, in seconds."""

    kind: str
    rows: int
    state: str
    doing: str = ""
    percent: int = 0
    seconds: int = 0
    problem: str = ""
    again: int = 0  # how often it was begun after a cut
    done: bool = False
    took: int | None = None

    @property
    def at_work(self) -> bool:
        return self.state == "active"


def panel(version: Version, kind: str, *, clock: Clock = system_clock) -> Panel:
    """How the look stands; one that was cut off is begun again by this. Raises Problem above what a look takes."""
    if version.rows > services.ROWS:
        command = running.COMMANDS[Look.Kind(kind)]
        raise Problem(problems.TOO_MANY_ROWS, dataset=version.dataset.name, rows=version.rows, command=command)
    found = queries.standing_of(version, kind)
    done, now = found.done, found.now and services.take_up(found.now, clock=clock)
    took = None
    if done is not None and done.began_at and done.done_at:
        took = round((done.done_at - done.began_at).total_seconds())
    if now is not None and now.state in services.ACTIVE:
        return Panel(
            kind,
            version.rows,
            "active",
            str(DOING[now.doing]),
            round(100 * now.share),
            max(0, round((clock() - (now.began_at or now.asked_at)).total_seconds())),
            again=now.starts - 1,
            done=done is not None,
            took=took,
        )
    if now is not None:
        return Panel(kind, version.rows, "failed", problem=now.problem.get(language(), ""), done=done is not None)
    state = "none" if done is None else "stale" if found.stale else "done"
    return Panel(kind, version.rows, state, done=done is not None, took=took)
