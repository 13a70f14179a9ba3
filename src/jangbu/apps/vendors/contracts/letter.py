"""The gaps of a contract as a letter to the vendor: what stands now, what is proposed, and why."""

from __future__ import annotations

from datetime import date

from jangbu.apps.base.words import Words
from jangbu.apps.vendors.contracts.gaps import Line, checklist
from jangbu.apps.vendors.contracts.models import Contract
from jangbu.engines.documents import Block, Paper
from jangbu.kernel import text
from jangbu.kernel.errors import Language

TITLE = Words("계약 조항 협의 요청", "Request to agree contract terms")
OPENING = Words(
    "{vendor} 담당자님께\n{firm}입니다. '{contract}' 계약을 살펴보니 아래 {count}개 조항을 함께 정하면 좋겠습니다. "
    "문구는 협의를 시작하기 위한 제안입니다.",
    "To {vendor}\nThis is {firm}. Going through the contract '{contract}', we would like to agree on the {count} "
    "clauses below. The wording is a proposal to start from.",
)
CLOSING = Words(
    "14일 안에 의견을 주시면 고맙겠습니다. 이 문구는 법률 자문이 아니며, 맺기 전에 서로 검토를 받는 것이 좋습니다.",
    "We would be grateful for your answer within 14 days. The wording is no legal advice; both sides should have it "
    "reviewed before signing.",
)
NOW = Words("지금", "Now")
PROPOSED = Words("제안하는 문구", "Proposed wording")
WHY = Words("근거", "Ground")
NOTHING = Words("정한 것이 없습니다.", "Nothing is agreed.")
FROM = Words("보내는 곳", "From")
TO = Words("받는 곳", "To")
DAY = Words("날짜", "Date")
IN_FORCE = Words("{day}부터 시행", "in force from {day}")
HOURS = Words("{hours}시간", "{hours} hours")


def letter(contract: Contract, firm: str, day: date, language: Language) -> Paper:
    """Of the gaps as they are now, the gravest first; clauses that nobody read are not claimed to be missing."""

    def said(words: Words) -> str:
        return words.ko if language == "ko" else words.en

    gaps = checklist(contract).gaps
    values = {"vendor": contract.vendor.name, "firm": firm, "contract": contract.title, "count": len(gaps)}
    blocks = [Block("text", said(OPENING).format(**values))]
    for number, line in enumerate(gaps, start=1):
        blocks += _point(number, line, language)
    blocks.append(Block("text", said(CLOSING)))
    facts = (
        (said(TO), contract.vendor.name),
        (said(FROM), firm),
        (said(DAY), text.day(day, language, year=True)),
    )
    return Paper(said(TITLE), language, tuple(blocks), footer=f"{firm} · {contract.title}", facts=facts)


def _point(number: int, line: Line, language: Language) -> list[Block]:
    def said(words: Words) -> str:
        return words.ko if language == "ko" else words.en

    blocks = [
        Block("heading", f"{number}. {said(line.clause.label)}", level=2),
        Block("text", f"{said(NOW)}: {_now(line, language)}"),
        Block("heading", said(PROPOSED), level=3),
        Block("quote", said(line.clause.wording)),
    ]
    law = line.clause.law
    if law is not None:
        since = said(IN_FORCE).format(day=law.in_force_from.isoformat())
        blocks.append(Block("small", f"{said(WHY)}: {said(law.name)} ({since}). {said(law.says)}"))
    return blocks


def _now(line: Line, language: Language) -> str:
    found = line.finding
    if found is None or found.state == "missing":
        return NOTHING.ko if language == "ko" else NOTHING.en
    hours = HOURS.ko if language == "ko" else HOURS.en
    parts = [found.place, found.quote, hours.format(hours=found.hours) if found.hours is not None else ""]
    return " · ".join(part for part in parts if part)
