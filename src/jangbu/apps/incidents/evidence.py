"""What incidents, alerts, duty, the weekly look and audits show of themselves, for checklists.

Clocks are worked out from statements recorded by then, so a past day is answered as it was.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Words, counted, day_of, own, predicate, remember
from jangbu.apps.incidents.alerts.models import Alert, AlertRule, Message, RuleSpell
from jangbu.apps.incidents.audits.models import Audit, Finding
from jangbu.apps.incidents.clocks import clocks_of
from jangbu.apps.incidents.duty.models import Shift
from jangbu.apps.incidents.duty.queries import covering, hours_open, shifts
from jangbu.apps.incidents.logreview.models import LogReview
from jangbu.apps.incidents.logreview.preparing import bounds, monday
from jangbu.apps.incidents.models import Incident
from jangbu.apps.incidents.words import REQUESTS
from jangbu.apps.ledger import queries as ledger
from jangbu.engines.deadlines import BAD, Clock
from jangbu.engines.deadlines import REQUESTS as REQUEST_RULES

ROW = ("state", "archived_at", "created_at")
remember(Incident, *ROW, "kind")
remember(Audit, *ROW, "done_on", "planned_on")
remember(Finding, *ROW, "due", "settled_at")
remember(AlertRule, "stopped_at")
remember(RuleSpell, "until")
remember(Alert, "resolved_at", "acknowledged_at")
remember(Shift, "removed_at")
remember(Message, "state", "sent_at", "gave_up_at")
remember(LogReview)

NO_INCIDENT = Words("이 기간에 적은 사고가 없어요.", "No incident was told of in this time.")
YEAR = 365


def _incidents(at: datetime, days: int) -> list[Incident]:
    found = Incident.objects.filter(created_at__lte=at, created_at__gte=at - timedelta(days=days))
    return list(found.filter(Q(archived_at=None) | Q(archived_at__gt=at)).prefetch_related("statements"))


def _clock_line(incident: Incident, clock: Clock) -> Evidence:
    said = Words(f"{incident.title}: {clock.rule.title.ko}", f"{incident.title}: {clock.rule.title.en}")
    entry = clock.entries[0] if clock.entries else None
    url = reverse("incidents-detail", args=[incident.pk])
    key = f"{incident.pk}:{clock.rule.id}:{clock.started_at:%Y%m%d%H%M}"
    return Evidence(key, said, url, entry=entry, at=clock.started_at, good=clock.state not in BAD)


def _clocks(at: datetime, days: int, *, requests: bool | None = None) -> list[Evidence]:
    rules = set(REQUEST_RULES.values())
    return [
        _clock_line(incident, clock)
        for incident in _incidents(at, days)
        for clock in clocks_of(incident, at)
        if requests is None or (clock.rule.id in rules) == requests
    ]


@predicate("incidents_in_time")
def incidents_in_time(at: datetime, days: int = YEAR) -> Answer:
    """Every clock of the law kept its time, of notices, reports and requests."""
    said = Words("법의 시계 {total}개 가운데 {bad}개가 늦었어요.", "{bad} of {total} clocks of the law were late.")
    todo = Next(Words("늦은 것을 바로 해요", "Do now what is late"), reverse("incidents"))
    return counted(_clocks(at, days), said, NO_INCIDENT, todo, since=at - timedelta(days=days))


@predicate("notices_sent_in_time")
def notices_sent_in_time(at: datetime, days: int = YEAR) -> Answer:
    said = Words("통지와 신고 {total}건 가운데 {bad}건이 늦었어요.", "{bad} of {total} notices and reports were late.")
    none = Words("알리거나 신고할 일이 없었어요.", "Nothing had to be notified or reported.")
    todo = Next(Words("알릴 글을 써요", "Draft the notice"), reverse("incidents"))
    return counted(_clocks(at, days, requests=False), said, none, todo, since=at - timedelta(days=days))


@predicate("access_requests_in_time")
def access_requests_in_time(at: datetime, days: int = YEAR) -> Answer:
    said = Words(
        "개인정보 요구 {total}건 가운데 {bad}건의 답이 늦었어요.", "{bad} of {total} requests were answered late."
    )
    none = Words("받은 요구가 없어요.", "No request arrived.")
    todo = Next(Words("요구에 답해요", "Answer the request"), reverse("incidents"))
    return counted(_clocks(at, days, requests=True), said, none, todo, since=at - timedelta(days=days))


@predicate("incident_reviews_done")
def incident_reviews_done(at: datetime, within_days: int = 30, days: int = YEAR) -> Answer:
    """Older than that, an incident was looked back on; and what was to change changed by its day."""
    lines = []
    for incident in _incidents(at, days):
        if incident.kind in REQUESTS:
            continue
        url = reverse("incidents-detail", args=[incident.pk]) + "#look"
        reviews = [each for each in incident.reviews.all() if each.written_at <= at]
        if not reviews and incident.created_at > at - timedelta(days=within_days):
            continue
        late = [
            each for each in reviews if each.due < day_of(at) and not (each.done_at is not None and each.done_at <= at)
        ]
        entry = reviews[-1].entry if reviews else None
        lines.append(Evidence(incident.pk, own(incident.title), url, entry=entry, good=bool(reviews) and not late))
    said = Words(
        "사고 {total}건 가운데 {bad}건을 돌아보지 않았거나 바꿀 것이 늦었어요.",
        "{bad} of {total} incidents were not looked back on, or their change is late.",
    )
    todo = Next(Words("돌아봐요", "Look back"), reverse("incidents"))
    return counted(lines, said, NO_INCIDENT, todo, since=at - timedelta(days=days))


# ---- alerts and duty


@predicate("alert_rules_live")
def alert_rules_live(at: datetime) -> Answer:
    """Every rule that was on was looked at on that day or the day before."""
    on = AlertRule.objects.filter(spells__since__lte=at).filter(Q(spells__until=None) | Q(spells__until__gt=at))
    lines = []
    for rule in on.distinct().prefetch_related("days"):
        recent = [each for each in rule.days.all() if each.first_at <= at and (day_of(at) - each.day).days <= 1]
        said = Words(rule.title_ko, rule.title_en)
        url = reverse("alert-rule", args=[rule.pk])
        lines.append(Evidence(rule.pk, said, url, entry=rule.entry, good=bool(recent)))
    said = Words(
        "켜 둔 규칙 {total}개 가운데 {bad}개를 하루 넘게 보지 않았어요.",
        "{bad} of {total} rules were not looked at for a day.",
    )
    none = Words("켜 둔 알림 규칙이 없어요.", "No alert rule is on.")
    return counted(lines, said, none, Next(Words("규칙을 갖춰요", "Set up rules"), reverse("alert-rules")))


@predicate("alerts_answered")
def alerts_answered(at: datetime, hours: int = 24, days: int = 30) -> Answer:
    """What rang and was more than good to know was taken on, or was over, within that time."""
    found = Alert.objects.filter(opened_at__lte=at, opened_at__gte=at - timedelta(days=days)).exclude(severity="normal")
    lines = []
    for alert in found.select_related("rule").order_by("-opened_at"):
        due = alert.opened_at + timedelta(hours=hours)
        answered = [
            moment for moment in (alert.acknowledged_at, alert.resolved_at) if moment and moment <= min(at, due)
        ]
        if not answered and due > at:
            continue  # its time is not over
        said = Words(alert.rule.title_ko, alert.rule.title_en)
        url = reverse("alert", args=[alert.pk])
        lines.append(Evidence(alert.pk, said, url, entry=alert.entry, at=alert.opened_at, good=bool(answered)))
    said = Words(
        "알림 {total}건 가운데 {bad}건에 제때 답하지 않았어요.", "{bad} of {total} alerts were not answered in time."
    )
    none = Words("답할 알림이 없었어요.", "No alert had to be answered.")
    todo = Next(Words("알림을 맡아요", "Take on the alerts"), reverse("alert-list"))
    return counted(lines, said, none, todo, since=at - timedelta(days=days))


@predicate("alerts_delivered")
def alerts_delivered(at: datetime, hours: int = 24, days: int = 30) -> Answer:
    """Every message that was due arrived within that time; what was dropped because it was over does not count."""
    found = Message.objects.filter(created_at__lte=at, created_at__gte=at - timedelta(days=days)).exclude(
        state=Message.State.DROPPED
    )
    lines = []
    for message in found.select_related("rule", "channel").order_by("-created_at"):
        sent = message.sent_at is not None and message.sent_at <= at
        lost = message.gave_up_at is not None and message.gave_up_at <= at
        if not sent and not lost and message.created_at + timedelta(hours=hours) > at:
            continue  # its time is not over
        to = message.channel.name if message.channel else ""
        said = Words(f"{message.rule.title_ko} → {to or '메일'}", f"{message.rule.title_en} → {to or 'mail'}")
        url = reverse("alert-channels")
        lines.append(
            Evidence(
                message.pk, said, url, entry=message.rule.entry, at=message.sent_at or message.created_at, good=sent
            )
        )
    said = Words(
        "보낼 알림 {total}통 가운데 {bad}통이 닿지 않았어요.", "{bad} of {total} messages of alerts did not arrive."
    )
    none = Words("보낸 알림이 없어요.", "No message was due.")
    todo = Next(
        Words("채널과 메일을 고치고 다시 보내요", "Mend channels and mail, send again"), reverse("alert-channels")
    )
    return counted(lines, said, none, todo, since=at - timedelta(days=days))


@predicate("duty_covered")
def duty_covered(at: datetime, days: int = 7, from_hour: int = 9, to_hour: int = 18) -> Answer:
    """On every day of the next week somebody is first in line through working hours."""
    held, today = list(shifts(at)), day_of(at)
    if not held:
        return counted(
            [],
            Words("", ""),
            Words("정해 둔 당번이 없어요.", "No duty was set."),
            Next(Words("당번을 정해요", "Set who is on duty"), reverse("duty")),
        )
    lines = []
    for number in range(days):
        day = today + timedelta(days=number)
        empty = [hour for hour in hours_open(day, held) if from_hour <= hour < to_hour]
        entry = next((each.entry for each in covering(day, held)), None)
        lines.append(Evidence(f"duty:{day}", own(day.isoformat()), reverse("duty"), entry=entry, good=not empty))
    said = Words(
        "다음 {total}일 가운데 {bad}일에 당번이 비어요.", "On {bad} of the next {total} days nobody is on duty."
    )
    return counted(lines, said, said, Next(Words("당번을 정해요", "Set who is on duty"), reverse("duty")))


# ---- the weekly look, audits


@predicate("log_reviewed")
def log_reviewed(at: datetime, weeks: int = 4, grace_days: int = 7) -> Answer:
    """Of the last weeks each was confirmed by a person within the time after it ended."""
    began, this = ledger.began(), monday(day_of(at))
    done = {each.week: each for each in LogReview.objects.filter(reviewed_at__lte=at)}
    lines = []
    for number in range(1, weeks + 1):
        week = this - timedelta(weeks=number)
        ended = bounds(week)[1]
        review = done.get(week)
        if began is None or ended < began or (review is None and ended + timedelta(days=grace_days) > at):
            continue
        url = f"{reverse('logreview')}?week={week.isoformat()}"
        entry = review.entry if review else None
        lines.append(Evidence(f"week:{week}", own(week.isoformat()), url, entry=entry, good=review is not None))
    said = Words(
        "지난 {total}주 가운데 {bad}주의 기록을 살펴보지 않았어요.",
        "The log of {bad} of the last {total} weeks was not reviewed.",
    )
    none = Words("아직 살펴볼 때가 된 주가 없어요.", "No week is due for review yet.")
    return counted(lines, said, none, Next(Words("기록을 살펴봐요", "Review the log"), reverse("logreview")))


@predicate("audit_findings_followed")
def audit_findings_followed(at: datetime) -> Answer:
    """No finding is past its day, and there was an audit at all."""
    today = day_of(at)
    found = Finding.objects.filter(created_at__lte=at).filter(Q(archived_at=None) | Q(archived_at__gt=at))
    lines = []
    for finding in found.order_by("due", "pk"):
        settled = finding.settled_at is not None and finding.settled_at <= at
        late = not settled and finding.due is not None and finding.due < today
        lines.append(
            Evidence(finding.pk, own(finding.title), reverse("findings-detail", args=[finding.pk]), good=not late)
        )
    if not lines:
        audits = Audit.objects.filter(created_at__lte=at, done_on__lte=today, archived_at=None)
        lines = [Evidence(each.pk, own(each.title), reverse("audits-detail", args=[each.pk])) for each in audits]
    said = Words(
        "지적 {total}건 가운데 {bad}건의 조치가 늦었어요.", "The follow-up of {bad} of {total} findings is late."
    )
    none = Words("아직 점검한 적이 없어요.", "There has been no audit yet.")
    return counted(lines, said, none, Next(Words("점검하고 조치해요", "Audit and follow up"), reverse("findings")))
