"""A policy, its versions, who approved them and who read them. Versions, approvals and readings are never changed."""

from __future__ import annotations

from typing import Any

from django.db import models

from jangbu.apps.registers.rows import RegisterRow, make_id


class Policy(RegisterRow):
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20)
    owner = models.CharField(max_length=26)  # a person's id
    quorum = models.IntegerField(null=True, blank=True)  # how many others must approve
    effective_on = models.DateField(null=True, blank=True)  # planned; of the version in force once it is approved
    current = models.ForeignKey("PolicyVersion", on_delete=models.PROTECT, null=True, related_name="+")
    in_force = models.ForeignKey("PolicyVersion", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class PolicyVersion(models.Model):
    """`clauses` are [{id, heading: {ko, en}, text: {ko, en}, lines: {ko: [..], en: [..]}, binding: {..} or null}]."""

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    clauses = models.JSONField()
    note = models.TextField()  # what changed against the version before
    from_records = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the clauses, canonical
    written_by = models.CharField(max_length=26)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        unique_together = [("policy", "number")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValueError for a version that was saved before."""
        if not self._state.adding:
            raise ValueError("a version is never changed; write the next one")
        super().save(*args, **kwargs)


class PolicyApproval(models.Model):
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="approvals")
    person = models.CharField(max_length=26)
    note = models.TextField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # the version was sent back

    class Meta:
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"], condition=models.Q(withdrawn_at=None), name="one_approval_per_person"
            )
        ]


class Acknowledgement(models.Model):
    """One person has read one version."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="acknowledgements")
    person = models.CharField(max_length=26)
    read_at = models.DateTimeField()

    class Meta:
        unique_together = [("version", "person")]
        ordering = ["read_at"]
