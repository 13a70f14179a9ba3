"""Every table of this app, in one place for Django; each feature keeps its own in its folder."""

from jangbu.apps.regulations.pseudonyms.models import Pseudonym
from jangbu.apps.regulations.records.models import LawRecord
from jangbu.apps.regulations.reviews.models import LegalReview
from jangbu.apps.regulations.usecases.models import FoundUse, RoleDecision, UseCase
from jangbu.apps.regulations.versions.models import ModuleVersion, OfferedFile, SeenFile, Serving

__all__ = [
    "FoundUse",
    "LawRecord",
    "LegalReview",
    "ModuleVersion",
    "OfferedFile",
    "Pseudonym",
    "RoleDecision",
    "SeenFile",
    "Serving",
    "UseCase",
]
