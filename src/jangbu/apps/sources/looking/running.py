"""Doing a look, in a daemon thread of whichever process was asked: one at a time, each may take all the memory.

A look changes no data, but for a mend that was asked for, which is made in one transaction. Killed at any point it is
begun again by the next who asks for the page (`services.take_up`).
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

from django.db import DatabaseError, connections, transaction

from jangbu.apps.sources import actions
from jangbu.apps.sources.catalogue.kept import kept_place
from jangbu.apps.sources.catalogue.telling import tell
from jangbu.apps.sources.cleaning import queries as cleaning
from jangbu.apps.sources.delivery.models import Dataset
from jangbu.apps.sources.looking import errors, matches, mends, problems, shelf
from jangbu.apps.sources.looking.models import Look
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Language, Problem

BEAT = 5.0  # seconds between signs of life
WORK = {
    Look.Kind.ERRORS: errors.look,
    Look.Kind.MATCHES: matches.look,
    Look.Kind.MEND: mends.look,
    Look.Kind.APPLY: mends.apply,
}
COMMANDS = {Look.Kind.ERRORS: "errors", Look.Kind.MATCHES: "match", Look.Kind.MEND: "mend", Look.Kind.APPLY: "mend"}
DONE = {
    Look.Kind.ERRORS: actions.LOOK_DONE_ERRORS,
    Look.Kind.MATCHES: actions.LOOK_DONE_MATCHES,
    Look.Kind.MEND: actions.LOOK_DONE_MEND,
}  # a mend that was done is told by the mend itself
SHARES = {"reading": 0.05, "detecting": 0.2, "matching": 0.2, "mending": 0.3, "joining": 0.4, "keeping": 0.9}
log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()


def begin(look_id: str, turn: str) -> None:
    """Start the thread. It ends with its process, whatever it is at."""
    threading.Thread(target=_beside, args=(look_id, turn), name=f"look-{look_id}", daemon=True).start()


def _beside(look_id: str, turn: str) -> None:
    try:
        with _beating(look_id, turn), _one_at_a_time:
            run(look_id, turn)
    finally:
        connections.close_all()


def run(look_id: str, turn: str, *, clock: Clock = system_clock) -> None:
    """Do it and keep the outcome. What goes wrong is kept as a sentence, with the next step."""
    mine = Look.objects.filter(pk=look_id, turn=turn)
    now = clock()
    if not mine.filter(state=Look.State.QUEUED).update(
        state=Look.State.RUNNING, began_at=now, beat_at=now, doing="reading", share=SHARES["reading"]
    ):
        return  # somebody else has taken it up
    look = mine.select_related("version__dataset").first()
    if look is None:
        return  # deleted with its version
    place = shelf.workshop(look)

    def say(doing: str) -> None:
        mine.update(doing=doing, share=SHARES[doing])

    try:
        frame = cleaning.frame_whole(look.version)
        figures = WORK[Look.Kind(look.kind)](look, frame, place, say)
        _keep(look, place, figures, clock)
    except Problem as problem:
        _fail(look, problem, clock)
    except Exception as error:  # nobody waits for this thread: what nobody foresaw is logged and told on the page
        log.exception("a look failed")
        broke = Problem(problems.BROKE, what=type(error).__name__, command=COMMANDS[Look.Kind(look.kind)])
        _fail(look, broke, clock)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _keep(look: Look, place: Path, figures: dict[str, int], clock: Clock) -> None:
    """The outcome counts, earlier ones go; unless the content was deleted meanwhile, or somebody took the look up."""
    version = look.version
    with transaction.atomic():
        dataset = Dataset.objects.select_for_update().get(pk=version.dataset_id)  # as deletion does
        kept_place(version)
        mine = Look.objects.filter(pk=look.pk, turn=look.turn, state=Look.State.RUNNING)
        done = {"state": Look.State.DONE, "share": 1.0, "doing": "", "done_at": clock()}
        if not mine.update(**done, key=look.key, rows_print=look.rows_print, leads=look.leads):
            return
        after = {"number": version.number, "rows": version.rows, "kind": look.kind, **figures}
        action = DONE.get(Look.Kind(look.kind))
        if action is not None:
            key = f"dataset.look_done:{look.pk}"
            tell(action, dataset, Actor.system(), "살펴보기가 끝나서", after=after, dedupe_key=key)
        shelf.put(look, place)
    others = Look.objects.filter(version__dataset=dataset, version__number__lte=version.number, kind=look.kind)
    for old in others.filter(state__in=(Look.State.DONE, Look.State.FAILED)).exclude(pk=look.pk):
        shelf.clear(old)
        old.delete()


def _fail(look: Look, problem: Problem, clock: Clock) -> None:
    with transaction.atomic():
        mine = Look.objects.filter(pk=look.pk, turn=look.turn, state=Look.State.RUNNING)
        if mine.update(state=Look.State.FAILED, problem=told(problem), done_at=clock()):
            after = {"number": look.version.number, "kind": look.kind, "code": problem.code}
            tell(actions.LOOK_FAILED, look.version.dataset, Actor.system(), "살펴보기가 멈춰서", after=after)


def told(problem: Problem) -> dict[str, str]:
    """A problem as the page will tell it."""
    return {said: f"{problem.what(said)} {problem.next_step(said)}" for said in get_args(Language)}


@contextmanager
def _beating(look_id: str, turn: str) -> Iterator[None]:
    """Signs of life from the first wait on, so that a look that only waits for its turn is not taken for dead."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(BEAT):
            try:
                Look.objects.filter(pk=look_id, turn=turn).update(beat_at=system_clock())
            except DatabaseError as error:
                log.warning("a look could not give its sign of life: %s", type(error).__name__)
        connections.close_all()

    thread = threading.Thread(target=beat, name=f"beat-{look_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
