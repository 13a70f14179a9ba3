"""The ledger vocabulary of reports."""

from jangbu.apps.ledger.actions import declare

DRAWN = declare(
    "reports.one_page_drawn",
    ko="한 장 그림을 남겼어요: 상자 {boxes}개, 화살표 {flows}개",
    en="Kept the one-page picture: {boxes} boxes, {flows} flows",
    link="/one-page/",
)
THRESHOLD = declare(
    "reports.threshold_set",
    ko="{figure_ko} 기준을 정했어요: {value}",
    en="Set the threshold of {figure_en} to {value}",
    link="/dashboard/thresholds/",
    decision=True,
)
FIGURES_KEPT = declare(
    "reports.figures_kept",
    ko="{day} 지표를 남겼어요, 기준 밖 {red}개",
    en="Kept the figures of {day}, {red} outside their threshold",
    link="/dashboard/",
)
PACKED = declare(
    "reports.pack_made",
    ko="감사 자료 묶음을 만들었어요: 파일 {files}개",
    en="Made a pack for an auditor: {files} files",
    link="/auditor-pack/",
    decision=True,
)
PAGE_SET = declare(
    "reports.public_page_set",
    ko="결정을 공개하는 페이지를 {on_ko}",
    en="Switched the public page of decisions {on_en}",
    link="/decisions/",
    decision=True,
)
PUBLISHED = declare(
    "reports.decision_published",
    ko="장부 {number}번 결정을 공개했어요: {what_ko}",
    en="Published the decision of entry {number}: {what_en}",
    link="/decisions/",
    decision=True,
)
REWORDED = declare(
    "reports.decision_reworded",
    ko="공개한 결정의 글을 고쳤어요, {version}판: {what_ko}",
    en="Changed the words of a published decision, version {version}: {what_en}",
    link="/decisions/",
    decision=True,
)
UNPUBLISHED = declare(
    "reports.decision_withdrawn",
    ko="장부 {number}번 결정의 공개를 거뒀어요",
    en="Took the decision of entry {number} off the public page",
    link="/decisions/",
    decision=True,
)
MONTH_PREPARED = declare(
    "reports.month_prepared",
    ko="{month} 돌아보기를 기록에서 준비했어요: 나아진 것 {good}개, 나빠진 것 {bad}개",
    en="Prepared the look back on {month}: {good} better, {bad} worse",
    link="/months/{subject_id}/",
)
MONTH_WRITTEN = declare(
    "reports.month_written",
    ko="{month} 돌아보기를 적었어요, 배운 것 {lessons}개",
    en="Wrote the look back on {month}, {lessons} lessons",
    link="/months/{subject_id}/",
    decision=True,
)
MONTH_CLOSED = declare(
    "reports.month_closed",
    ko="{month} 돌아보기를 닫았어요",
    en="Closed the look back on {month}",
    link="/months/{subject_id}/",
    decision=True,
)
DIGEST_CHOSEN = declare(
    "reports.digest_chosen",
    ko="주간 편지를 {wanted_ko} 했어요",
    en="Chose {wanted_en} the weekly letter",
    link="/digest/",
)
DIGEST_NAMES = declare(
    "reports.digest_names_set",
    ko="주간 편지에 바깥 사람의 이름을 {shown_ko} 했어요",
    en="Chose {shown_en} names of people outside in the weekly letters",
    link="/digest/",
    decision=True,
)
DIGEST_SENT = declare(
    "reports.digest_sent",
    ko="{week} 주간 편지를 보냈어요: {sent}통, 못 보낸 것 {failed}통",
    en="Sent the weekly letter of {week}: {sent}, not sent {failed}",
    link="/digest/",
)
LOOKED = declare(
    "reports.storage_looked",
    ko="데이터가 있는 곳을 살펴봤어요: 열쇠와 비밀값 {secrets}개 가운데 {opened}개가 열려요",
    en="Looked where data lie: {opened} of {secrets} keys and secrets open",
    link="/places/",
)
