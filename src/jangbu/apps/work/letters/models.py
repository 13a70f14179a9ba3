"""A mail on its way. Its bytes are in the content store, so that what went out can be read again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.apps.work.ids import make_id
from jangbu.apps.work.runs.models import Run


class Letter(models.Model):
    class State(models.TextChoices):
        READY = "ready", _("보내려고 해요")
        SENDING = "sending", _("보내는 중이에요")
        SENT = "sent", _("보냈어요")
        FAILED = "failed", _("보내지 못했어요")
        UNCERTAIN = "uncertain", _("갔는지 알 수 없어요")
        UNSENT = "unsent", _("메일 서버가 없어 보내지 않았어요")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="letters")
    message_id = models.CharField(max_length=200, unique=True)  # what makes the same mail the same
    subject = models.CharField(max_length=200)
    recipients = models.JSONField()  # addresses
    fingerprint = models.CharField(max_length=64)  # of its bytes
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["state"], name="work_letter_state")]
