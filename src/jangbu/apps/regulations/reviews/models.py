"""A question to a lawyer about a rule, a use of AI, a contract or a policy."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import RegisterRow


class LegalReview(RegisterRow):
    question = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    rule = models.CharField(max_length=120, blank=True)  # module:rule
    use_case = models.ForeignKey("regulations.UseCase", on_delete=models.PROTECT, null=True, related_name="reviews")
    contract = models.ForeignKey("vendors.Contract", on_delete=models.PROTECT, null=True, related_name="+")
    policy = models.ForeignKey("policies.Policy", on_delete=models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True)
    asked_of = models.CharField(max_length=120, blank=True)
    owner = models.CharField(max_length=26)  # a person's id
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    by_lawyer = models.BooleanField(null=True)

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.question
