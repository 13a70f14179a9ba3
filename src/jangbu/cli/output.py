"""How commands speak: one JSON document or plain lines on standard output, everything else on standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from jangbu.kernel.errors import Language, Problem

errors = Console(stderr=True, highlight=False, soft_wrap=True)
lines = Console(highlight=False, soft_wrap=True)


def language() -> Language:
    """JANGBU_LANG, else the terminal's locale; Korean unless that says English."""
    named = (os.environ.get(name) for name in ("JANGBU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((value for value in named if value), "ko")
    return "en" if chosen.lower().startswith("en") else "ko"


def say(ko: str, en: str) -> None:
    """A line for the person at the terminal, on standard error, so that standard output stays a document."""
    errors.print(ko if language() == "ko" else en, markup=False)


def write_json(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")


def show(ko: str, en: str) -> None:
    """A line of the answer itself, on standard output."""
    lines.print(ko if language() == "ko" else en, markup=False)


@contextmanager
def answering() -> Iterator[None]:
    """Turn a Problem into its sentence and exit code 2."""
    try:
        yield
    except Problem as problem:
        errors.print(problem.sentence(language()), markup=False, style="red")
        raise typer.Exit(2) from None


@contextmanager
def progress(ko: str, en: str, total: int | None = None) -> Iterator[Progress]:
    """A bar on standard error; nothing where that is not a terminal."""
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=errors, transient=True
    ) as bar:
        bar.add_task(ko if language() == "ko" else en, total=total)
        yield bar
