"""What was asked for, how far it is, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jangbu.apps.sources.delivery.models import Version, make_id


class Look(models.Model):
    """One look at one version. Its outcome lies in files beside the content store, see `shelf`.

    `turn` changes with every start: who holds an older one writes nothing any more.
    """

    class Kind(models.TextChoices):
        ERRORS = "errors"
        MATCHES = "matches"
        MEND = "mend"  # what a recipe would change
        APPLY = "apply"  # ... and the change itself: the one kind that makes a version

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="looks")
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=64)  # SHA-256 of the decisions that went in
    asked = models.JSONField(default=dict)  # mend, apply: see `mends`
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    turn = models.CharField(max_length=26, default=make_id)
    starts = models.PositiveSmallIntegerField(default=1)
    share = models.FloatField(default=0)  # of the way, 0 to 1
    doing = models.CharField(max_length=12, blank=True, default="")  # a key of showing.DOING
    started_by = models.CharField(max_length=200, blank=True, default="")  # a person's id
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    problem = models.JSONField(default=dict)  # {ko, en}: why it failed
    rows_print = models.CharField(max_length=64, blank=True, default="")  # SHA-256 of the rows it saw
    leads = models.JSONField(default=list)  # ids of versions whose rows are the first rows of this one

    class Meta:
        ordering = ("-asked_at", "-id")
        indexes = [models.Index(fields=["version", "kind", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind"], condition=Q(state__in=("queued", "running")), name="one_look_at_a_time"
            )
        ]
