"""The text of an e-mail as a request. Its words are data: nothing in it is ever carried out, and no price is taken.

Items are what stands before a quantity with a counting word ("M8 볼트 200개, 와셔 1,000 EA"), after it in English
("200 pcs of M8 bolt"), or in the cells of a table. Whatever is not read that way is handed on as `unread`.
"""

from __future__ import annotations

import email
import email.policy
import re
from datetime import date
from decimal import Decimal
from email.utils import parseaddr

from lxml import etree

from jangbu.engines.quotes import cells
from jangbu.engines.quotes.model import Party, Request, RequestLine
from jangbu.engines.quotes.problems import NO_LINES, UNREADABLE
from jangbu.kernel.errors import Problem

COUNTED = (
    "개 장 매 대 세트 셋트 박스 상자 본 롤 병 통 봉 포 식 켤레 자루 조 권 벌 가닥 묶음 팩 캔 EA PCS PC SETS SET "
    "BOXES BOX ROLLS ROLL PIECES PIECE SHEETS SHEET UNITS UNIT PAIRS PAIR PACKS PACK BOTTLES BOTTLE"
)
MEASURED = "kg 킬로그램 톤 tons ton m 미터 리터 L"
NATIVE = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<scale>[만천백])?"


def _units(names: str) -> str:
    return "|".join(sorted(map(re.escape, names.split()), key=len, reverse=True))


NATIVE_NUMBER = rf"(?<![가-힣])(?P<native>{'|'.join(NATIVE)})"
END = r"(?![A-Za-z0-9])"
COUNT = re.compile(rf"(?<![\d.,A-Za-z])(?:{NUMBER}\s*|{NATIVE_NUMBER}\s?)(?P<unit>{_units(COUNTED)})\.?{END}", re.I)
MEASURE = re.compile(
    rf"(?<![\d.,A-Za-z]){NUMBER}\s*(?P<unit>{_units(MEASURED)})\.?{END}(?![가-힣]*\s*(?:판재|파이프))", re.I
)
TIMES = re.compile(r"(?:\s[xX×*]\s*|[:：]\s*)(?P<number>\d{1,3}(?:,\d{3})+|\d+)\s*$")
BEFORE = re.compile(r"^(?P<number>\d{1,3}(?:,\d{3})+|\d+)\s*[xX×]\s+(?=\S)")
BULLET = re.compile(r"^\s*(?:[-*•·▪○●※☞]+\s+|\(?\d{1,2}[.)]\s+|[①-⑳]\s*)")
SPLIT = re.compile(
    r"\s*(?:;|、|,(?!\d{3}(?!\d))|(?<=[다요.!?])[.!?]\s+|(?<=\s)및(?=\s)|(?<=\s)그리고(?=\s)|\band\b)\s*", re.I
)
ASKING = re.compile(r"견적|부탁|요청|문의|주문|품목|아래|필요|안녕|quote|quotation|please|request|need|following", re.I)
PARTICLE = re.compile(r"^(?:이랑|하고|정도|씩|과|와|을|를|은|는|이|가|도|랑)(?=\s|$)\s*")
POLITE = re.compile(
    r"^(?:hello|hi|dear\s+\w+|안녕하세요|안녕하십니까)[,.!]?\s*|^(?:please|kindly)\s+|"
    r"^(?:could|can) you (?:please )?|^(?:we|i)(?: would|'d)? (?:need|like|want)\s+|"
    r"^(?:send us )?(?:a )?(?:quote|quotation|price)s? (?:for|on)\s+|"
    r"^quote(?:\s+(?:for|us)\b)?\s*|^to order\s+|^(?:of|for)\s+|^(?:견적\s?)?부탁(?:드립니다|드려요|합니다)[.!]?\s*",
    re.I,
)
TAIL = re.compile(r"\s*(?:수량|qty\.?|quantity)\s*[:：]?\s*$|[\s:：\-–|/,(]+$", re.I)
STOP = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|원본 메일)|_{5,}|보낸\s?사람\s*[:：]|-- ?$|on .{5,80} wrote:)", re.I
)
WANTED = re.compile(
    r"(?:납기|희망일|까지|by|before|until|deliver\w*)[^\d\n]{0,12}(\d{4}[-./년]\s*\d{1,2}[-./월]\s*\d{1,2}|\d{1,2}월\s*\d{1,2}일)|"
    r"(\d{4}[-./년]\s*\d{1,2}[-./월]\s*\d{1,2}일?|\d{1,2}월\s*\d{1,2}일)\s*까지",
    re.I,
)
SENDER = re.compile(
    r"(?:안녕하(?:세요|십니까)[,.!]?\s*)?(?P<firm>(?:\(주\)|㈜|주식회사\s)?[가-힣A-Za-z0-9&]{2,20}(?:\(주\)|㈜)?)(?:의)?\s+(?:(?P<team>[가-힣]{2,8}팀)\s+)?"
    r"(?P<person>[가-힣]{2,4})\s?(?:사원|주임|대리|과장|차장|부장|팀장|이사|실장|대표|님)?\s?(?:입니다|이에요|드림|올림)"
)

