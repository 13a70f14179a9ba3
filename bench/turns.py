"""Running both sides: each in a process of its own, start-up included, turn about; the best of the turns counts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
OURS = Path(sys.executable)
PEERS = Path(os.environ.get("JANGBU_BENCH_VENV", ROOT / ".venv-bench")) / "bin" / "python"


class SideError(RuntimeError):
    """A side did not get through; the last line it wrote says why."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One run of one side: seconds of the whole process, its peak in MB, CPU seconds, and what it printed as JSON."""

    wall: float
    resident: float
    cpu: float
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """A module of this package and its arguments, for our interpreter or the peers'."""

    python: Path
    module: str
    arguments: tuple[str, ...] = ()


def ours(module: str, *arguments: object) -> Side:
    return Side(OURS, module, tuple(map(str, arguments)))


def peer(name: str, *arguments: object) -> Side:
    return Side(PEERS, f"bench.peers.{name}", tuple(map(str, arguments)))


def once(side: Side) -> Turn:
    """Run it; the kernel says what that one child used."""
    command = [str(side.python), "-m", side.module, *side.arguments]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = time.perf_counter()
        child = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=err)
        _pid, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        for stream in (out, err):
            stream.seek(0)
        if child.returncode:
            raise SideError(
                f"{side.module}: {(err.read().strip().splitlines() or [f'exit code {child.returncode}'])[-1]}"
            )
        told = json.loads((out.read().strip().splitlines() or ["{}"])[-1])
    return Turn(wall, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime, told)


def best(turns: Sequence[Turn]) -> Turn:
    """The lowest of each figure; what was printed comes from the quickest."""
    quickest = min(turns, key=lambda turn: turn.wall)
    return Turn(quickest.wall, min(t.resident for t in turns), min(t.cpu for t in turns), quickest.told)


def in_turns(sides: Mapping[str, Side], turns: int) -> dict[str, Turn]:
    """Each side `turns` times, turn about. A peer that fails is named on standard error and left out; ours may not."""
    found: dict[str, list[Turn]] = {name: [] for name in sides}
    for turn in range(turns):
        for name, side in sides.items():
            if len(found[name]) < turn:
                continue
            try:
                found[name].append(once(side))
            except SideError as problem:
                if side.python == OURS:
                    raise
                print(f"{name} did not run: {problem}", file=sys.stderr)
    return {name: best(runs) for name, runs in found.items() if runs}
