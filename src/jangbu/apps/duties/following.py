"""What duties do when something happens to people."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from jangbu.apps.duties.deputies import end_head
from jangbu.apps.ledger.services import subscribe
from jangbu.apps.people import actions, queries
from jangbu.kernel.chain import Entry
from jangbu.kernel.entry import Actor


def on_role_changed(entry: Entry) -> None:
    """An owner who became something else is no longer the head of the firm."""
    found = queries.person(entry.subject_id)
    if found is not None and found.role != "owner":
        end_head(found.pk, actor=Actor.rule("duties.head"), why=noop("대표 역할이 아니게 되어서"))


def connect() -> None:
    subscribe(actions.ROLE_CHANGED, on_role_changed)
