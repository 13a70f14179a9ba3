"""What can go wrong with a backup, in words."""

from jangbu.kernel.errors import Kind

NOT_A_BACKUP = Kind(
    "backup.not_a_backup",
    ko="{file}은 장부 백업이 아니에요.",
    en="{file} is not a Jangbu backup.",
    next_ko="'./jangbu backup'으로 만든 파일을 골라 주세요.",
    next_en="Choose a file made by './jangbu backup'.",
)
DAMAGED = Kind(
    "backup.damaged",
    ko="{file}은 끝까지 온전하지 않아요 ({detail}). 아무것도 바꾸지 않았어요.",
    en="{file} is not whole ({detail}). Nothing was changed.",
    next_ko="다른 백업을 쓰거나 파일을 다시 옮겨 주세요.",
    next_en="Use another backup, or copy the file again.",
)
WRONG_KEY = Kind(
    "backup.wrong_key",
    ko="이 열쇠로는 {file}을 열 수 없어요. 맞는 열쇠의 지문은 {wanted}로 시작해요. 아무것도 바꾸지 않았어요.",
    en="This key does not open {file}; its key has a fingerprint that starts with {wanted}. Nothing was changed.",
    next_ko="백업을 만든 때의 복구 열쇠를 --key-file이나 JANGBU_BACKUP_KEY로 주세요.",
    next_en="Give the recovery key of that time by --key-file or JANGBU_BACKUP_KEY.",
)
KEY_UNREADABLE = Kind(
    "backup.key_unreadable",
    ko="복구 열쇠를 읽지 못했어요 ({place}).",
    en="The recovery key could not be read ({place}).",
    next_ko="적어 둔 열쇠를 글자 그대로 한 줄에 적은 파일을 주세요.",
    next_en="Give a file with the key as it was written down, on one line.",
)
KEY_MISSING = Kind(
    "backup.key_missing",
    ko="복구 열쇠가 없어요.",
    en="There is no recovery key.",
    next_ko="--key-file이나 JANGBU_BACKUP_KEY로 열쇠를 주세요.",
    next_en="Give the key by --key-file or JANGBU_BACKUP_KEY.",
)
NOT_WRITABLE = Kind(
    "backup.not_writable",
    ko="{file}에 쓸 수 없어요.",
    en="{file} cannot be written.",
    next_ko="다른 폴더를 고르거나 빈자리를 만들어 주세요.",
    next_en="Choose another folder, or make room.",
)
NOT_EMPTY = Kind(
    "backup.not_empty",
    ko="여기에는 이미 '{firm}'의 기록이 있어요. 백업을 그 위에 덮지 않아요.",
    en="This place already holds the records of '{firm}'. A backup is never laid over them.",
    next_ko="JANGBU_HOME에 빈 폴더를 정하고 (PostgreSQL이면 빈 데이터베이스로) 다시 해 보세요.",
    next_en="Point JANGBU_HOME at an empty folder (DATABASE_URL at an empty database) and try again.",
    status=409,
)
OTHER_VERSION = Kind(
    "backup.other_version",
    ko="{file}은 다른 판의 장부가 만들었어요 ({detail}). 아무것도 바꾸지 않았어요.",
    en="{file} was made by another version of Jangbu ({detail}). Nothing was changed.",
    next_ko="백업을 만든 판으로 되살린 뒤 새 판으로 올려 주세요.",
    next_en="Restore it with the version that made it, then move to the newer one.",
)
LEDGER_DIFFERS = Kind(
    "backup.ledger_differs",
    ko="되살린 장부가 백업에 적힌 끝과 달라요. 아무것도 바꾸지 않았어요.",
    en="The restored ledger does not end as the backup says. Nothing was changed.",
    next_ko="다른 백업을 쓰고 이 파일은 따로 보관해 주세요.",
    next_en="Use another backup and keep this file apart.",
)
NOTHING_YET = Kind(
    "backup.nothing_yet",
    ko="아직 백업할 기록이 없어요.",
    en="There are no records to back up yet.",
    next_ko="회사를 먼저 만들어 주세요.",
    next_en="Create the firm first.",
)
BAD_PLAN = Kind(
    "backup.bad_plan",
    ko="백업 계획을 쓸 수 없어요: {detail}",
    en="This backup plan cannot be used: {detail}",
    next_ko="있는 폴더의 전체 경로와 1 이상의 수를 적어 주세요.",
    next_en="Give the whole path of a folder that exists, and numbers of at least 1.",
)
