"""Who decides on access: whoever answers for what it is access to. Taking it away asks nobody."""

from __future__ import annotations

from collections.abc import Iterable

from jangbu.apps.duties.ruling import belongs, rule
from jangbu.apps.duties.subjects import declare_deed
from jangbu.apps.ledger.queries import Intent
from jangbu.apps.people import actions
from jangbu.kernel.entry import Subject

SHARE = declare_deed("access.give", "AR", ko="접근 권한을 주기로 결정", en="give access", kind="dataset")


def _of_grant(intent: Intent, _person: str) -> Iterable[Subject]:
    kind, key = intent.after.get("resource_kind"), intent.after.get("resource_id")
    return [Subject(str(kind), str(key))] if kind and key else []


rule(SHARE, actions.GRANTED, actions.RESTORED, actions.EXTENDED, actions.WIDENED_BACK)
belongs("person", _of_grant)
