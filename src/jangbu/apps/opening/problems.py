"""What can be wrong with the opening, one sentence each."""

from jangbu.kernel.errors import Kind

NO_STEP = Kind(
    "opening.no_step",
    ko="{step}: 이런 걸음이 없어요.",
    en="There is no step {step}.",
    next_ko="시작 화면을 다시 열어 주세요.",
    next_en="Open the first page again.",
    status=404,
)
NO_ANSWER = Kind(
    "opening.no_answer",
    ko="아직 고른 답이 없어요.",
    en="Nothing is answered yet.",
    next_ko="하나라도 고르거나 건너뛰기를 눌러 주세요.",
    next_en="Answer at least one, or skip this step.",
)
NO_FILE = Kind(
    "opening.no_file",
    ko="고른 파일이 없어요.",
    en="No file is chosen.",
    next_ko="거래처 목록이나 일한 기록 하나를 고르거나 건너뛰기를 눌러 주세요.",
    next_en="Choose a list of customers or a log of work, or skip this step.",
)
FILE_FIRST = Kind(
    "opening.file_first",
    ko="아직 살펴본 파일이 없어서 확인할 것이 없어요.",
    en="No file was looked at yet, so there is nothing to confirm.",
    next_ko="앞 걸음에서 파일을 올리거나 건너뛰기를 눌러 주세요.",
    next_en="Give a file in the step before, or skip this one.",
    status=409,
)
