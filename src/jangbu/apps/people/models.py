"""Who works here and what they may do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jangbu.apps.people.roles import Level, Role
from jangbu.apps.people.standing import Held, Standing, remembered
from jangbu.kernel.clock import system_clock
from jangbu.kernel.ids import new_id

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

SECOND_FACTOR_KEY = "second_factor"  # in the session: the id of the person whose second factor this session has seen
SECOND_FACTORS = ("totp", "webauthn")  # recovery codes stand in for these, they are none of their own


def make_id() -> str:
    return new_id(system_clock())


class Firm(models.Model):
    """The one firm of this installation; always row 1, so that two first starts cannot make two."""

    name = models.CharField(max_length=120)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class State(TypedDict):
    """What `with_state` adds to a person."""

    factors: int
    live_grants: int
    invited: bool


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)

    def active(self) -> models.QuerySet[Person]:
        return self.filter(is_active=True, erased_at=None)

    def with_state(self, now: datetime) -> models.QuerySet[WithAnnotations[Person, State]]:
        """Each person with `factors` and `live_grants` counted and `invited` (a link is out, nobody came yet)."""
        waiting = OneTimeLink.objects.filter(
            person=OuterRef("pk"), purpose=OneTimeLink.Purpose.INVITATION, used_at=None, withdrawn_at=None
        )
        live = Q(grants__revoked_at=None, grants__expires_at__gt=now)
        return self.annotate(
            factors=Count("authenticator", filter=Q(authenticator__type__in=SECOND_FACTORS), distinct=True),
            live_grants=Count("grants", filter=live, distinct=True),
            invited=Exists(waiting),
        )

    def standing(self, person_id: str) -> Standing | None:
        """Two queries, once per request; None for whoever is not an active person."""
        return remembered(person_id, self._read_standing) if person_id else None

    def _read_standing(self, person_id: str) -> Standing | None:
        factors = Count("authenticator", filter=Q(authenticator__type__in=SECOND_FACTORS))
        row = self.active().filter(pk=person_id).annotate(factors=factors).values_list("role", "factors").first()
        if row is None:
            return None
        columns = ("id", "resource_kind", "resource_id", "level", "expires_at", "last_used_at")
        grants = Grant.objects.live(system_clock()).filter(person_id=person_id).values_list(*columns)
        return Standing(person_id, row[0], row[1] > 0, tuple(Held(*grant) for grant in grants))


class Person(AbstractBaseUser):
    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    email = models.EmailField(_("이메일"), unique=True)
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
        return self.name or str(_("지워진 사람"))

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def second_factor_detour(self, request: HttpRequest) -> str | None:
        """Where this person must go before any page of the firm: to setting up a second factor, or to proving it.

        A session counts only when it has itself seen the second factor, so one that was opened with a stolen
        password before the set-up gains nothing from it.
        """
        if request.session.get(SECOND_FACTOR_KEY) == self.pk:
            return None
        now = Person.objects.standing(self.pk)
        if now is None or not (now.must_have_second_factor or now.has_second_factor):
            return None
        return reverse("second-factor")


class Departure(models.Model):
    """A span in which somebody was not here, so that any past day can say who was. Open while they are away."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="departures")
    left_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True, blank=True)


class GrantQuerySet(models.QuerySet["Grant"]):
    def live(self, now: datetime) -> GrantQuerySet:
        return self.filter(revoked_at=None, expires_at__gt=now, person__is_active=True, person__erased_at=None)

    def live_at(self, moment: datetime) -> GrantQuerySet:
        """Those that opened something at that moment, past or present, whatever became of them since."""
        given = self.filter(granted_at__lte=moment, expires_at__gt=moment)
        given = given.filter(Q(revoked_at=None) | Q(revoked_at__gt=moment))
        away = Departure.objects.filter(person=OuterRef("person"), left_at__lte=moment)
        return given.exclude(Exists(away.filter(Q(back_at=None) | Q(back_at__gt=moment))))


class Grant(models.Model):
    """A right on one resource, for one person, until a day. Roles give the rest."""

    Level = Level

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    resource_kind = models.CharField(max_length=40)
    resource_id = models.CharField(max_length=64)
    level = models.CharField(max_length=10, choices=Level)
    expires_at = models.DateTimeField()
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="narrowed")

    objects = GrantQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["resource_kind", "resource_id"]), models.Index(fields=["person", "expires_at"])]


class OneTimeLink(models.Model):
    """A link that lets one person in once. Only the digest of its token is kept; the token is shown once."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation"
        SAMPLE = "sample"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=12, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hex
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class SignIn(models.Model):
    """A signed-in browser, so that its owner can see it and end it. No address of it is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=80)
    started_at = models.DateTimeField()
