"""Models that may be asked, every call to them, and how much of each month's money is taken."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from jangbu.kernel.clock import system_clock
from jangbu.kernel.ids import new_id


def make_id() -> str:
    return new_id(system_clock())


class Endpoint(models.Model):
    """A model at a vendor, as a person set it up. Its key is sealed and shown nowhere."""

    class Country(models.TextChoices):
        HERE = "here", _("이 컴퓨터나 회사 안")
        KOREA = "KR", _("한국")
        USA = "US", _("미국")
        JAPAN = "JP", _("일본")
        EUROPE = "EU", _("유럽 연합")
        SINGAPORE = "SG", _("싱가포르")
        CHINA = "CN", _("중국")
        UNKNOWN = "?", _("모르겠어요")

    class Form(models.TextChoices):
        SCHEMA = "json_schema", _("정한 모양 그대로 (JSON Schema)")
        OBJECT = "json_object", _("JSON")
        TEXT = "text", _("글")

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    name = models.CharField(max_length=80, unique=True)
    base_url = models.CharField(max_length=300)
    model = models.CharField(max_length=120)
    key_sealed = models.TextField(blank=True)  # empty for a model that asks for none
    currency = models.CharField(max_length=3)
    price_in = models.BigIntegerField()  # millionths of a minor unit (won, cent) for a million tokens
    price_out = models.BigIntegerField()
    price_cached = models.BigIntegerField(null=True, blank=True)  # None: cached tokens cost as others do
    price_source = models.CharField(max_length=200, blank=True)  # where the prices were read, and when
    monthly_limit = models.BigIntegerField(null=True, blank=True)  # minor units, all callers together
    takes_images = models.BooleanField(default=False)
    country = models.CharField(max_length=4, choices=Country, default=Country.UNKNOWN)
    private_allowed = models.BooleanField(default=False)  # this computer and the firm's own network
    format_name = models.CharField(max_length=12, choices=Form, default=Form.SCHEMA)
    old_limit_name = models.BooleanField(default=False)  # max_tokens instead of max_completion_tokens
    timeout_s = models.IntegerField(default=60)
    note = models.TextField(blank=True)
    on = models.BooleanField(default=False)
    tried_at = models.DateTimeField(null=True)
    tried_outcome = models.CharField(max_length=80, blank=True)
    created_by = models.CharField(max_length=26)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Call(models.Model):
    """One question to a model: who for, what it took, how it ended. What was said is kept nowhere here."""

    class Purpose(models.TextChoices):
        FIELDS = "fields", _("문서의 의심스러운 칸 읽기")
        DRAFT = "draft", _("글 초안")
        DECISION = "decision", _("결정 돕기")
        TRY = "try", _("시험해 보기")
        PROBE = "probe", _("안전과 정확도 평가")

    OPEN, ANSWERED = "", "answered"

    id = models.CharField(primary_key=True, max_length=26, default=make_id, editable=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="calls")
    purpose = models.CharField(max_length=12, choices=Purpose)
    automation = models.CharField(max_length=26, blank=True)
    run = models.CharField(max_length=26, blank=True)
    asked_at = models.DateTimeField()
    month = models.CharField(max_length=7)  # 2026-11, in Seoul: whose money it is
    outcome = models.CharField(max_length=80, blank=True)  # empty while open, "answered", or the class of the failure
    attempts = models.IntegerField(default=0)
    tokens_in = models.IntegerField(default=0)
    tokens_out = models.IntegerField(default=0)
    tokens_cached = models.IntegerField(default=0)
    reserved_micros = models.BigIntegerField(default=0)  # the worst case, while nobody knows
    cost_micros = models.BigIntegerField(default=0)  # millionths of a minor unit
    currency = models.CharField(max_length=3)
    prices = models.JSONField()  # {in, out, cached}: what was charged by, as the endpoint said then
    milliseconds = models.IntegerField(default=0)
    images = models.IntegerField(default=0)
    blanked = models.JSONField(default=dict)  # {kind: count}
    request_id = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["automation", "month"], name="gateway_call_automation"),
            models.Index(fields=["endpoint", "month"], name="gateway_call_endpoint"),
            models.Index(fields=["run"], name="gateway_call_run"),
        ]

    @property
    def good(self) -> bool:
        return self.outcome == self.ANSWERED

    @property
    def tokens(self) -> int:
        return self.tokens_in + self.tokens_out


class Taken(models.Model):
    """How much of a month's money a holder ("automation:ID", "endpoint:ID") has spent or reserved."""

    holder = models.CharField(max_length=40)
    month = models.CharField(max_length=7)
    currency = models.CharField(max_length=3)
    micros = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "month", "currency"], name="gateway_taken_once")]
