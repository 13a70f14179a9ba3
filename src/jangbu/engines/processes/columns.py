"""Which column is the case, the activity, the time: by what people call them, then by what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jangbu.engines.processes import problems
from jangbu.engines.processes.times import NO_TIME, parse
from jangbu.kernel.errors import Problem

ROLES = {"case": ("사건 번호", "case"), "activity": ("단계", "activity"), "time": ("시각", "time")}
SAMPLE = 2_000  # rows looked at for shapes

# spaces, underlines, hyphens and case do not count; earlier words win over later ones
WORDS: dict[str, tuple[str, ...]] = {
    "case": (
        "case:concept:name", "caseid", "case", "traceid", "사건번호", "사건id", "케이스", "접수번호", "전표번호",
        "건번호", "관리번호", "요청번호", "문의번호", "신청번호", "주문번호", "문서번호", "견적번호", "계산서번호",
        "예약번호", "티켓번호", "ticketid", "ticketnumber", "ticket", "incidentid", "incident", "orderid",
        "ordernumber", "requestid", "requestnumber", "processid", "applicationid", "claimid", "invoiceid",
        "invoicenumber", "사건",
    ),
    "activity": (
        "concept:name", "activityname", "activity", "activityid", "eventname", "event", "taskname", "task", "step",
        "stage", "action", "단계", "작업", "활동", "업무", "처리내용", "처리단계", "공정", "이벤트", "진행상태", "상태",
        "status", "state",
    ),
    "time": (
        "time:timestamp", "completetimestamp", "completiontime", "timestamp", "endtimestamp", "endtime", "eventtime",
        "완료일시", "처리일시", "종료일시", "일시", "시각", "완료시각", "처리시각", "시간", "datetime", "time", "날짜",
        "일자", "date", "starttimestamp", "starttime", "시작일시", "등록일시", "접수일시",
    ),
    "lifecycle": ("lifecycle:transition", "lifecycletransition", "lifecycle", "transition", "eventtype", "수명주기"),
}  # fmt: skip
NEVER_CASE = re.compile(
    r"user|person|resource|name|agent|team|dept|group|amount|price|cost|qty|count|no\.?of|"
    r"담당|직원|사원|이름|성명|부서|팀|금액|가격|단가|수량|비용|고객|거래처|업체|회사|전화|메일"
)


def is_header(cells: Sequence[str]) -> bool:
    """Whether a first row names columns: none of its cells is a time."""
    return bool((parse(cells)[0] == NO_TIME).all())


def find_columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], file: str, names: Mapping[str, str]
) -> dict[str, int]:
    """The place of each role found; lifecycle may be absent. Raises Problem: NO_COLUMN, NO_SUCH_COLUMN, ONE_COLUMN."""
    listed = ", ".join(name or f"({place + 1})" for place, name in enumerate(header))
    found: dict[str, int] = {}
    for role, name in names.items():
        if name not in header:
            raise Problem(problems.NO_SUCH_COLUMN, file=file, column=name, columns=listed, option=role)
        found[role] = header.index(name)
    for exact in (True, False):
        for role in ("case", "time", "activity", "lifecycle"):
            place = _by_word(role, header, found, exact=exact)
            if role not in found and place is not None:
                found[role] = place
    sample = [[row[place] if place < len(row) else "" for row in rows[:SAMPLE]] for place in range(len(header))]
    for role, fits in (("time", _times), ("case", _cases), ("activity", _activities)):
        free = [place for place in range(len(header)) if place not in found.values()]
        fitting = [place for place in free if fits(header[place], sample[place])]
        if role not in found and (len(fitting) == 1 or (fitting and role == "time")):
            found[role] = fitting[0]
    for role, (ko, en) in ROLES.items():
        if role not in found:
            raise Problem(problems.NO_COLUMN, file=file, role_ko=ko, role_en=en, option=role, columns=listed)
    return found


def _by_word(role: str, header: Sequence[str], found: Mapping[str, int], *, exact: bool) -> int | None:
    plain = [re.sub(r"[\s_\-./()]+", "", name).lower() for name in header]
    for word in WORDS[role]:
        for place, name in enumerate(plain):
            inside = not exact and len(word) > 2 and word in name and role != "lifecycle"
            if place not in found.values() and (name == word or inside):
                return place
    return None


def _times(_name: str, values: Sequence[str]) -> bool:
    filled = [value for value in values if value.strip()]
    return bool(filled) and float((parse(filled)[0] != NO_TIME).mean()) >= 0.8


def _cases(name: str, values: Sequence[str]) -> bool:
    """Numbers or codes, each on a few rows: more than one row a value, but not the same few values throughout."""
    kinds = {value.strip() for value in values}
    coded = sum(any(letter.isdigit() for letter in kind) for kind in kinds) >= 0.9 * len(kinds)
    repeated = 1.2 * len(kinds) <= len(values) <= 200 * len(kinds)
    return coded and repeated and len(kinds) > 1 and "" not in kinds and not NEVER_CASE.search(name.lower())


def _activities(name: str, values: Sequence[str]) -> bool:
    """A few words over and over."""
    kinds = {value.strip() for value in values}
    worded = sum(any(letter.isalpha() for letter in kind) for kind in kinds) >= 0.9 * len(kinds)
    return worded and 1 < len(kinds) <= max(3, min(60, len(values) // 5)) and not NEVER_CASE.search(name.lower())
