"""Every write of duties: cells of the matrix, hand-overs, deputies, the head; and the port for subjects."""

from __future__ import annotations

from jangbu.apps.duties.cover.services import end_skill, note_skill
from jangbu.apps.duties.deputies import end_deputy, name_deputy, name_head
from jangbu.apps.duties.learning.quiz import right_answers, take_quiz
from jangbu.apps.duties.learning.registers import COURSES, TRAININGS
from jangbu.apps.duties.learning.services import keep_certificate, plan_missing
from jangbu.apps.duties.officer.services import name_officer, note_report, withdraw_report
from jangbu.apps.duties.partners.binding import bind_contracts
from jangbu.apps.duties.partners.register import PARTNERS
from jangbu.apps.duties.ruling import belongs, consequences, moved_from, moved_to, rule
from jangbu.apps.duties.subjects import Approved, Deed, SubjectKind, Thing, declare_deed, declare_subjects, things
from jangbu.apps.duties.writing import Cell, accept_proposals, cycle, hand_over, proposals, set_cells, set_letter, undo

__all__ = [
    "COURSES",
    "PARTNERS",
    "TRAININGS",
    "Approved",
    "Cell",
    "Deed",
    "SubjectKind",
    "Thing",
    "accept_proposals",
    "belongs",
    "bind_contracts",
    "consequences",
    "cycle",
    "declare_deed",
    "declare_subjects",
    "end_deputy",
    "end_skill",
    "hand_over",
    "keep_certificate",
    "moved_from",
    "moved_to",
    "name_deputy",
    "name_head",
    "name_officer",
    "note_report",
    "note_skill",
    "plan_missing",
    "proposals",
    "right_answers",
    "rule",
    "set_cells",
    "set_letter",
    "take_quiz",
    "things",
    "undo",
    "withdraw_report",
]
