"""Which role may do what. The whole policy on one page; a test prints it as a matrix over every route."""

from __future__ import annotations

from jangbu.apps.people.models import Role

READS = frozenset({"today.read", "sources.read", "pilots.read", "people.read", "ledger.read"})
WORKS = frozenset({"sources.write", "pilots.write"})
PERSONAL = "personal.read"  # see personal values unmasked
DECIDES = "pilots.decide"

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Role.OWNER: READS | WORKS | {PERSONAL, DECIDES, "people.manage", "grants.manage", "firm.manage", "ledger.verify"},
    Role.APPROVER: READS | WORKS | {PERSONAL, DECIDES, "grants.manage", "ledger.verify"},
    Role.MEMBER: frozenset({"today.read", "sources.read", "sources.write", "pilots.read"}),
    Role.AUDITOR: READS | {PERSONAL, "ledger.verify"},
    Role.GUEST: frozenset({"today.read"}),
}

# What a grant on one resource adds, for whoever holds it and until it ends.
LEVEL_PERMISSIONS: dict[str, dict[str, frozenset[str]]] = {
    "dataset": {
        "read": frozenset({"sources.read"}),
        "write": frozenset({"sources.read", "sources.write"}),
        "manage": frozenset({"sources.read", "sources.write", "grants.manage"}),
    },
    "pilot": {
        "read": frozenset({"pilots.read"}),
        "write": frozenset({"pilots.read", "pilots.write"}),
        "manage": frozenset({"pilots.read", "pilots.write", "grants.manage"}),
    },
}

# Two factors wherever somebody may approve or see personal data: computed, so a new role cannot forget it.
SECOND_FACTOR_ROLES = frozenset(
    role for role, permissions in ROLE_PERMISSIONS.items() if permissions & {PERSONAL, DECIDES}
)
