"""Who works here and what they may do."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from jangbu.kernel.clock import system_clock
from jangbu.kernel.ids import new_id


def make_id() -> str:
    return new_id(system_clock())


class Role(models.TextChoices):
    OWNER = "owner", "대표"
    APPROVER = "approver", "승인자"
    MEMBER = "member", "구성원"
    AUDITOR = "auditor", "감사자"
    GUEST = "guest", "외부 손님"


class Firm(models.Model):
    """The one firm of this installation."""

    name = models.CharField(max_length=120)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    title = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.GUEST)
    language = models.CharField(max_length=5, default="ko")
    is_active = models.BooleanField(default=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField()

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Grant(models.Model):
    """A right on one resource, for one person, until a day. Roles give the rest."""

    class Level(models.TextChoices):
        READ = "read", "보기"
        WRITE = "write", "고치기"
        MANAGE = "manage", "관리"

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    resource_kind = models.CharField(max_length=40)
    resource_id = models.CharField(max_length=64)
    level = models.CharField(max_length=10, choices=Level)
    expires_at = models.DateTimeField()
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["resource_kind", "resource_id"])]
