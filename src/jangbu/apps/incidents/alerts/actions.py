"""The ledger vocabulary of alerts and duty. What an alert says of people stays out of the entry."""

from jangbu.apps.ledger.actions import declare

ALERT = "/incidents/alerts/{subject_id}/"
RULE = "/incidents/alerts/rules/{subject_id}/"
CHANNELS = "/incidents/alerts/channels/"
OPENED = declare("alerts.opened", ko="알림이 울렸어요: {title_ko}", en="An alert rang: {title_en}", link=ALERT)
RESOLVED = declare("alerts.resolved", ko="알림이 끝났어요: {title_ko}", en="An alert ended: {title_en}", link=ALERT)
ESCALATED = declare(
    "alerts.escalated",
    ko="아무도 답하지 않아 다음 사람에게 알렸어요: {title_ko}",
    en="Nobody answered, the next in line is told: {title_en}",
    link=ALERT,
)
ACKNOWLEDGED = declare(
    "alerts.acknowledged",
    ko="알림을 맡았어요: {title_ko}",
    en="Took on an alert: {title_en}",
    link=ALERT,
    decision=True,
)
SNOOZED = declare(
    "alerts.snoozed",
    ko="알림을 {until}까지 미뤘어요: {title_ko}",
    en="Put an alert off until {until}: {title_en}",
    link=ALERT,
    decision=True,
)
CLOSED = declare(
    "alerts.closed", ko="알림을 처리했어요: {title_ko}", en="Settled an alert: {title_en}", link=ALERT, decision=True
)
UNDELIVERED = declare(
    "alerts.undelivered",
    ko="알림이 닿지 않았어요: {title_ko} ({to_ko})",
    en="An alert was not delivered: {title_en} ({to_en})",
    link=CHANNELS,
)
RESENT = declare(
    "alerts.resent",
    ko="닿지 않은 알림 {count}건을 다시 보내요",
    en="Sending {count} alerts again",
    link=CHANNELS,
    decision=True,
)
RULES_MADE = declare(
    "alerts.rules_made",
    ko="알림 규칙 {count}개를 갖췄어요",
    en="Set up {count} alert rules",
    link="/incidents/alerts/rules/",
)
RULE_ADDED = declare(
    "alerts.rule_added",
    ko="알림 규칙 '{title_ko}' 더했어요",
    en="Added the alert rule '{title_en}'",
    link=RULE,
    decision=True,
)
RULE_CHANGED = declare(
    "alerts.rule_changed",
    ko="알림 규칙 '{title_ko}' 고쳤어요",
    en="Changed the alert rule '{title_en}'",
    link=RULE,
    decision=True,
)
RULE_STOPPED = declare(
    "alerts.rule_stopped",
    ko="알림 규칙 '{title_ko}' 껐어요",
    en="Switched off the alert rule '{title_en}'",
    link=RULE,
    decision=True,
)
RULE_STARTED = declare(
    "alerts.rule_started",
    ko="알림 규칙 '{title_ko}' 켰어요",
    en="Switched on the alert rule '{title_en}'",
    link=RULE,
    decision=True,
)
CHANNEL_ADDED = declare(
    "alerts.channel_added",
    ko="알림 채널 '{channel}' 더했어요 ({kind}, {host})",
    en="Added the channel '{channel}' ({kind}, {host})",
    link=CHANNELS,
    decision=True,
)
CHANNEL_STOPPED = declare(
    "alerts.channel_stopped",
    ko="알림 채널 '{channel}' 껐어요",
    en="Switched off the channel '{channel}'",
    link=CHANNELS,
    decision=True,
)
CHANNEL_TRIED = declare(
    "alerts.channel_tried",
    ko="알림 채널 '{channel}'에 시험 글을 보냈어요: {said}",
    en="Sent a test to the channel '{channel}': {said}",
    link=CHANNELS,
)
QUIET_SET = declare(
    "alerts.quiet_set",
    ko="조용한 시간을 {starts}시부터 {ends}시까지로 정했어요",
    en="Set the quiet hours from {starts} to {ends}",
    link="/incidents/alerts/rules/",
    decision=True,
)
SHIFT_ADDED = declare(
    "duty.shift_added",
    ko="당번을 정했어요: {from}부터 {to}까지, {place}번째",
    en="Put somebody on duty from {from} to {to}, place {place} in line",
    link="/incidents/duty/",
    decision=True,
)
SHIFT_REMOVED = declare(
    "duty.shift_removed",
    ko="당번을 거뒀어요: {from}부터 {to}까지",
    en="Took somebody off duty from {from} to {to}",
    link="/incidents/duty/",
    decision=True,
)
