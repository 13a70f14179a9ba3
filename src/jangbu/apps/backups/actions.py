"""The ledger vocabulary of backups."""

from jangbu.apps.ledger.actions import declare

KEY_MADE = declare(
    "backup.key_made",
    ko="백업을 여는 새 복구 열쇠를 만들었어요: {key}…",
    en="Made a new recovery key for backups: {key}…",
    link="/backups/",
)
MADE = declare(
    "backup.made",
    ko="백업을 만들었어요: 기록 {entries:,}건, 파일 {files:,}개",
    en="Made a backup: {entries:,} entries, {files:,} files",
    link="/backups/",
)
REMOVED = declare(
    "backup.removed", ko="오래된 백업 {count}개를 지웠어요", en="Removed {count} old backups", link="/backups/"
)
RESTORED = declare(
    "backup.restored",
    ko="{made}에 만든 백업으로 되살렸어요: {head_entries:,}번까지",
    en="Restored from the backup of {made}: up to entry {head_entries:,}",
    link="/backups/",
    decision=True,
)
DRILLED = declare(
    "backup.drilled",
    ko="백업을 빈 자리에 되살려 봤어요, {seconds}초: {said_ko}",
    en="Restored a backup in an empty place, {seconds} s: {said_en}",
    link="/backups/drills/{drill_id}/",
)
PLANNED = declare(
    "backup.planned",
    ko="백업 계획을 정했어요: {every_days}일마다 만들고 {drill_days}일마다 되살려 봐요",
    en="Set the backup plan: made every {every_days} days, tried every {drill_days} days",
    link="/backups/",
    decision=True,
)
