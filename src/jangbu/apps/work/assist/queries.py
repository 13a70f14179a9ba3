"""Past texts and decisions, and how much people had to do: today's figures against the first weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import QuerySet

from jangbu.apps.work.assist.models import Decision, FinishedText, Kept
from jangbu.apps.work.automations.models import Automation
from jangbu.engines.llm import similar

LOOKED_BACK = 500  # past texts that a new case is compared with
SHOWN = 3
LEAST_LIKE = 0.12  # below this two texts have little more than particles in common
FIRST, LATELY = timedelta(days=14), timedelta(days=14)
FEWEST = 5  # texts of a stretch below which its figures say nothing


@dataclass(frozen=True, slots=True)
class PastText:
    """A finished text like the case at hand; `percent` how alike the questions are."""

    run: str
    question: str
    text: str
    percent: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time: medians over its texts; None where there are fewer than FEWEST."""

    texts: int
    permille: int | None
    seconds: int | None
    untouched: int

    @property
    def share(self) -> float | None:
        return None if self.permille is None else self.permille / 1000

    @property
    def lacking(self) -> int:
        return max(0, FEWEST - self.texts)


@dataclass(frozen=True, slots=True)
class Measures:
    """The first two weeks, the last two, and every week between as (monday's date, Stretch)."""

    first: Stretch
    lately: Stretch
    weeks: tuple[tuple[datetime, Stretch], ...]
    overlap: bool  # the last two weeks reach into the first: nothing to compare yet


def texts_of(automation: Automation) -> QuerySet[FinishedText]:
    return FinishedText.objects.filter(run__automation=automation, state=Kept.KEPT).select_related("run")


def decisions_of(automation: Automation) -> QuerySet[Decision]:
    return Decision.objects.filter(run__automation=automation, state=Kept.KEPT).select_related("run")


def like(automation: Automation, question: str) -> list[tuple[str, int]]:
    """(run, thousandths of likeness) of past texts whose question was most like this one, each text once."""
    return _nearest(list(texts_of(automation).values_list("run_id", "question", "final")[:LOOKED_BACK]), question)


def decisions_like(automation: Automation, question: str) -> list[tuple[str, int]]:
    return _nearest(list(decisions_of(automation).values_list("run_id", "question", "run_id")[:LOOKED_BACK]), question)


def _nearest(past: Sequence[tuple[str, str, str]], question: str) -> list[tuple[str, int]]:
    """`past` are (run, question, what makes it another one)."""
    chosen: dict[str, tuple[str, int]] = {}
    for each in similar([text for _run, text, _what in past], question, SHOWN * 8):
        run, _text, what = past[each.index]
        if each.similarity >= LEAST_LIKE and len(chosen) < SHOWN:
            chosen.setdefault(what, (run, round(each.similarity * 1000)))
    return list(chosen.values())


def past_texts(pairs: Sequence[tuple[str, int]]) -> list[PastText]:
    """The texts themselves, in the order given; one that was taken back since is left out."""
    held = {
        each.run_id: each
        for each in FinishedText.objects.filter(run__in=[run for run, _permille in pairs], state=Kept.KEPT)
    }
    return [
        PastText(run, held[run].question, held[run].final, round(permille / 10))
        for run, permille in pairs
        if run in held
    ]


def past_decisions(pairs: Sequence[tuple[str, int]]) -> list[tuple[Decision, int]]:
    held = {
        each.run_id: each
        for each in Decision.objects.filter(run__in=[run for run, _permille in pairs], state=Kept.KEPT)
    }
    return [(held[run], round(permille / 10)) for run, permille in pairs if run in held]


def measures(automation: Automation, now: datetime) -> Measures | None:
    """None before the first text."""
    done = list(texts_of(automation).order_by("finished_at").values_list("finished_at", "permille", "seconds", "chars"))
    if not done:
        return None
    start = done[0][0]
    first = [each for each in done if each[0] < start + FIRST]
    lately = [each for each in done if each[0] >= now - LATELY]
    weeks: dict[int, list[tuple[datetime, int, int | None, int]]] = {}
    for each in done:
        weeks.setdefault((each[0] - start).days // 7, []).append(each)
    by_week = tuple((start + timedelta(days=7 * week), _stretch(rows)) for week, rows in sorted(weeks.items()))
    return Measures(_stretch(first), _stretch(lately), by_week, now - LATELY < start + FIRST)


def _stretch(rows: Sequence[tuple[datetime, int, int | None, int]]) -> Stretch:
    seconds = [each[2] for each in rows if each[2] is not None]
    enough = len(rows) >= FEWEST
    return Stretch(
        texts=len(rows),
        permille=round(median(each[1] for each in rows)) if enough else None,
        seconds=round(median(seconds)) if len(seconds) >= FEWEST else None,
        untouched=sum(each[3] == 0 for each in rows),
    )
