"""What reading did on a person's behalf, in one sentence each."""

from __future__ import annotations

from dataclasses import dataclass

from jangbu.engines.quality.reading.table import Note


@dataclass(frozen=True, slots=True)
class Remark:
    """A kind of note: the texts are `str.format` templates."""

    code: str
    ko: str
    en: str

    def __call__(self, **values: object) -> Note:
        return Note(self.code, self.ko.format(**values), self.en.format(**values))


MISLABELLED = Remark(
    "mislabelled",
    "이름과 달리 내용이 {found} 형식이라서 그렇게 읽었어요 (이름: {named}).",
    "It is named {named} but holds {found}, and was read as {found}.",
)
UNZIPPED = Remark("unzipped", "gzip으로 눌려 있어서 풀어 읽었어요.", "It is packed with gzip and was unpacked to read.")
ENCODING_GUESSED = Remark(
    "encoding_guessed",
    "글자 인코딩은 {encoding}인 것 같아요. 글자가 이상하면 UTF-8로 저장해 다시 넣어 주세요.",
    "The encoding was taken to be {encoding}; if characters look wrong, save it as UTF-8 and give it again.",
)
ENCODING_MIXED = Remark(
    "encoding_mixed",
    "{lines}줄은 다른 인코딩으로 적혀 있어서 줄마다 맞춰 읽었어요 (첫 번째는 {first}번째 줄).",
    "{lines} lines are in another encoding and were read line by line (the first is line {first}).",
)
UNDECODABLE_SOME = Remark(
    "undecodable_some",
    "{lines}줄에 읽을 수 없는 글자가 있어서 그 글자만 \ufffd로 바꿨어요 (첫 번째는 {first}번째 줄).",
    "{lines} lines hold characters that cannot be read; only those became \ufffd (the first is line {first}).",
)
NO_HEADER = Remark(
    "no_header",
    "첫 줄이 열 이름이 아니라 값으로 보여서 열 이름을 '열 1'부터 붙였어요.",
    "The first line looks like values, not names, so columns were named from '열 1' (column 1) on.",
)
TITLE_ROWS = Remark(
    "title_rows",
    "열 이름 위의 제목 {rows}줄은 표에서 뺐어요: {first}",
    "{rows} title lines above the column names were left out: {first}",
)
HEADER_ROWS = Remark(
    "header_rows",
    "열 이름이 두 줄이라서 위아래를 이어 한 이름으로 읽었어요: {names}",
    "The column names stand in two rows and were joined: {names}",
)
TOTAL_ROWS = Remark(
    "total_rows",
    "합계로 보이는 {count}행이 값 사이에 있어요 (행 번호 {rows}). 그대로 두었고, 손질에서 떼어 낼 수 있어요.",
    "{count} rows among the values look like totals (row {rows}). They were left in place; mending can set them apart.",
)
TOTALS_NOT_SOUGHT = Remark(
    "totals_not_sought",
    "합계 행은 {size}MB까지의 파일에서만 찾아요. 이 표에서는 찾아보지 않았어요.",
    "Rows that add up others are looked for in files of up to {size} MB. They were not looked for in this table.",
)
NAMES_CHANGED = Remark(
    "names_changed",
    "비었거나 겹치는 열 이름 {count}개를 바꿨어요: {names}",
    "{count} column names that were empty or repeated were changed: {names}",
)
SEP_LINE = Remark(
    "sep_line", "첫 줄의 'sep={delimiter}'를 구분자로 썼어요.", "The first line, 'sep={delimiter}', was obeyed."
)
TRAILING_DELIMITER = Remark(
    "trailing_delimiter",
    "줄 끝마다 구분자가 하나 더 있어서 이름도 값도 없는 마지막 열을 뺐어요.",
    "Each line ends with one more delimiter; the last column, without name or value, was left out.",
)
RAGGED_LINES = Remark(
    "ragged_lines",
    "칸이 모자란 {short}줄은 빈칸으로 채우고, 칸이 남는 {long}줄은 남는 값을 마지막 열에 두었어요 "
    "(첫 번째는 {first}번째 행).",
    "{short} lines with too few cells were padded; in {long} with too many the rest went to a last column "
    "(the first is row {first}).",
)
BROKEN_QUOTES = Remark(
    "broken_quotes",
    "따옴표가 맞지 않는 {lines}줄은 따옴표를 글자로 읽었어요 (첫 번째는 {first}번째 줄).",
    "In {lines} lines the quotes do not match and were read as plain characters (the first is line {first}).",
)
BLANK_LINES = Remark("blank_lines", "빈 줄 {lines}개는 건너뛰었어요.", "{lines} empty lines were passed over.")
OLD_EXCEL = Remark("old_excel", "옛 엑셀 형식(.xls)이에요.", "This is the old Excel format (.xls).")
SHEET_CHOSEN = Remark(
    "sheet_chosen",
    "시트 {count}개 가운데 값이 있는 첫 시트 '{sheet}'을(를) 읽었어요. 다른 시트: {others}",
    "Of {count} sheets the first with values, '{sheet}', was read. The others: {others}",
)
TABLE_CHOSEN = Remark(
    "table_chosen",
    "표 {count}개 가운데 행이 있는 첫 표 '{table}'을(를) 읽었어요. 다른 표: {others}",
    "Of {count} tables the first with rows, '{table}', was read. The others: {others}",
)
FORMULAS = Remark(
    "formulas",
    "수식 {count}칸은 계산하지 않고 파일에 저장된 값으로 읽었어요.",
    "{count} formula cells were read as the values stored in the file; nothing was computed.",
)
FORMULAS_UNSTORED = Remark(
    "formulas_unstored",
    "수식 {count}칸에는 저장된 값이 없어서 빈칸이에요. 엑셀에서 열어 저장하면 채워져요.",
    "{count} formula cells hold no stored value and stay empty; open and save the file in Excel to fill them.",
)
ERROR_CELLS = Remark(
    "error_cells",
    "#N/A 같은 오류 {count}칸은 빈칸으로 읽었어요.",
    "{count} cells with an error such as #N/A were read as empty.",
)
MACROS = Remark(
    "macros",
    "매크로가 들어 있지만 실행하지 않고 값만 읽었어요.",
    "It holds macros; they were not run, only values were read.",
)
BLOBS = Remark(
    "blobs",
    "글자가 아닌 값(BLOB)이 있는 열은 16진수로 읽었어요: {columns}",
    "Columns with binary values were read as hexadecimal: {columns}",
)
SEOUL_TIME = Remark(
    "seoul_time",
    "시간대가 적힌 시각은 서울 시각으로 읽었어요.",
    "Times with a time zone were read as the clock in Seoul shows them.",
)
