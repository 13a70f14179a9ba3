"""A runner without durability: the same steps in the same order, at once and in this process.

The sample firm's past is told with it, and the app is tested with it; real work goes through `jangbu.flows`.
"""

from __future__ import annotations

from jangbu.apps.work import services
from jangbu.kernel.clock import Clock, system_clock


class Straight:
    """Runs a workflow until it asks a person; `wake` goes on. `clock` may be set anew: a past is told day by day."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self.clock = clock
        self.paused: set[str] = set()

    def start(self, run_id: str, *, workflow: str, queue: str) -> None:
        if services.prepare_run(run_id, f"{run_id}:prepare", clock=self.clock) == "go":
            self._finish(run_id)

    def wake(self, run_id: str, topic: str, *, key: str) -> None:
        if services.decision_of(run_id) == "approved":
            self._finish(run_id)

    def cancel(self, run_id: str) -> None: ...

    def pause(self, queue: str) -> None:
        self.paused.add(queue)

    def resume(self, queue: str) -> None:
        self.paused.discard(queue)

    def _finish(self, run_id: str) -> None:
        if services.carry_out_run(run_id, f"{run_id}:carry_out", clock=self.clock) == "done":
            services.deliver_run(run_id, f"{run_id}:deliver", clock=self.clock)
