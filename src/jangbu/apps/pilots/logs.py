"""The event log that a plan measures from, as a file for as long as it is looked at."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jangbu.apps.sources import queries as sources
from jangbu.kernel.entry import Actor


def log_of(plan: Mapping[str, Any]) -> str:
    """The dataset that holds the event log of the plan's KPIs, or nothing."""
    logs = [kpi["source"].get("dataset", "") for kpi in plan.get("kpis", []) if kpi["source"]["kind"] == "log"]
    return next((each for each in logs if each), "")


@contextmanager
def file_of(actor: Actor, dataset_id: str) -> Iterator[Path | None]:
    """A dataset's newest delivery as a file, for as long as it is looked at; None where there is none."""
    dataset = sources.find(actor, dataset_id) if dataset_id else None
    version = sources.latest(dataset).version if dataset else None
    if version is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="jangbu-log-") as folder:
        path = Path(folder) / (Path(version.file_name).name or "log.csv")
        with path.open("wb") as file:
            for chunk in sources.kept_bytes(version):
                file.write(chunk)
        yield path
