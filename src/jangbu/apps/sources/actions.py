"""The ledger vocabulary of sources."""

from jangbu.apps.ledger.actions import declare

VERSION_ADDED = declare(
    "sources.version_added",
    ko="{dataset} {number}판을 받았어요, {rows:,}행",
    en="Received {dataset}, version {number}, {rows:,} rows",
    link="/data/{dataset_id}/",
)
QUALITY_MEASURED = declare(
    "sources.quality_measured",
    ko="{dataset} 품질을 쟀어요, {score}점",
    en="Measured the quality of {dataset}: {score} points",
    link="/data/{dataset_id}/",
)
QUALITY_UNKNOWN = declare(
    "sources.quality_unknown",
    ko="{dataset} 품질을 쟀지만 점수를 낼 근거가 없었어요",
    en="Measured {dataset}, but there was nothing to score it by",
    link="/data/{dataset_id}/",
)
QUALITY_FAILED = declare(
    "quality.failed",
    ko="{dataset} 품질이 통과 기준에 못 미쳐요: {said_ko}",
    en="{dataset} fails its quality gate: {said_en}",
    link="/data/{dataset_id}/",
)
FILE_REFUSED = declare(
    "sources.file_refused",
    ko="{file} 파일을 읽지 못했어요 ({code})",
    en="Could not read {file} ({code})",
    link="/data/",
)
REFUSAL_DISMISSED = declare(
    "sources.refusal_dismissed",
    ko="읽지 못한 {file} 파일을 목록에서 치웠어요",
    en="Put the unreadable file {file} aside",
    link="/data/",
)
CONTRACT_SET = declare(
    "sources.contract_set",
    ko="{dataset}의 검사 규칙을 정했어요, {rules}개",
    en="Set the rules of {dataset}: {rules}",
    link="/data/{dataset_id}/",
    decision=True,
)
THRESHOLD_SET = declare(
    "sources.threshold_set",
    ko="{dataset}의 기준을 {threshold}점으로 정했어요",
    en="Set the threshold of {dataset} to {threshold} points",
    link="/data/{dataset_id}/",
    decision=True,
)
ARCHIVED = declare(
    "sources.dataset_archived",
    ko="{dataset} 데이터를 치웠어요",
    en="Archived {dataset}",
    link="/data/{dataset_id}/",
    decision=True,
)
RESTORED = declare(
    "sources.dataset_restored",
    ko="{dataset} 데이터를 되돌렸어요",
    en="Restored {dataset}",
    link="/data/{dataset_id}/",
    decision=True,
)
ROWS_EXPORTED = declare(
    "sources.rows_exported",
    ko="{dataset}에서 {rule} 행을 내려받았어요",
    en="Downloaded rows of {dataset}: {rule}",
    link="/data/{dataset_id}/",
)
CARD_CONFIRMED = declare(
    "dataset.card_confirmed",
    ko="{dataset} 데이터를 써도 된다고 확인했어요: {class_ko}, 보관은 {keep_ko}",
    en="Cleared {dataset} for use: {class_en}, kept for {keep_en}",
    link="/data/{dataset_id}/card/",
    decision=True,
)
COLUMN_MARKED = declare(
    "dataset.column_marked",
    ko="{dataset}의 {column} 열을 이렇게 정했어요: {said_ko}",
    en="Marked the column {column} of {dataset} as {said_en}",
    link="/data/{dataset_id}/card/",
    decision=True,
)
HOLD_SET = declare(
    "dataset.hold_set",
    ko="{dataset}의 삭제를 멈췄어요",
    en="Put the deletion of {dataset} on hold",
    link="/data/{dataset_id}/card/",
    decision=True,
)
HOLD_RELEASED = declare(
    "dataset.hold_released",
    ko="{dataset}의 삭제를 다시 규칙대로 하게 했어요",
    en="Released the hold on deleting {dataset}",
    link="/data/{dataset_id}/card/",
    decision=True,
)
VERSION_DELETED = declare(
    "dataset.version_deleted",
    ko="{dataset} {number}판의 내용 {rows:,}행을 보관 규칙에 따라 지웠어요",
    en="Deleted the content of {dataset}, version {number}, by its retention rule: {rows:,} rows",
    link="/data/receipts/{receipt}/",
)
LINEAGE_RECORDED = declare(
    "dataset.lineage_recorded",
    ko="{dataset} {number}판을 {target}에 썼어요",
    en="Used {dataset}, version {number}, for {target}",
    link="/data/{dataset_id}/lineage/",
)
JUDGED = declare(
    "dataset.judged",
    ko="{dataset}의 값을 두고 정했어요: {key}",
    en="Decided about a value of {dataset}: {key}",
    link="/data/{dataset_id}/",
    decision=True,
)
JUDGEMENT_WITHDRAWN = declare(
    "dataset.judgement_withdrawn",
    ko="{dataset}에 정한 것을 되돌렸어요: {key}",
    en="Took back a decision about {dataset}: {key}",
    link="/data/{dataset_id}/",
    decision=True,
)
MENDED = declare(
    "dataset.mended",
    ko="손질해서 {dataset} {number}판을 만들었어요",
    en="Mended {dataset} into version {number}",
    link="/data/{dataset_id}/mend/",
    decision=True,
)
MEND_UNDONE = declare(
    "dataset.mend_undone",
    ko="{dataset}의 손질을 되돌려 {number}판을 만들었어요",
    en="Took back a mend of {dataset}, making version {number}",
    link="/data/{dataset_id}/mend/",
    decision=True,
)
LOOK_ASKED = declare(
    "dataset.look_asked",
    ko="{dataset} {number}판 {rows:,}행을 살펴보라고 했어요",
    en="Asked to look at {dataset}, version {number}, {rows:,} rows",
    link="/data/{dataset_id}/",
)
MEND_ASKED = declare(
    "dataset.mend_asked",
    ko="{dataset} {number}판 {rows:,}행을 손질하라고 했어요",
    en="Asked to mend {dataset}, version {number}, {rows:,} rows",
    link="/data/{dataset_id}/mend/",
)
LOOK_DONE_MEND = declare(
    "dataset.look_done_mend",
    ko="{dataset} {number}판을 손질하면 바뀔 {changes:,}곳을 셌어요",
    en="Counted {changes:,} places that a mend of {dataset}, version {number}, would change",
    link="/data/{dataset_id}/mend/",
)
LOOK_DONE_ERRORS = declare(
    "dataset.look_done_errors",
    ko="{dataset} {number}판에서 틀린 것 같은 {cells:,}칸을 찾았어요",
    en="Found {cells:,} doubtful cells in {dataset}, version {number}",
    link="/data/{dataset_id}/wrong/",
)
LOOK_DONE_MATCHES = declare(
    "dataset.look_done_matches",
    ko="{dataset} {number}판에서 같은 것으로 볼 {groups:,}묶음을 찾았어요",
    en="Found {groups:,} groups of the same in {dataset}, version {number}",
    link="/data/{dataset_id}/same/",
)
LOOK_FAILED = declare(
    "dataset.look_failed",
    ko="{dataset} {number}판을 살펴보다 멈췄어요 ({code})",
    en="Looking at {dataset}, version {number}, ended early ({code})",
    link="/data/{dataset_id}/",
)
