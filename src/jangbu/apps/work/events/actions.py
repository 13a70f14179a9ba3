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
