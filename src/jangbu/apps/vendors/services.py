"""Every write of vendors and contracts that is not the register's own (`registers.services` with these registers)."""

from jangbu.apps.vendors.assessments.services import assess, set_weights
from jangbu.apps.vendors.certificates.register import CERTIFICATES_REGISTER
from jangbu.apps.vendors.contracts.register import CONTRACTS
from jangbu.apps.vendors.contracts.services import Reading, note_terms_asked, read_clauses
from jangbu.apps.vendors.register import VENDORS
from jangbu.apps.vendors.uses.kinds import Usable, bind_usable
from jangbu.apps.vendors.uses.services import note_use, remove_use

__all__ = [
    "CERTIFICATES_REGISTER",
    "CONTRACTS",
    "VENDORS",
    "Reading",
    "Usable",
    "assess",
    "bind_usable",
    "note_terms_asked",
    "note_use",
    "read_clauses",
    "remove_use",
    "set_weights",
]
