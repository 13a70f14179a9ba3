"""Values brought into a form that can be compared: one table a side, in DuckDB, whatever its size.

For field `i` a prepared table has `f<i>`, the value without its usual variations, and `n<i>`, how many rows of all
sides have it. Names and labels also have `j<i>`, Hangul taken apart into letters, so that a slip of one key is one
edit, and `o<i>`, their characters in order, for what was swapped; firms `c<i>`, without the branch; addresses `p<i>`,
road or lot with its number, and `d<i>`, province and city as written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from jangbu.engines.quality import sql
from jangbu.engines.quality.matching.fields import Comparison, Field

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WIDE = "'[！-～]'"
# letters and signs that are composed as they stand (Unicode NFC quick check); looking costs a fifth of composing
COMPOSED = (
    r"'[\x00-\x{2ff}\x{2010}-\x{2027}\x{2460}-\x{24ff}\x{3000}-\x{3029}\x{3131}-\x{318e}\x{3200}-\x{33ff}"
    "가-힣一-鿿！-～]*'"
)
FULL = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
HALF = "".join(chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F))
NOT_A_VALUE = sql.text_list(
    ("", "-", "--", ".", "n/a", "na", "none", "null", "nan", "?", "unknown", "없음", "미상", "해당없음")
)
FORMS = (
    r"주식회사|유한책임회사|유한회사|합자회사|합명회사|농업회사법인|영농조합법인|사회적협동조합|협동조합|사단법인|재단법인|의료법인|학교법인"
    r"|\((?:주|유|합|사|재|의|학|복)\)|㈜|㈲|\bco\.?\s*,?\s*ltd\b\.?|\b(?:inc|incorporated|ltd|limited|llc|llp|gmbh|corp|corporation|company|co|plc|ag|bv|kg|sa|srl|pte|pty)\b\.?"
)
TITLES = r"(?:님|씨|귀하|대표이사|대표|사장|이사|부장|차장|과장|대리|주임|사원|팀장|실장)$"
PLACE = r"([가-힣A-Za-z0-9·]+?(?:로|길)[ ]?(?:\d+번?길)?)[ ]*(?:지하)?[ ]*(\d+(?:-\d+)?)"
LOT = r"([가-힣0-9]+(?:동|리|가))[ ]+(?:산[ ]?)?(\d+(?:-\d+)?)"
BRANCH = (
    r"(?:(?:[가-힣]{2,4}|제?\d+|제[일이삼사])?(?:지점|지사|지부|공장|사업장|사업소|영업소|출장소|사무소|물류센터|연구소|직영점|대리점|센터)"
    r"|(?:강남|강북|서울|부산|대구|인천|광주|대전|울산|수원|분당|판교|안산|일산|본)점|본사)$"
)
AREA = r"^(\S{2}\S*\s\S+)"
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
CONSONANTS = dict(zip(INITIALS, "gGndDrmbBsSxjJcktph", strict=True))
VOWELS = (
    "a",
    "ai",
    "ya",
    "yai",
    "e",
    "ei",
    "ye",
    "yei",
    "o",
    "oa",
    "oai",
    "oi",
    "yo",
    "u",
    "ue",
    "uei",
    "ui",
    "yu",
    "w",
    "wi",
    "i",
)
FINALS = (
    "",
    *"ㄱㄲ",
    "ㄱㅅ",
    "ㄴ",
    "ㄴㅈ",
    "ㄴㅎ",
    "ㄷ",
    "ㄹ",
    "ㄹㄱ",
    "ㄹㅁ",
    "ㄹㅂ",
    "ㄹㅅ",
    "ㄹㅌ",
    "ㄹㅍ",
    "ㄹㅎ",
    "ㅁ",
    "ㅂ",
    "ㅂㅅ",
    *"ㅅㅆㅇㅈㅊㅋㅌㅍㅎ",
)


class _Letters(dict[int, str]):
    """A syllable to Latin letters: one for each key it is typed with, but for long vowels; others stay."""

    def __missing__(self, code: int) -> str:
        syllable = code - 0xAC00
        if 0 <= syllable < 11172:
            first, rest = divmod(syllable, 588)
            vowel, final = divmod(rest, 28)
            ends = "".join(CONSONANTS[each] for each in FINALS[final])
            spelt = CONSONANTS[INITIALS[first]] + VOWELS[vowel] + ends
        else:
            spelt = chr(code) if code < 128 else "?"
        self[code] = spelt
        return spelt


LETTERS = _Letters()
# the two-set Korean keyboard with the wrong language on: "dlwjdgml" is 이정희
TYPED = str.maketrans(
    {
        **dict(zip("rsefaqtdwczxvg", "gndrmbsxjcktph", strict=True)),
        "k": "a",
        "o": "ai",
        "i": "ya",
        "j": "e",
        "p": "ei",
        "u": "ye",
        "h": "o",
        "y": "yo",
        "n": "u",
        "b": "yu",
        "m": "w",
        "l": "i",
    }
)
SPELT = ("person", "company", "label")


def prepare(
    con: DuckDBPyConnection, source: str, into: str, columns: Sequence[str], fields: Sequence[Field], *, first: int = 0
) -> None:
    """Write table `into` from `source` (what stands after FROM, with a column `row`), one form a field.

    Each stage is a SELECT of its own, so that what it works out is worked out once.
    """
    named = [sql.identifier(column) for column in columns]
    wide = (
        con.execute(
            f"SELECT {', '.join(f'bool_or(regexp_matches({name}, {WIDE}))' for name in named)} FROM {source}"
        ).fetchone()
        or ()
    )
    stages = [_stages(field.comparison, bool(full)) for field, full in zip(fields, wide, strict=True)]
    given = ", ".join(f"{name} AS f{place}" for place, name in enumerate(named))
    query = f"SELECT {sql.ROW} + {first} AS row, {given} FROM {source}"
    for depth in range(max(map(len, stages))):
        forms = [
            f"{steps[depth].replace('{x}', f'f{place}')} AS f{place}" if depth < len(steps) else f"f{place}"
            for place, steps in enumerate(stages)
        ]
        query = f"SELECT row, {', '.join(forms)} FROM ({query})"
    con.execute(f"CREATE OR REPLACE TEMP TABLE {into} AS {query}")


def _stages(comparison: Comparison, wide: bool) -> list[str]:
    """SQL expressions over {x}, one after the other."""
    text = f"lower(trim({{x}}, {sql.WHITE}))"
    stages = [text]
    if wide:
        full = f"translate({{x}}, {sql.literal(FULL)}, {sql.literal(HALF)})"
        stages.append(f"CASE WHEN regexp_matches({{x}}, {WIDE}) THEN {full} ELSE {{x}} END")
    if comparison not in ("phone", "key", "code", "date", "number", "email"):
        stages.append(f"CASE WHEN regexp_full_match({{x}}, {COMPOSED}) THEN {{x}} ELSE nfc_normalize({{x}}) END")
    return [*stages, *_forms(comparison), f"CASE WHEN {{x}} IN {NOT_A_VALUE} THEN NULL ELSE {{x}} END"]


# most values need none of the replacing, and looking costs a fraction of it
BARE = (
    r"CASE WHEN regexp_full_match({x}, '[\p{L}\p{N}]*') THEN {x} ELSE regexp_replace({x}, '[^\p{L}\p{N}]', '', 'g') END"
)
DIGITS = "CASE WHEN regexp_full_match({x}, '[0-9]*') THEN {x} ELSE regexp_replace({x}, '[^0-9]', '', 'g') END"
USUAL_FORMS = ("주식회사", "(주)", "㈜", "유한회사", "(유)", "㈲")  # taken out before the rest, which needs a pattern
PUNCTUATION = "-. ()+/"
FORMED = r"'[(]|회사|법인|조합|\b(?:co|inc|ltd|llc|llp|limited|gmbh|corp|company|plc|ag|bv|kg|sa|srl|pte|pty)'"
SPACED = "replace(replace(replace(replace({x}, ',', ' '), ';', ' '), '  ', ' '), '  ', ' ')"


def _forms(comparison: Comparison) -> list[str]:
    if comparison in ("company", "person"):
        plain = [_without_words(USUAL_FORMS)] if comparison == "company" else []
        extra, needed = (FORMS, FORMED) if plain else (TITLES, sql.literal(TITLES))
        bare = f"coalesce(nullif(trim(regexp_replace({{x}}, {sql.literal(extra)}, '', 'g'), ' ().,'), ''), {{x}})"
        return [*plain, f"CASE WHEN regexp_matches({{x}}, {needed}) THEN {bare} ELSE {{x}} END", BARE]
    if comparison == "phone":
        # digits without the country's code, with the leading zero that spreadsheets drop
        home = "CASE WHEN starts_with({x}, '82') AND length({x}) > 9 THEN ltrim({x}[3:], '0') ELSE {x} END"
        return [_without(PUNCTUATION), f"ltrim({DIGITS}, '0')", f"nullif('0' || ({home}), '0')"]
    if comparison == "number":
        return [f"CAST(TRY_CAST({NUMBER} AS DOUBLE) AS VARCHAR)"]
    if comparison == "date":
        return _date()
    if comparison in ("key", "code"):
        return [
            r"CASE WHEN contains({x}, '.0') THEN regexp_replace({x}, '\.0+$', '') ELSE {x} END",
            _without("- "),
            BARE,
        ]
    return [] if comparison == "email" else [SPACED]


def _without(parts: Sequence[str]) -> str:
    text = "{x}"
    for part in parts:
        text = f"replace({text}, {sql.literal(part)}, '')"
    return text


def _without_words(words: Sequence[str]) -> str:
    return f"coalesce(nullif({_without(words)}, ''), {{x}})"


NUMBER = r"regexp_replace({x}, '[,₩\\￦$€£\s]|원$|krw', '', 'g')"
DATED = r"(\d{4}|\d{2})\s*[-./년 ]\s*(\d{1,2})\s*[-./월 ]\s*(\d{1,2})(?:$|\D.*)"
ISO = r"regexp_full_match({x}, '\d{4}-\d\d-\d\d')"


def _date() -> list[str]:
    """Year, month and day in digits; two-digit years are of this century up to 30, as in birth numbers."""
    century = "CASE WHEN {x}[1:2] <= '30' THEN '20' ELSE '19' END || {x}"
    padded = rf"regexp_replace({{x}}, '^{DATED}', '\1-0\2-0\3')"
    parted = r"regexp_replace({x}, '-0?(\d\d)', '\1', 'g')"
    return [
        f"CASE WHEN {ISO} THEN replace({{x}}, '-', '')"
        f" WHEN regexp_matches({{x}}, '^{DATED}') THEN {padded} ELSE {DIGITS} END",
        f"CASE WHEN contains({{x}}, '-') THEN {parted} ELSE {{x}} END",
        f"CASE WHEN length({{x}}) = 6 THEN {century} ELSE {{x}} END",
    ]


def enrich(con: DuckDBPyConnection, tables: Sequence[str], fields: Sequence[Field], values: str = "values") -> None:
    """Add to each table what the module's first lines say. Values are worked on once each, in tables `values<i>`."""
    columns: list[str] = []
    joins: list[str] = []
    for place, field in enumerate(fields):
        both = " UNION ALL ".join(f"SELECT f{place} AS value FROM {table}" for table in tables)
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {values}{place} AS"
            f" SELECT value, count(*) AS n FROM ({both}) WHERE value IS NOT NULL GROUP BY value"
        )
        names = [
            f"{values}{place}.{name} AS {letter}{place}" for letter, name in _parts(con, f"{values}{place}", field)
        ]
        columns += [f"coalesce({values}{place}.n, 1) AS n{place}", *names]
        kept = "" if names else " WHERE n > 1"
        joins.append(
            f"LEFT JOIN (FROM {values}{place}{kept}) AS {values}{place} ON raw.f{place} = {values}{place}.value"
        )
    for table in tables:
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS"
            f" SELECT raw.*, {', '.join(columns)} FROM {table} AS raw {' '.join(joins)}"
        )


