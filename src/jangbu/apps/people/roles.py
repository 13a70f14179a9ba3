"""The five roles. In a file of their own, so that the policy and the models may both speak of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OWNER = "owner", _("대표")
    APPROVER = "approver", _("승인자")
    MEMBER = "member", _("구성원")
    AUDITOR = "auditor", _("감사자")
    GUEST = "guest", _("외부 손님")


class Level(models.TextChoices):
    READ = "read", _("보기")
    WRITE = "write", _("고치기")
    MANAGE = "manage", _("관리")


# How entries say them: the ledger keeps both languages, so an entry reads the same after a catalogue changed.
ROLE_WORDS = {
    Role.OWNER: ("대표", "owner"),
    Role.APPROVER: ("승인자", "approver"),
    Role.MEMBER: ("구성원", "member"),
    Role.AUDITOR: ("감사자", "auditor"),
    Role.GUEST: ("외부 손님", "outside guest"),
}
LEVEL_WORDS = {Level.READ: ("보기", "read"), Level.WRITE: ("고치기", "write"), Level.MANAGE: ("관리", "manage")}
