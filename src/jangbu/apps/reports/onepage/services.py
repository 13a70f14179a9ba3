"""Keeping a picture of today, so that the next can be held against it."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.reports import actions, problems
from jangbu.apps.reports.onepage import paper
from jangbu.apps.reports.onepage.models import Drawing
from jangbu.apps.reports.onepage.queries import OnePage, one_page
from jangbu.kernel.canonical import canonical
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

WHERE = "한 장 그림"


def write_one_page(out: Path, *, actor: Actor, why: str, clock: Clock = system_clock) -> Drawing:
    """Keep the picture and write it to a .pdf or .svg, in the language that is active; whole or not at all.

    Raises Problem reports.nothing_drawn, .form_unknown, .not_writable.
    """
    if out.suffix not in {".pdf", ".svg"}:
        raise Problem(problems.FORM_UNKNOWN, path=out.name)
    page = one_page(actor, clock())
    made = paper.pdf(page) if out.suffix == ".pdf" else page.svg(standalone=True).encode()
    draft = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(made)
        with transaction.atomic():
            kept = keep_drawing(actor=actor, why=why, clock=clock)
            draft.replace(out)
    except OSError as error:
        raise Problem(problems.NOT_WRITABLE, path=out, reason=error.strerror or type(error).__name__) from None
    finally:
        if draft.exists():
            draft.unlink()
    return kept


def keep_drawing(*, actor: Actor, why: str, clock: Clock = system_clock) -> Drawing:
    """The picture as it is now. Raises Problem reports.nothing_drawn, .no_why."""
    require(actor, "reports.write")
    if not why.strip():
        raise Problem(problems.NO_WHY)
    now: datetime = clock()
    page: OnePage = one_page(actor, now)
    if page.empty:
        raise Problem(problems.NOTHING_DRAWN)
    told = {"boxes": len(page.shape["boxes"]), "flows": len(page.shape["flows"])}
    fingerprint = sha256(canonical(page.shape).encode()).hexdigest()
    with transaction.atomic():
        about = Subject("one_page", "firm")
        after = {**told, "sha256": fingerprint}
        entry = record(actions.DRAWN, actor=actor, where=WHERE, why=why.strip(), subject=about, after=after)
        return Drawing.objects.create(
            shape=page.shape,
            fingerprint=fingerprint,
            drawn_by=actor.id,
            drawn_at=now,
            entry=entry.number,
            **told,
        )
