"""The port to durable work. The app says what should go on; flows, above it, makes it survive a kill."""

from __future__ import annotations

from typing import Protocol

TOPIC = "approval"  # wakes a run that waits for a person
GO = "go"  # wakes a run whose automation was paused
WORKFLOW = "automation"  # the one workflow of all kinds: prepare, ask, carry out


class Runner(Protocol):
    """Everything is idempotent: calling twice is as calling once."""

    def start(self, run_id: str, *, workflow: str, queue: str) -> None: ...
    def wake(self, run_id: str, topic: str, *, key: str) -> None: ...
    def cancel(self, run_id: str) -> None: ...
    def pause(self, queue: str) -> None: ...
    def resume(self, queue: str) -> None: ...


class Nobody:
    """No runner bound: runs wait in the database, and the worker starts them when it comes."""

    def start(self, run_id: str, *, workflow: str, queue: str) -> None: ...
    def wake(self, run_id: str, topic: str, *, key: str) -> None: ...
    def cancel(self, run_id: str) -> None: ...
    def pause(self, queue: str) -> None: ...
    def resume(self, queue: str) -> None: ...


_runner: list[Runner] = [Nobody()]  # one runner, bound once in web/wiring


def bind(runner: Runner) -> None:
    _runner[:] = [runner]


def runner() -> Runner:
    return _runner[0]