def _parts(con: DuckDBPyConnection, values: str, field: Field) -> list[tuple[str, str]]:
    """Work out the further columns of the table `values`: (letter, column)."""
    if field.comparison == "address":
        area = f"regexp_extract(value, {sql.literal(AREA)}, 1)"
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {values} AS"
            f" SELECT *, {_place()} AS place, nullif({area}, '') AS area FROM {values}"
        )
        return [("p", "place"), ("d", "area")]
    if field.comparison not in SPELT:
        return []
    _spell(con, values, branches=field.comparison == "company")
    return [("j", "letters"), ("o", "ordered"), *([("c", "core")] if field.comparison == "company" else [])]


def _place() -> str:
    road = f"regexp_extract(value, {sql.literal(PLACE)}, ['road', 'number'])"
    lot = f"regexp_extract(value, {sql.literal(LOT)}, ['road', 'number'])"
    return (
        f"CASE WHEN {road}.number <> '' THEN replace({road}.road, ' ', '') || ' ' || {road}.number"
        f" WHEN {lot}.number <> '' THEN {lot}.road || ' ' || {lot}.number END"
    )


def _spell(con: DuckDBPyConnection, values: str, *, branches: bool) -> None:
    known = con.execute(f"SELECT value FROM {values}").fetchnumpy()["value"].tolist()
    hangul = sum("가" <= value[-1] <= "힣" for value in known[:1000]) > 500
    letters = [value.translate(TYPED if hangul and value.isascii() and value.isalpha() else LETTERS) for value in known]
    core = f", regexp_replace(value, {sql.literal(BRANCH)}, '') AS core" if branches else ""
    spelt = {"value": known, "letters": letters, "ordered": ["".join(sorted(value)) for value in known]}
    con.register("spelt", {name: np.asarray(column, dtype=object) for name, column in spelt.items()})
    con.execute(f"CREATE OR REPLACE TEMP TABLE {values} AS SELECT *{core} FROM {values} JOIN spelt USING (value)")
    con.unregister("spelt")
