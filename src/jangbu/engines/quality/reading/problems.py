"""What can be wrong with a file or a table before its first row is looked at. `file` is the name people know it by."""

from dataclasses import dataclass

from jangbu.kernel.errors import Kind
from jangbu.kernel.particles import fitted


@dataclass(frozen=True, slots=True)
class Said:
    """A place, a thing or a sentence in both languages, for the templates below: {place.ko}, {place.en}."""

    ko: str
    en: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "ko", fitted(self.ko))


def line(number: int) -> Said:
    return Said(f"{number:,}번째 줄", f"line {number:,}")


def sheet(name: str) -> Said:
    return Said(f"'{name}' 시트", f"sheet '{name}'")


def table(name: str) -> Said:
    return Said(f"'{name}' 표", f"table '{name}'")


MISSING = Kind(
    "quality.file_missing",
    ko="'{file}' 파일이 없어요.",
    en="There is no file '{file}'.",
    next_ko="이름과 폴더를 확인해 주세요.",
    next_en="Check the name and the folder.",
    status=404,
)
DIRECTORY = Kind(
    "quality.file_is_directory",
    ko="'{file}'은(는) 파일이 아니라 폴더예요.",
    en="'{file}' is a folder, not a file.",
    next_ko="폴더 안의 표 파일 하나를 골라 주세요.",
    next_en="Choose one table file inside it.",
)
NOT_A_FILE = Kind(
    "quality.file_special",
    ko="'{file}'은(는) 보통 파일이 아니라서 읽지 않았어요.",
    en="'{file}' is not an ordinary file, so it was not read.",
    next_ko="디스크에 저장한 파일을 골라 주세요.",
    next_en="Choose a file that is saved on disk.",
)
UNREADABLE = Kind(
    "quality.file_unreadable",
    ko="'{file}' 파일을 열지 못했어요 ({detail}).",
    en="'{file}' could not be opened ({detail}).",
    next_ko="다른 프로그램이 쓰고 있지 않은지, 읽을 권한이 있는지 확인해 주세요.",
    next_en="Check that no other program holds it and that you may read it.",
)
REMOTE = Kind(
    "quality.file_remote",
    ko="'{file}'은(는) 인터넷 주소라서 읽지 않아요.",
    en="'{file}' is an internet address, which is not read.",
    next_ko="파일을 내려받아 이 컴퓨터의 경로를 주세요. 데이터베이스는 postgresql:// 주소를 쓰면 돼요.",
    next_en="Download the file and give its path on this computer; for a database use a postgresql:// address.",
)
EMPTY = Kind(
    "quality.file_empty",
    ko="'{file}' 파일이 비어 있어요 ({bytes}바이트).",
    en="'{file}' is empty ({bytes} bytes).",
    next_ko="내보내기를 다시 해서 행이 있는 파일을 넣어 주세요.",
    next_en="Export it again and give a file that has rows.",
)
ONLY_HEADER = Kind(
    "quality.only_header",
    ko="'{file}'의 {place.ko}에 열 이름 {columns}개만 있고 행이 하나도 없어요.",
    en="'{file}', {place.en}: there are {columns} column names and not a single row.",
    next_ko="내보내기 조건(기간, 필터)을 확인하고 다시 내보내 주세요.",
    next_en="Check the export's period and filters and export again.",
)
NOT_A_TABLE = Kind(
    "quality.not_a_table",
    ko="'{file}'은(는) 첫 바이트를 보니 표가 아니라 {what.ko}.",
    en="'{file}' is not a table: its first bytes say it is {what.en}.",
    next_ko="{advice.ko}",
    next_en="{advice.en}",
)
BINARY = Kind(
    "quality.file_binary",
    ko="'{file}'은(는) 글자로 된 표가 아니에요 ({byte}번째 바이트부터 글자가 아닌 값이 많아요).",
    en="'{file}' is not a table in text (from byte {byte} on there are many values that are no characters).",
    next_ko="CSV, XLSX, Parquet, JSON lines, SQLite 가운데 하나로 저장해 주세요.",
    next_en="Save it as CSV, XLSX, Parquet, JSON lines or SQLite.",
)
UNDECODABLE = Kind(
    "quality.undecodable",
    ko="'{file}' {line}번째 줄 {byte}번째 바이트를 글자로 읽지 못했어요 (UTF-8도 CP949도 아니에요).",
    en="'{file}', line {line}, byte {byte}: this is neither UTF-8 nor CP949 text.",
    next_ko="엑셀에서 'CSV UTF-8'로 다시 저장해 주세요.",
    next_en="Save it again as 'CSV UTF-8' from Excel.",
)
LINE_TOO_LONG = Kind(
    "quality.line_too_long",
    ko="'{file}' {line}번째 줄이 {limit}MB보다 길어서 읽기를 멈췄어요.",
    en="'{file}', line {line} is longer than {limit} MB, so reading stopped.",
    next_ko="줄바꿈이 빠졌거나 따옴표가 닫히지 않았는지 확인하고 다시 내보내 주세요.",
    next_en="Look for missing line breaks or an unclosed quote and export it again.",
)
TRUNCATED = Kind(
    "quality.file_truncated",
    ko="'{file}'은(는) {format} 파일인데 {byte}번째 바이트에서 끊겨 있어요.",
    en="'{file}' is a {format} file that breaks off at byte {byte}.",
    next_ko="복사나 내려받기가 끝까지 됐는지 확인하고 다시 받아 주세요.",
    next_en="Copy or download it again, to the end.",
)
DAMAGED = Kind(
    "quality.file_damaged",
    ko="'{file}'의 {place.ko}을(를) 읽지 못했어요. 파일이 깨진 것 같아요.",
    en="'{file}', {place.en}: this part cannot be read; the file seems damaged.",
    next_ko="원본에서 다시 저장하거나 다시 내보내 주세요.",
    next_en="Save or export it again from its source.",
)
ZIP_BOMB = Kind(
    "quality.zip_bomb",
    ko="'{file}'의 {place.ko}을(를) 풀면 {megabytes}MB가 넘어서 열지 않았어요. 악성 압축 파일일 수 있어요.",
    en="'{file}', {place.en}: it would unpack to more than {megabytes} MB, so it was not opened; it may be a zip bomb.",
    next_ko="보낸 사람을 확인하고, 맞는 파일이면 시트를 나누거나 CSV로 저장해 주세요.",
    next_en="Check who sent it; if it is genuine, split the sheets or save it as CSV.",
)
ENCRYPTED = Kind(
    "quality.file_encrypted",
    ko="'{file}'은(는) 암호가 걸려 있어서 첫 시트도 읽지 못했어요.",
    en="'{file}' is protected by a password, so not even its first sheet can be read.",
    next_ko="엑셀에서 암호를 풀어 다시 저장해 주세요.",
    next_en="Remove the password in Excel and save it again.",
)
NO_DATA = Kind(
    "quality.no_data",
    ko="'{file}'의 {place.ko}에 값이 하나도 없어요.",
    en="'{file}', {place.en}: there is not a single value.",
    next_ko="값이 있는 파일인지 확인해 주세요.",
    next_en="Check that this is the file with the values.",
)
SHEET_MISSING = Kind(
    "quality.sheet_missing",
    ko="'{file}'에 '{sheet}' 시트가 없어요. 있는 시트는 {sheets}이에요.",
    en="'{file}' has no sheet '{sheet}'; it has {sheets}.",
    next_ko="이 가운데에서 골라 주세요.",
    next_en="Choose one of these.",
)
SHEET_TOO_WIDE = Kind(
    "quality.sheet_too_wide",
    ko="'{file}'의 '{sheet}' 시트가 {cell} 칸까지 뻗어 있어서 메모리에 담을 수 없어요.",
    en="'{file}', sheet '{sheet}' stretches as far as cell {cell}, more than memory can hold.",
    next_ko="표 바깥의 빈 행과 열을 지우고 다시 저장해 주세요.",
    next_en="Delete the empty rows and columns outside the table and save it again.",
)
TABLE_MISSING = Kind(
    "quality.table_missing",
    ko="'{file}'에 '{table}' 표가 없어요. 있는 표는 {tables}이에요.",
    en="'{file}' has no table '{table}'; it has {tables}.",
    next_ko="이 가운데에서 골라 주세요.",
    next_en="Choose one of these.",
)
NO_TABLES = Kind(
    "quality.no_tables",
    ko="'{file}' 데이터베이스에 읽을 수 있는 표가 하나도 없어요.",
    en="The database '{file}' has no table that can be read.",
    next_ko="맞는 데이터베이스인지, 읽을 권한이 있는지 확인해 주세요.",
    next_en="Check that it is the right database and that you may read it.",
)
DRIVER_MISSING = Kind(
    "quality.postgresql_driver_missing",
    ko="'{file}'을(를) 읽는 데 필요한 psycopg가 설치되어 있지 않아요.",
    en="'{file}' needs psycopg, which is not installed.",
    next_ko="pip install 'jangbu[postgres]'로 설치해 주세요.",
    next_en="Install it with pip install 'jangbu[postgres]'.",
)
UNREACHABLE = Kind(
    "quality.postgresql_unreachable",
    ko="'{file}' 데이터베이스에 연결하지 못했어요.",
    en="The database '{file}' could not be reached.",
    next_ko="주소, 포트, 이름, 암호와 방화벽을 확인해 주세요.",
    next_en="Check host, port, name, password and firewall.",
)
REFUSED = Kind(
    "quality.postgresql_refused",
    ko="'{file}'의 '{table}' 표를 읽지 못했어요 ({detail}).",
    en="'{file}', table '{table}' could not be read ({detail}).",
    next_ko="이 계정에 표를 읽을 권한(SELECT)이 있는지 확인해 주세요.",
    next_en="Check that this account may SELECT from the table.",
)
JSON_LINE = Kind(
    "quality.json_line",
    ko="'{file}' {line}번째 줄이 올바른 JSON이 아니에요.",
    en="'{file}', line {line} is not valid JSON.",
    next_ko="한 줄에 JSON 객체 하나씩 적혀 있는지 확인해 주세요.",
    next_en="Write one JSON object a line.",
)
JSON_NOT_RECORDS = Kind(
    "quality.json_not_records",
    ko="'{file}'의 첫 값이 JSON 객체가 아니라서 열 이름을 알 수 없어요.",
    en="The first value in '{file}' is not a JSON object, so its columns have no names.",
    next_ko='한 줄에 {{"열": 값}} 모양의 객체 하나씩 적어 주세요.',
    next_en='Write one object like {{"column": value}} a line.',
)
