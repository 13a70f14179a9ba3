"""The tree of commands."""

from __future__ import annotations

import typer

from jangbu.cli import (
    backing,
    catalogue,
    checking,
    claims,
    data,
    detecting,
    events,
    ledger,
    mapping,
    matching,
    mending,
    normalising,
    pilot,
    processes,
    quoting,
    replies,
    reporting,
    site,
    slots,
    worth,
)

app = typer.Typer(
    name="jangbu",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="장부 · adopt AI with evidence: one ledger; measured, not claimed; a person decides.",
)
data.add_to(app)
detecting.add_to(app)
normalising.add_to(app)
matching.add_to(app)
mapping.add_to(app)
mending.add_to(app)
catalogue.add_to(app)
processes.add_to(app)
quoting.add_to(app)
worth.add_to(app)
claims.add_to(app)
slots.add_to(app)
replies.add_to(app)
app.add_typer(pilot.app, name="pilot")
app.add_typer(ledger.app, name="ledger")
backing.add_to(app)
checking.add_to(app)
reporting.add_to(app)
app.add_typer(events.app, name="events")
site.add_to(app)


@app.command("help", hidden=True)
def show_help(context: typer.Context) -> None:
    """What the commands are."""
    parent = context.parent
    typer.echo(parent.get_help() if parent else "")


def main() -> None:
    app(prog_name="jangbu")
