"""Every write of duties: cells of the matrix, hand-overs, deputies, the head; and the port for subjects."""

from __future__ import annotations

from jangbu.apps.duties.deputies import end_deputy, name_deputy, name_head
from jangbu.apps.duties.subjects import Approved, SubjectKind, Thing, declare_deed, declare_subjects, things
from jangbu.apps.duties.writing import Cell, accept_proposals, cycle, hand_over, set_cells, set_letter, undo

__all__ = [
    "Approved",
    "Cell",
    "SubjectKind",
    "Thing",
    "accept_proposals",
    "cycle",
    "declare_deed",
    "declare_subjects",
    "end_deputy",
    "hand_over",
    "name_deputy",
    "name_head",
    "set_cells",
    "set_letter",
    "things",
    "undo",
]
