"""The app's Runner over DBOS. It only leaves word in the progress database, so it works while no worker is up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from jangbu.apps.work.queries import open_runs
from jangbu.apps.work.runner import GO, TOPIC
from jangbu.flows.place import QUEUE, VERSION, Place, prepare

if TYPE_CHECKING:
    from dbos import DBOSClient

log = logging.getLogger(__name__)


class DurableRunner:
    """Every call is idempotent. One that cannot reach the database is logged; the worker's sweep finds the rest."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._client: DBOSClient | None = None
        self._lock = threading.Lock()

    def start(self, run_id: str, *, workflow: str, queue: str) -> None:
        options = {"queue_name": QUEUE, "workflow_name": workflow, "workflow_id": run_id, "app_version": VERSION}
        self._tell(lambda client: client.enqueue(options, run_id))  # type: ignore[arg-type]  # a TypedDict of theirs

    def wake(self, run_id: str, topic: str, *, key: str) -> None:
        self._tell(lambda client: client.send(run_id, "look", topic, idempotency_key=f"{run_id}:{topic}:{key}"))

    def cancel(self, run_id: str) -> None:
        """The run was ended in the app's database; wherever it waits, it looks, sees that and undoes what it did."""
        for topic in (TOPIC, GO):
            self.wake(run_id, topic, key="cancelled")

    def pause(self, queue: str) -> None:
        """Nothing to leave word of: before each step a run reads whether its automation is paused."""

    def resume(self, queue: str) -> None:
        for run_id, moment in open_runs(queue):
            self.wake(run_id, GO, key=moment)

    def close(self) -> None:
        with self._lock:
            if self._client is not None:
                self._client.destroy()
            self._client = None

    def _tell(self, say: Callable[[DBOSClient], object]) -> None:
        from dbos._error import DBOSException  # noqa: PLC0415  # half a second that no other page should wait for
        from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415

        try:
            say(self._connected())
        except (DBOSException, SQLAlchemyError) as error:
            log.warning("no word could be left for the worker; its sweep will find the run: %s", type(error).__name__)
            self.close()

    def _connected(self) -> DBOSClient:
        from dbos import DBOSClient, DBOSPortableJSONSerializer  # noqa: PLC0415

        with self._lock:
            if self._client is None:
                prepare(self.place)
                self._client = DBOSClient(
                    system_database_url=self.place.url,
                    serializer=DBOSPortableJSONSerializer(),
                    lazy=True,
                    retry_connection_errors=False,
                )
            return self._client
