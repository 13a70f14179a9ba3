"""Which role may do what. The whole policy on one page; a test prints it as a matrix over every route."""

from __future__ import annotations

from jangbu.apps.people.roles import Level, Role

READS = frozenset(
    {
        "today.read",
        "sources.read",
        "pilots.read",
        "people.read",
        "ledger.read",
        "work.read",
        "backups.read",
        "gateway.read",
        "journey.read",
        "reports.read",
    }
)
WORKS = frozenset({"sources.write", "pilots.write", "work.submit", "work.write"})
PERSONAL = "personal.read"  # see personal values unmasked
DECIDES = "pilots.decide"
# Registers (apps/registers): members read them, who works in them writes, and a person of weight makes their decisions.
REGISTERS = (
    "vendors",
    "policies",
    "duties",
    "incidents",
    "audits",
    "regulations",
    "aimodels",
)
REGISTERS_READ = frozenset(f"{name}.read" for name in REGISTERS)
REGISTERS_WRITE = frozenset(f"{name}.write" for name in REGISTERS)
REGISTERS_DECIDE = frozenset(f"{name}.decide" for name in REGISTERS)
APPROVES = "work.approve"
STOPS = (
    "work.stop"  # pause an automation or roll it back; anyone on duty may, and setting it going again is another right
)
CONNECTS = "gateway.manage"  # set up models, with their keys and prices, and switch them on or off
PILOT_STOPS = "pilots.stop"  # pause a pilot or roll it back; whoever is on duty may
STOPPING = frozenset({STOPS, PILOT_STOPS})
BACKS_UP = frozenset({"backups.write", "backups.drill"})
ANSWERS = frozenset({"alerts.read", "alerts.answer"})  # see what rings, and take it on: whoever may be on duty
RINGS = ANSWERS | {"alerts.manage", "logreview.write"}  # rules, channels, duty; confirm that the week's log was read
TELLS = "incidents.write"  # whoever notices something says so at once, and helps to answer it
CHECKS = frozenset({"journey.write", "journey.decide"})  # speak for an item, and approve that it does not apply
OPENS = "opening.run"  # the firm's first half hour
REPORTS = frozenset({"reports.write"})  # set thresholds, keep the picture, look back on a month
PUBLISHES = "reports.publish"  # decide what the world may read
MEASURES = "aimodels.evaluate"  # run an evaluation or a drill of a model; costs what its calls cost
GOVERNS = "sources.govern"  # clear data for use, set how long they are kept, stop a deletion

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Role.OWNER: READS
    | WORKS
    | RINGS
    | STOPPING
    | REGISTERS_READ
    | REGISTERS_WRITE
    | REGISTERS_DECIDE
    | {
        PERSONAL,
        DECIDES,
        APPROVES,
        STOPS,
        GOVERNS,
        OPENS,
        CONNECTS,
        "people.manage",
        "grants.manage",
        "firm.manage",
        "ledger.verify",
    }
    | BACKS_UP
    | CHECKS
    | REPORTS
    | {TELLS, PUBLISHES, MEASURES},
    Role.APPROVER: READS
    | WORKS
    | RINGS
    | STOPPING
    | REGISTERS_READ
    | REGISTERS_WRITE
    | REGISTERS_DECIDE
    | BACKS_UP
    | CHECKS
    | {PERSONAL, DECIDES, APPROVES, STOPS, GOVERNS, OPENS, CONNECTS, TELLS, "grants.manage", "ledger.verify"}
    | {MEASURES}
    | REPORTS,
    Role.MEMBER: frozenset(
        {
            "today.read",
            "sources.read",
            "sources.write",
            "pilots.read",
            "work.read",
            "work.submit",
            TELLS,
        }
    )
    | ANSWERS
    | STOPPING
    | REGISTERS_READ,
    Role.AUDITOR: READS | REGISTERS_READ | {PERSONAL, "ledger.verify", "alerts.read"},
    Role.GUEST: frozenset({"today.read"}),
}

# What a grant on one resource adds, for whoever holds it and until it ends.
LEVEL_PERMISSIONS: dict[str, dict[str, frozenset[str]]] = {
    "dataset": {
        Level.READ: frozenset({"sources.read"}),
        Level.WRITE: frozenset({"sources.read", "sources.write"}),
        Level.MANAGE: frozenset({"sources.read", "sources.write", "grants.manage"}),
    },
    "pilot": {
        Level.READ: frozenset({"pilots.read"}),
        Level.WRITE: frozenset({"pilots.read", "pilots.write"}),
        Level.MANAGE: frozenset({"pilots.read", "pilots.write", "grants.manage"}),
    },
}

# Who may see a resource of this kind holds this; it also opens the list page, which shows only what they may see.
READ_OF_KIND: dict[str, str] = {"dataset": "sources.read", "pilot": "pilots.read"}

# What acts without a person. Reading, stopping, and deleting what a person's retention rule says: all else waits.
SYSTEM_PERMISSIONS = REGISTERS_READ | frozenset(
    {"today.read", "sources.read", "sources.expire", "pilots.read", "ledger.read", "ledger.verify", "work.read"}
    | {"gateway.read", "journey.read", "journey.snapshot", "regulations.notice"}
    | {"reports.read", "reports.keep", "backups.read"}
    | {"alerts.watch"}  # by the rules a person set
    | BACKS_UP  # by the plan a person set
    | {MEASURES}  # on the cycle a person set
    | {"work.run", "gateway.call"}  # asking a model that a person switched on, within the budget a person set
)
RULE_PERMISSIONS = frozenset({"sources.read", "pilots.read", "work.read", "work.ingest", STOPS, PILOT_STOPS})

# Two factors wherever somebody may approve or see personal data: computed, so a new role cannot forget it.
SECOND_FACTOR_ROLES = frozenset(
    role for role, permissions in ROLE_PERMISSIONS.items() if permissions & {PERSONAL, DECIDES, APPROVES}
)
