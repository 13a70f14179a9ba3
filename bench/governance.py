"""Governance on the sample firm with its year: every kept day worked out again, all checklists, violations.

There is no peer to run beside these: the limits are the ones the project set itself. `JANGBU_SAMPLE_HOME` names a home
that holds the sample firm already; else it is made first, which takes minutes. `--only clean` is the other side: a firm
that does everything right for a year (`bench/clean`), where nothing may read red and every evening kept must come out
the same again; `JANGBU_CLEAN_HOME` names an empty folder for it to be told into (telling and judging take minutes).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from bench.rows import Row

TITLE = "Governance: replay of every kept day, all checklists at once, what goes wrong shows (sample firm, SQLite)"
LIMIT_DAY, LIMIT_ALL, AIM_LIVE = 5.0, 1.0, 85.0
LIMIT_RED = 60.0
TURNS = 5
PARTS = ("sample", "clean")
QUICK_DAYS = 120


def run(report: Callable[[Row], None], *, only: Sequence[str] = (), quick: bool = False) -> None:
    """One part at a time, the sample firm if none is asked for: each has a home of its own."""
    if len(set(only)) > 1:
        raise SystemExit("ask for one part at a time: each has a home of its own")
    if "clean" in only:
        _clean(report, quick=quick)
    else:
        _of_sample(report)


def _of_sample(report: Callable[[Row], None]) -> None:
    with _sample():
        from jangbu.apps.journey import queries  # noqa: PLC0415  # models exist only once the apps are loaded

        held = queries.catalogues().values()
        items = [item for each in held for item in each.items]
        live = 100 * sum(bool(item.needs or item.leans_on) for item in items) / len(items)
        report(Row(f"items with live evidence (of {len(items)})", "aim", AIM_LIVE, live, live / AIM_LIVE, "%"))
        for row in (_now(), *_days(), *_violations()):
            report(row)


def _now() -> Row:
    """All checklists at this moment, the best of a few turns: what the machine can do when it is not busy."""
    from django.utils import timezone  # noqa: PLC0415

    from jangbu.apps.journey import queries  # noqa: PLC0415

    best = float("inf")
    for _turn in range(TURNS):
        began = time.perf_counter()
        queries.reports(timezone.now())
        best = min(best, time.perf_counter() - began)
    return Row("all checklists now", "limit", LIMIT_ALL, best, best / LIMIT_ALL, "s")


def _days() -> Iterator[Row]:
    """Each kept day again: what differs from what was kept, and how long the slowest day takes."""
    from jangbu.apps.journey import queries  # noqa: PLC0415
    from jangbu.apps.journey.models import Snapshot  # noqa: PLC0415

    days = sorted(set(Snapshot.objects.values_list("day", flat=True)))
    slowest, judged, differing = 0.0, 0, 0
    for day in days:
        began = time.perf_counter()
        for name in Snapshot.objects.filter(day=day).values_list("catalogue", flat=True):
            differing += len(queries.told_otherwise(name, day))
            judged += 1
        slowest = max(slowest, time.perf_counter() - began)
    yield Row(
        f"statuses that differ on {len(days)} kept days, {judged} snapshots", "limit", 0, differing, 1, "statuses"
    )
    yield Row("slowest day of all checklists again", "limit", LIMIT_DAY, slowest, slowest / LIMIT_DAY, "s")


def _violations() -> Iterator[Row]:
    """What goes wrong, one thing at a time: the right item must turn red and show the record; seconds until it did."""
    from bench.violations.breaking import World, violations  # noqa: PLC0415
    from bench.violations.judging import judge  # noqa: PLC0415

    world, wrong = World.of_sample(), violations()
    found = [judge(each, world) for each in wrong]
    red, slowest = sum(each.red for each in found), max(each.seconds for each in found)
    for each in found:
        if not each.red:
            print(f"not red: {each.violation.name} ({each.said})", file=sys.stderr)
    yield Row(f"scripted violations that turn the right item red (of {len(wrong)})", "aim", 40, red, red / 40, "items")
    yield Row("slowest of them until it is red", "limit", LIMIT_RED, slowest, slowest / LIMIT_RED, "s")


def _clean(report: Callable[[Row], None], *, quick: bool) -> None:
    """Nothing green before anything happened, nothing red in a firm that does everything right, every day the same."""
    with _home(os.environ.get("JANGBU_CLEAN_HOME", "")) as (folder, today):
        from bench.clean import habits, judging, story  # noqa: PLC0415  # models exist only once the apps are loaded

        green = judging.green()
        report(Row("items met in an empty home", "limit", 0, green, 1, "items"))
        ends = today - timedelta(days=1)  # its last evening must lie behind us: the ledger takes no entry of the future
        firm = story.tell(folder / "files", today=ends, days=QUICK_DAYS if quick else habits.DAYS)
        found = judging.look(firm, range(1, firm.days + 1))
        for line in judging.lines(found):
            print(line, file=sys.stderr)
        judged = f"{max(0, firm.days - story.FIRST_DAYS)} days x {found.items} items"
        report(Row(f"false reds on the clean year, {judged}", "limit", 0, found.false_reds, 1, "statuses"))
        kept = f"statuses that differ on {found.days} kept days worked out again"
        report(Row(kept, "limit", 0, found.differences, 1, "statuses"))
        report(Row("slowest day again", "limit", LIMIT_DAY, found.slowest, found.slowest / LIMIT_DAY, "s"))


@contextmanager
def _sample() -> Iterator[None]:
    home = os.environ.get("JANGBU_SAMPLE_HOME", "")
    with _home(home) as (folder, today):
        if not home:
            from jangbu.web import launch  # noqa: PLC0415
            from jangbu.web.seed import story  # noqa: PLC0415

            story.tell(folder / "sample", today=today, actor=launch.operator(), invoice_count=6)
        yield


@contextmanager
def _home(home: str) -> Iterator[tuple[Path, date]]:
    """A home of its own, or the one that is named; and today."""
    with tempfile.TemporaryDirectory(prefix="jangbu-bench-") as folder:
        os.environ["JANGBU_HOME"] = home or folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "jangbu.web.settings"
        os.environ.pop("DATABASE_URL", None)
        from jangbu.kernel.clock import SEOUL, system_clock  # noqa: PLC0415  # the home must be chosen first
        from jangbu.web import launch  # noqa: PLC0415

        launch.prepare()
        from django.db import connections  # noqa: PLC0415

        yield Path(home or folder), system_clock().astimezone(SEOUL).date()
        connections.close_all()
