"""Making the pack: whole or not at all, and on record."""

from __future__ import annotations

import secrets
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.reports import actions, problems
from jangbu.apps.reports.pack.making import write_pack
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WHERE = "감사 자료"


def make_pack(
    out: Path, *, actor: Actor, why: str, names_why: str | None = None, clock: Clock = system_clock
) -> dict[str, Any]:
    """Write the .zip and return its manifest with `entry`, its place in the ledger.

    `names_why` leaves the names of people outside the firm in, for that reason, which only who may publish may do.
    Raises Problem reports.no_why, .not_writable, ledger.nothing_yet.
    """
    require(actor, "ledger.verify")
    show_names = names_why is not None
    if show_names:
        require(actor, "reports.publish")
    if not why.strip() or (names_why is not None and not names_why.strip()):
        raise Problem(problems.NO_WHY)
    draft = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        manifest = write_pack(draft, actor=actor, now=clock(), why=why.strip(), show_names=show_names)
        told: dict[str, Any] = {"files": len(manifest["files"]), "sha256": sha256(draft.read_bytes()).hexdigest()}
        told |= {f"names_{state}": count for state, count in manifest["names"].items()}
        if names_why is not None:
            told["names_why"] = names_why.strip()[:300]
        with transaction.atomic():
            about = Subject("auditor_pack", told["sha256"][:26])
            entry = record(actions.PACKED, actor=actor, where=WHERE, why=why.strip(), subject=about, after=told)
            draft.replace(out)
    except OSError as error:
        raise Problem(problems.NOT_WRITABLE, path=out, reason=error.strerror or type(error).__name__) from None
    finally:
        if draft.exists():
            draft.unlink()
    return {**manifest, "entry": entry.number, "sha256": told["sha256"]}
