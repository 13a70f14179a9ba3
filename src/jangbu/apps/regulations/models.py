"""Every table of this app, in one place for Django; each feature keeps its own in its folder."""

from jangbu.apps.regulations.pseudonyms.models import Pseudonym
from jangbu.apps.regulations.records.models import LawRecord
from jangbu.apps.regulations.reviews.models import LegalReview
from jangbu.apps.regulations.usecases.models import Confirmation, FoundUse, Notice, RoleDecision, UseCase
from jangbu.apps.regulations.versions.models import ModuleVersion, OfferedFile, SeenFile, Serving

__all__ = [
    "Confirmation",
    "FoundUse",
    "LawRecord",
    "LegalReview",
    "ModuleVersion",
    "Notice",
    "OfferedFile",
    "Pseudonym",
    "RoleDecision",
    "SeenFile",
    "Serving",
    "UseCase",
]
