"""Which of the pages beside a report its reader may open."""

from __future__ import annotations

from jangbu.apps.base.permission import allowed
from jangbu.kernel.entry import Actor


def beside(actor: Actor) -> dict[str, bool]:
    return {"perms_publish": allowed(actor, "reports.publish"), "perms_pack": allowed(actor, "ledger.verify")}
