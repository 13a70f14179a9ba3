"""The tables of the ledger. No foreign keys: an entry outlives whatever it tells of.

Entries and checkpoints are append-only; the database itself refuses UPDATE and DELETE (migration 0002). What is hashed
is put together from the columns of Entry, so each of them is covered.
"""

from __future__ import annotations

from django.db import models

from jangbu.kernel import chain

ID_LENGTH = 200  # of ids and dedupe keys; record() refuses longer ones on both databases alike


class Entry(models.Model):
    number = models.IntegerField(primary_key=True)  # from 1, without gaps
    action = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=ID_LENGTH)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=ID_LENGTH)
    when = models.CharField(max_length=27)  # ISO 8601, UTC, microseconds: sorts as time and hashes as itself
    dedupe_key = models.CharField(max_length=ID_LENGTH, null=True, unique=True)  # null: may happen again
    content = models.TextField()  # canonical JSON of after, before, name, where, why
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "number"], name="ledger_entry_subject"),
            models.Index(fields=["actor_kind", "actor_id", "number"], name="ledger_entry_actor"),
            models.Index(fields=["action", "number"], name="ledger_entry_action"),
        ]

    @classmethod
    def of(cls, row: chain.Row) -> Entry:
        names = (field.attname for field in cls._meta.concrete_fields)
        return cls(**dict(zip(names, row, strict=True)))

    def row(self) -> chain.Row:
        about = (self.subject_kind, self.subject_id)
        told = (self.when, self.dedupe_key, self.content, self.hash)
        return (self.number, self.action, self.actor_kind, self.actor_id, *about, *told)


class EntryValue(models.Model):
    """A personal value behind a commitment. Found by the commitment alone, so it cannot be shown in another's place."""

    commitment = models.CharField(primary_key=True, max_length=64)
    number = models.IntegerField()  # the entry it was first told in
    path = models.CharField(max_length=200)  # where in the entry: name, why, after.email
    person = models.CharField(max_length=ID_LENGTH)
    salt = models.CharField(max_length=64)  # hex
    value = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["person", "path"], name="ledger_value_person")]


class Head(models.Model):
    """Row 1: where the chain stands. Locking it makes numbers gapless. Verification believes nothing it says."""

    firm = models.CharField(max_length=26)
    number = models.IntegerField(default=0)
    hash = models.CharField(max_length=64)
    frontier = models.TextField(default="")  # hex of the Merkle frontier, see kernel.merkle


class Checkpoint(models.Model):
    size = models.IntegerField(primary_key=True)
    note = models.TextField()  # the signed note, see kernel.checkpoint


class Past(models.Model):
    """What a row that evidence reads held before a change (null: it was not there). Written by triggers alone.

    `moment` is that of the entry the change belongs to, until then the time of the change; see `past`.
    """

    kept_of = models.CharField(max_length=80)  # the table
    key = models.CharField(max_length=64)  # of the row
    was = models.TextField(null=True)  # JSON of the remembered columns
    moment = models.CharField(max_length=27)
    entry = models.IntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["moment"], name="ledger_past_moment"),
            models.Index(fields=["id"], name="ledger_past_open", condition=models.Q(entry=None)),
        ]
