"""Pseudonymised data and how they are handled. The product pseudonymises nothing itself; people write this down."""

from __future__ import annotations

from django.db import models

from jangbu.apps.registers.rows import RegisterRow


class Pseudonym(RegisterRow):
    name = models.CharField(max_length=120)
    owner = models.CharField(max_length=26)  # a person's id
    dataset = models.CharField(max_length=26, blank=True)  # the id of the dataset it was made from
    use_case = models.ForeignKey("regulations.UseCase", on_delete=models.PROTECT, null=True, related_name="pseudonyms")
    purpose_kind = models.CharField(max_length=20, blank=True)
    purpose = models.TextField(blank=True)
    items = models.TextField(blank=True)
    used_for = models.TextField(blank=True)
    recipient = models.CharField(max_length=200, blank=True)
    started_on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    key = models.CharField(max_length=20, blank=True)
    key_place = models.CharField(max_length=200, blank=True)
    key_people = models.BooleanField(null=True)  # whoever sees the key does not handle the data
    checked_on = models.DateField(null=True, blank=True)
    checked_how = models.CharField(max_length=300, blank=True)
    known_on = models.DateField(null=True, blank=True)  # the day on which somebody became identifiable
    stopped_on = models.DateField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)
    destroyed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
