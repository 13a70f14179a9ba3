"""What the dashboard and the one page cost a reader: time in the server, and how small the map's print is.

    ./jangbu bench dashboard [--json]

Measured on the firm in JANGBU_HOME; `./jangbu demo --check` makes the sample firm there. First paint is measured in a
browser, see docs/dev/bench.md.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Collection

from bench.rows import Row

TITLE = "Dashboard and one page, in the server"
TIMES = 7


def run(report: Callable[[Row], None], *, only: Collection[str] = (), quick: bool = False) -> None:
    from jangbu.web import launch  # noqa: PLC0415  # Django loads only here

    launch.prepare()
    from django.utils import timezone  # noqa: PLC0415

    from jangbu.apps.reports.dashboard import queries as dashboard  # noqa: PLC0415
    from jangbu.apps.reports.onepage import paper  # noqa: PLC0415
    from jangbu.apps.reports.onepage import queries as onepage  # noqa: PLC0415
    from jangbu.engines.flowmap import laid_out, print_size  # noqa: PLC0415

    actor, now = launch.operator(), timezone.now()
    page = onepage.one_page(actor, now)
    for what, do in (
        ("every figure with trend and threshold", lambda: dashboard.cards(actor, now)),
        ("the one page, gathered and drawn", lambda: onepage.one_page(actor, now).svg()),
        ("the one page as A4 PDF", lambda: paper.pdf(page)),
    ):
        spent = _seconds(do, 1 if quick else TIMES)
        report(Row(what, "asked: under 1 s", 1.0, spent, spent, "s"))
    size = print_size(laid_out(page.map))
    report(Row(f"smallest print on A4, {len(page.map.nodes)} boxes", "timetables", 7.0, size, size / 7.0, "pt"))


def _seconds(do: Callable[[], object], times: int) -> float:
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        do()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
