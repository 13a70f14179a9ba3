"""One document read by an earlier release, in a process that holds that release and nothing of today's rules."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jangbu
from jangbu.engines.releases.problems import KEPT_FAILED
from jangbu.kernel.errors import Problem

PATIENCE = 300  # seconds for a long scan on a busy machine
SAID = 160  # characters of what went wrong that are repeated


@dataclass(frozen=True, slots=True)
class Setup:
    """`rules` and `ocr` are folders of unpacked releases, None for today's; `readers` the readers of pictures that may
    be used by name, None for all there are; `scans` whether pictures may be read at all."""

    rules: Path | None = None
    ocr: Path | None = None
    readers: tuple[str, ...] | None = None
    scans: bool = True


def read(
    path: Path, setup: Setup, *, business_numbers: Sequence[str] = (), history: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The document as JSON (see `Document.as_json`), its error in both languages, and where the release lay that read
    it (`used`: {rules, ocr}). `history` is what the firm knows of its vendors, as plain lists.

    Raises Problem releases.kept_failed where that release does not run here any more.
    """
    asked = {
        "path": str(path),
        "rules": str(setup.rules) if setup.rules else None,
        "ocr": str(setup.ocr) if setup.ocr else None,
        "readers": setup.readers,
        "scans": setup.scans,
        "business_numbers": list(business_numbers),
        "history": history,
    }
    above = str(Path(jangbu.__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": above, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    try:
        ended = subprocess.run(  # our own interpreter and module
            [sys.executable, "-m", "jangbu.engines.releases.child"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env=environment,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Problem(KEPT_FAILED, detail=type(error).__name__) from error
    if ended.returncode != 0:
        last = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Problem(KEPT_FAILED, detail=(last[-1] if last else str(ended.returncode))[:SAID])
    told: dict[str, Any] = json.loads(ended.stdout)
    return told