UNSEEN = {"script", "style", "head", "title", "template", "noscript"}
BLOCKS = {"p", "div", "br", "tr", "li", "table", "h1", "h2", "h3", "h4", "blockquote", "ul", "ol"}


def letter(data: bytes, name: str) -> str:
    """The text of an .eml with From and Subject on top. No attachment is opened; of HTML only the words are taken."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    if body is None:
        raise Problem(UNREADABLE, file=name, place="text/plain")
    try:
        written = str(body.get_content())
    except (LookupError, ValueError) as error:
        raise Problem(UNREADABLE, file=name, place=str(error)) from error
    if body.get_content_type() == "text/html":
        written = words_of(written, name)
    return f"From: {message.get('From', '')}\nSubject: {message.get('Subject', '')}\n\n{written}"


def words_of(page: str, name: str) -> str:
    """The words of an HTML letter: a line for each block, the cells of a row apart by tabs. Nothing is loaded."""
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Problem(UNREADABLE, file=name, place="HTML") from error
    made: list[str] = []
    for event, one in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        tag = one.tag if isinstance(one.tag, str) else "!"
        if tag in UNSEEN or any(up.tag in UNSEEN for up in one.iterancestors()):
            text = one.tail if event == "end" and tag in UNSEEN else None
        elif event == "start":
            text = one.text if tag != "!" else None
        else:
            made.append("\t" if tag in {"td", "th"} else "\n" if tag in BLOCKS else "")
            text = one.tail
        made.append(re.sub(r"\s+", " ", text or ""))
    return re.sub(r"[ \t]*\n\s*", "\n", "".join(made)).strip()


def read_letter(written: str, *, on: date, place: str) -> Request:
    """The lines that a letter asks for. Raises Problem where there is none."""
    head, body = _head(written)
    lines, unread = list[RequestLine](), list[str]()
    heads: list[str] = []
    for raw in body.splitlines():
        if STOP.match(raw):
            break
        if not raw.strip() or raw.lstrip().startswith(">"):
            continue
        cut = [cell.strip() for cell in re.split(r"\t|\s*\|\s*| {3,}", raw.strip().strip("|")) if cell.strip()]
        if len(cut) >= 2 and _is_heading(cut):
            heads = cut
            continue
        found, left = ([row], []) if (row := _table_row(cut, heads)) else _sentence(raw)
        lines += found
        unread += left
    if not lines:
        raise Problem(NO_LINES, place=place)
    return Request(customer=_sender(head, body), lines=tuple(lines), wanted=_wanted(body, on), unread=tuple(unread))


def _head(written: str) -> tuple[dict[str, str], str]:
    head, rest = {}, written.lstrip("\ufeff\n")
    while found := re.match(r"(From|Subject|To|Date|보낸사람|제목|받는사람)\s*[:：][ \t]*(.*)(?:\n|$)", rest, re.I):
        head[found[1].lower()] = found[2].strip()
        rest = rest[found.end() :]
    return head, rest


def _is_heading(cut: list[str]) -> bool:
    names = {cells.key(cell) for cell in cut}
    return bool(names & {"품명", "품목", "item", "name", "description"}) and bool(names & {"수량", "qty", "quantity"})


def _table_row(cut: list[str], heads: list[str]) -> RequestLine | None:
    """A row under a heading, or cells of which the last ones are a bare quantity and perhaps a unit."""
    if heads and len(cut) == len(heads):
        row = {cells.key(head): cell for head, cell in zip(heads, cut, strict=True)}
        name, quantity = (
            _first(row, "품명", "품목", "item", "name", "description"),
            _first(row, "수량", "qty", "quantity"),
        )
        found = re.fullmatch(rf"{NUMBER}\s*(?P<unit>[^\d\s]*)", quantity)
        if name and found:
            unit = found["unit"] or _first(row, "단위", "unit")
            spec, code = _first(row, "규격", "spec", "size"), _first(row, "품번", "코드", "code")
            return RequestLine(name, _number(found), unit, spec=spec, code=code, note=_first(row, "비고", "note"))
    if len(cut) < 2 or not re.search(r"[^\W\d_]", cut[0]):
        return None
    unit = ""
    if len(cut) > 2 and re.fullmatch(_units(f"{COUNTED} {MEASURED}"), cut[-1], re.I):
        unit = cut.pop()
    found = re.fullmatch(rf"{NUMBER}\s*(?P<unit>{_units(f'{COUNTED} {MEASURED}')})?\.?", cut[-1], re.I)
    return RequestLine(_clean(" ".join(cut[:-1])), _number(found), unit or found["unit"] or "") if found else None


def _first(row: dict[str, str], *names: str) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _sentence(raw: str) -> tuple[list[RequestLine], list[str]]:
    text = BULLET.sub("", raw).strip()
    head, colon, rest = re.split(r"([:：])", text, maxsplit=1) if re.search("[:：]", text) else ("", "", text)
    if colon and ASKING.search(head) and not COUNT.search(head):
        text = rest.strip()
    lines, unread = list[RequestLine](), list[str]()
    for part in SPLIT.split(text):
        found, left = _part(part or "")
        lines += found
        unread += [left] if left else []
    return lines, unread


def _part(part: str) -> tuple[list[RequestLine], str]:
    """The lines in one part of a sentence, and what is left of it if none."""
    counts = list(COUNT.finditer(part)) or list(MEASURE.finditer(part))[-1:]
    if not counts:
        times = TIMES.search(part) or BEFORE.match(part)
        if times is None:
            return [], part.strip()
        item = part[: times.start()] if times.start() else part[times.end() :]
        return [RequestLine(_clean(item), _number(times))], ""
    lines, start = list[RequestLine](), 0
    for place, count in enumerate(counts):
        item = _clean(part[start : count.start()])
        start = count.end()
        if not item:
            until = counts[place + 1].start() if place + 1 < len(counts) else len(part)
            item, start = _clean(part[count.end() : until]), until
        if re.search(r"\w", item):
            note = re.match(r"\s*\(([^()]{1,80})\)", part[count.end() :])
            lines.append(RequestLine(item, _number(count), count["unit"], note=note[1].strip() if note else ""))
    return lines, "" if lines else part.strip()


def _number(found: re.Match[str]) -> Decimal:
    held = found.groupdict()
    if held.get("native"):
        return Decimal(NATIVE[held["native"]])
    number = Decimal(held["number"].replace(",", ""))
    return number * {"만": 10_000, "천": 1000, "백": 100}.get(held.get("scale") or "", 1)


def _clean(item: str) -> str:
    text, before = re.sub(r"\s+", " ", item).strip(" \t.。·…!?)"), ""
    while text != before:
        before = text
        text = TAIL.sub("", POLITE.sub("", PARTICLE.sub("", text))).strip(" .,")
    return text[:200]


def _wanted(body: str, on: date) -> date | None:
    """The first day the letter wants it by; a day without a year is the next one to come."""
    found = WANTED.search(body)
    if found is None:
        return None
    parts = [int(part) for part in re.findall(r"\d+", found[1] or found[2])]
    try:
        if len(parts) == 3:
            return date(*parts)
        day = date(on.year, *parts)
        return day if day >= on else date(on.year + 1, *parts)
    except (ValueError, TypeError):
        return None


def _sender(head: dict[str, str], body: str) -> Party:
    name, address = parseaddr(head.get("from", head.get("보낸사람", "")))
    found = SENDER.search(body[:2000])
    if found is None:
        return Party(name=name, email=address)
    return Party(name=found["firm"], contact=found["person"], email=address)
