"""Writing to people: the firm and its first owner, invitations, roles, leaving, erasure, grants, sample sign-in."""

from jangbu.apps.people.resources import Resources, bind_resources
from jangbu.apps.people.services.firm import create_firm
from jangbu.apps.people.services.grants import (
    extend_grant,
    grant_access,
    narrow_grant,
    note_use,
    restore_grant,
    revoke_grant,
    widen_back,
)
from jangbu.apps.people.services.invitations import Invited, accept_invitation, invite_person, renew_invitation
from jangbu.apps.people.services.persons import (
    change_role,
    deactivate_person,
    end_other_sessions,
    erase_person,
    reactivate_person,
)
from jangbu.apps.people.services.sample import issue_sample_link, use_sample_link

__all__ = [
    "Invited",
    "Resources",
    "accept_invitation",
    "bind_resources",
    "change_role",
    "create_firm",
    "deactivate_person",
    "end_other_sessions",
    "erase_person",
    "extend_grant",
    "grant_access",
    "invite_person",
    "issue_sample_link",
    "narrow_grant",
    "note_use",
    "reactivate_person",
    "renew_invitation",
    "restore_grant",
    "revoke_grant",
    "use_sample_link",
    "widen_back",
]
