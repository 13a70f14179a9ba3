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
    ko="{dataset} 품질이 {score}점으로 기준 {threshold}점 아래예요",
    en="Quality of {dataset} is {score} points, below the threshold of {threshold}",
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
