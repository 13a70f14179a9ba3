"""Records for a law, of several kinds in one table: each uses the fields that its kind needs."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import RegisterRow


class LawRecord(RegisterRow):
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=20)  # apart, spent, verified, decision, certificate
    owner = models.CharField(max_length=26)  # a person's id
    on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    dataset = models.CharField(max_length=26, blank=True)  # a dataset's id
    basis = models.CharField(max_length=200, blank=True)  # the article of the other law
    place = models.CharField(max_length=200, blank=True)  # where it is stored apart
    what = models.CharField(max_length=20, blank=True)  # budget, people, tools
    amount = models.IntegerField(null=True, blank=True)  # won
    use_case = models.ForeignKey("regulations.UseCase", on_delete=models.PROTECT, null=True, related_name="records")
    number = models.CharField(max_length=80, blank=True)  # of the decision or certificate
    outcome = models.CharField(max_length=20, blank=True)  # of a verification: asked, obtained, refused
    kept_where = models.CharField(max_length=200, blank=True)  # the paper
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["-on", "pk"]

    def __str__(self) -> str:
        return self.title
