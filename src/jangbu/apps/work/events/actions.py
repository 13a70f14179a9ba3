"""The ledger vocabulary of outside tools, beside what stands in work.actions."""

from jangbu.apps.ledger.actions import declare

SOURCE_CHANGED = declare(
    "work.source_changed",
    ko="바깥 도구 {source}의 설정을 고쳤어요",
    en="Changed the set-up of {source}",
    link="/work/events/{source_id}/",
    decision=True,
)
PULL_SET = declare(
    "work.pull_set",
    ko="{source}의 실행 목록을 가져올 주소를 정했어요: {url}",
    en="Set where the list of runs of {source} is fetched: {url}",
    link="/work/events/{source_id}/",
    decision=True,
)
PULLED = declare(
    "work.runs_pulled",
    ko="{source}의 실행 목록에서 빠진 {taken}건을 채웠어요",
    en="Filled {taken} missing events from the list of {source}",
    link="/work/events/{source_id}/",
)
WEBHOOK_ADDED = declare(
    "work.webhook_added",
    ko="장부에 적히는 것을 {host}에 알리기로 했어요: {subscription}",
    en="Tell {host} what is written into the ledger: {subscription}",
    link="/work/webhooks/{subscription_id}/",
    decision=True,
)
WEBHOOK_ROTATED = declare(
    "work.webhook_rotated",
    ko="{subscription} 알림의 비밀값을 바꿨어요",
    en="Changed the secret of the webhook {subscription}",
    link="/work/webhooks/{subscription_id}/",
    decision=True,
)
WEBHOOK_STOPPED = declare(
    "work.webhook_stopped",
    ko="{subscription} 알림을 멈췄어요",
    en="Stopped the webhook {subscription}",
    link="/work/webhooks/{subscription_id}/",
    decision=True,
)
WEBHOOK_STARTED = declare(
    "work.webhook_started",
    ko="{subscription} 알림을 다시 보내기로 했어요",
    en="Set the webhook {subscription} going again",
    link="/work/webhooks/{subscription_id}/",
    decision=True,
)
WEBHOOK_RESENT = declare(
    "work.webhook_resent",
    ko="{subscription}에 보내지 못한 {count}건을 다시 보내기로 했어요",
    en="Send {count} undelivered messages of {subscription} again",
    link="/work/webhooks/{subscription_id}/",
    decision=True,
)
WEBHOOK_DEAD = declare(
    "work.webhook_dead",
    ko="{subscription}에 {entry}번 기록을 알리지 못하고 그만뒀어요",
    en="Gave up telling {subscription} of entry {entry}",
    link="/work/webhooks/{subscription_id}/",
)
LOG_EXPORTED = declare(
    "work.log_exported",
    ko="실행 기록을 {form} 파일로 내보냈어요",
    en="Exported the runs as {form}",
    link="/work/events/",
)
