"""Decisions that ask nobody of the matrix, each with its reason. The whole list; a test holds it against the ledger's
vocabulary, so that a new decision is either ruled (see `ruling`) or stands here."""

from __future__ import annotations

FIRM = "about the firm as a whole, no row of the matrix; the role decides"
STOPS = "stops, narrows or takes away: whoever is on duty must be able to at once, and setting it going again asks"
NEW = "makes something new, which has no row yet"
ASKS = "asks or drafts; nothing holds until somebody inside the matrix decides"
SINGLE = "each row of the file is told, and asked about, by itself"
OWN = "about the person's own time, reading or learning"
SEEN = "writes down what was seen, heard or counted; it decides nothing about the process"
FACTS = "answers questions of fact; what follows from them is decided by whom the matrix names"
MATRIX = "the matrix itself: it has rules of its own (one accountable, only the holder or an owner takes it away)"

EXEMPT: dict[str, str] = {  # names of actions; * stands for anything
    # the firm as a whole
    "backup.*": FIRM,
    "ledger.*": FIRM,
    "opening.*": FIRM,
    "journey.*": FIRM,
    "reports.*": FIRM,
    "alerts.*": FIRM,
    "duty.*": FIRM,
    "logreview.*": FIRM,
    "audits.*": FIRM,
    "findings.*": FIRM,
    "incidents.*": "whoever notices an incident says so at once, and who answers it is not yet known",
    "people.firm_created": FIRM,
    "people.person_*": FIRM,
    "people.role_changed": FIRM,
    "partners.*": FIRM,
    "courses.*": FIRM,
    "trainings.*": FIRM,
    "vendors.weights_set": FIRM,
    "aimodels.strictness_set": FIRM,
    "regulations.module_*": FIRM,
    "work.error_noted": FIRM,
    "work.webhook_*": FIRM,
    "pilots.map_changed": FIRM,
    "pilots.benchmark_*": FIRM,
    "pilots.claims_*": FIRM,
    "duties.*": MATRIX,
    # stopping and narrowing
    "dataset.hold_set": STOPS,
    "gateway.switched_off": STOPS,
    "gateway.key_forgotten": STOPS,
    "aimodels.rolled_back": STOPS,
    "work.run_cancelled": STOPS,
    "work.source_revoked": STOPS,
    "people.access_revoked": STOPS,
    "people.access_narrowed": STOPS,
    # new things
    "work.process_added": NEW,
    "gateway.endpoint_added": NEW,
    "vendors.added": NEW,
    "policies.added": NEW,
    "aimodels.added": NEW,
    # asking and drafting
    "policies.version_written": ASKS,
    "policies.acknowledged": OWN,
    "aimodels.promotion_asked": ASKS,
    "aimodels.promotion_withdrawn": ASKS,
    "legal-reviews.added": ASKS,
    "use-cases.added": ASKS,
    "pilots.drafted": ASKS,
    "pilots.discarded": ASKS,
    "work.delegated": "passes the question on to somebody whom the matrix names, which is checked",
    # files
    "*.imported": SINGLE,
    "*.import_undone": SINGLE,
    # one's own, and what was seen
    "work.calendar_*": OWN,
    "work.working_time_set": OWN,
    "regulations.decision_confirmed": "a second look by somebody else at what the matrix decided; it opens nothing",
    "regulations.confirmation_withdrawn": STOPS,
    "law-records.*": FACTS,
    "pseudonyms.*": FACTS,
    "use-cases.changed": FACTS,
    "use-cases.moved": FACTS,
    "use-cases.reviewed": FACTS,
    "use-cases.undone": FACTS,
    "legal-reviews.changed": FACTS,
    "legal-reviews.reviewed": FACTS,
    "pilots.import_withdrawn": SEEN,
    "pilots.survey_*": SEEN,
    "pilots.answers_*": SEEN,
    "pilots.reviewed": SEEN,
    "pilots.sprint_*": SEEN,
    "pilots.interview*": SEEN,
    "pilots.looked_back": SEEN,
    "pilots.worth_answered": SEEN,
}
