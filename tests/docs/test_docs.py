"""The documents say what there is: every command, every variable, no dead link."""

import re
from pathlib import Path

import click
import pytest
import typer.main

from jangbu.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def commands(command: click.Command, name: str = "") -> list[str]:
    """ "diagnose", "ledger verify", ..."""
    if isinstance(command, click.Group) or hasattr(command, "commands"):
        found = [
            commands(inner, f"{name} {key}".strip()) for key, inner in command.commands.items() if not inner.hidden
        ]
        return [name for names in found for name in names]
    return [name]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_command_is_documented(language):
    said = (ROOT / "docs" / language / "commands.md").read_text("utf-8")
    assert [name for name in commands(typer.main.get_command(app)) if f"`{name}" not in said] == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_option_is_documented(language):
    said = (ROOT / "docs" / language / "commands.md").read_text("utf-8")

    def options(command) -> set[str]:
        if hasattr(command, "commands"):
            return set().union(*(options(inner) for inner in command.commands.values()))
        longest = (
            max(item.opts, key=len) for item in command.params if item.opts[0].startswith("-") and not item.hidden
        )
        return {option for option in longest if option not in {"--json", "--help", "--embedded"}}

    assert [option for option in options(typer.main.get_command(app)) if option not in said] == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_variable_is_documented(language):
    sources = [ROOT / "jangbu", *(ROOT / "src").rglob("*.py")]
    used = set(
        re.findall(
            r"\b(?:JANGBU_(?!SHARED|TEST|KILL)[A-Z]+|DATABASE_URL)\b", "\n".join(p.read_text("utf-8") for p in sources)
        )
    )
    said = (ROOT / "docs" / language / "README.md").read_text("utf-8")
    assert sorted(name for name in used if name not in said) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_is_dead(page):
    assert [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link.strip()).exists()] == []


def test_both_readmes_show_the_same_number_of_commands():
    counts = {name: (ROOT / name).read_text("utf-8").count("\n./jangbu ") for name in ("README.md", "README.ko.md")}
    assert len(set(counts.values())) == 1
