"""Who the firm is before the AI Basic Act in one use of AI: proposed from the answers, with article and reason.

Art. 2(7): a developing operator makes AI and provides it; a deploying operator offers products or services with AI
that such an operator provided. Art. 2(8): a user is given them. Whoever uses AI as a tool of their own work is a user
(guidelines of the ministry, as the press reports them). A person decides; this only proposes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from jangbu.engines.checklist import Words

Role = Literal["user", "deployer", "developer", "open"]
High = Literal["no", "likely", "open"]
ASKED = ("offered", "made", "generative", "leaves", "synthetic", "decides", "fields", "grave", "obvious")
# What a role hangs on: a decision is looked at again when one of these changes.
BASIS = (*ASKED, "purpose_changed", "affected")
RULES = ("A2-7", "A33-1", "D23-4")  # of ai_basic_act: the rules that a decision leans on

USER = Words("제2조 제8호", "Art. 2(8)")
DEPLOYER = Words("제2조 제7호 나목", "Art. 2(7)(b)")
DEVELOPER = Words("제2조 제7호 가목", "Art. 2(7)(a)")
NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the answers come to. `open` names the questions that still have to be answered for it."""

    role: Role
    article: Words
    high: High
    exempt: str  # internal, obvious, or empty
    reasons: tuple[Words, ...]
    open: tuple[str, ...]

    @property
    def settled(self) -> bool:
        return self.role != "open" and self.high != "open"


def classify(answers: Mapping[str, Any]) -> Verdict:
    """From the answers by name; an answer that is "", None or [] was not given."""
    role, article, why_role = _role(answers)
    high, why_high = _high(answers)
    exempt, why_exempt = _exempt(answers, role)
    reasons = (*why_role, *why_high, *why_exempt, *_aside(answers, role, high))
    return Verdict(role, article, high, exempt, reasons, _open(answers, role, high))


def _role(answers: Mapping[str, Any]) -> tuple[Role, Words, tuple[Words, ...]]:
    offered, made = answers.get("offered"), answers.get("made")
    if offered == "inside":
        why = Words(
            "우리 직원이 일하는 도구로만 써요. 남에게 제공하지 않으면 사업자가 아니라 이용자예요.",
            "Only our staff use it, as a tool. Whoever provides it to nobody is a user, not an operator.",
        )
        return "user", USER, (why,)
    if offered == "outside" and made == "own":
        why = Words("우리가 만든 AI를 밖의 사람에게 제공해요.", "We provide AI that we made to people outside.")
        return "developer", DEVELOPER, (why,)
    if offered == "outside" and made in {"api", "bought"}:
        why = Words(
            "남이 만든 AI로 밖의 사람에게 제품이나 서비스를 제공해요.",
            "We offer people outside a product or service with AI that others made.",
        )
        return "deployer", DEPLOYER, (why,)
    return "open", NOTHING, ()


def _high(answers: Mapping[str, Any]) -> tuple[High, tuple[Words, ...]]:
    fields, grave = list(answers.get("fields") or ()), answers.get("grave")
    if not fields:
        return "open", ()
    if fields == ["none"]:
        why = Words("제2조 제4호의 어느 영역에서도 쓰지 않아요.", "It is used in none of the fields of Art. 2(4).")
        return "no", (why,)
    if grave is None:
        return "open", ()
    if not grave:
        why = Words(
            "제2조 제4호의 영역이지만 생명, 안전, 권리에 큰 영향은 없다고 답했어요.",
            "It is used in a field of Art. 2(4), but you say without grave effect on life, safety or rights.",
        )
        return "no", (why,)
    why = Words(
        "제2조 제4호의 영역에서 생명, 안전, 권리에 큰 영향을 줄 수 있어요.",
        "It is used in a field of Art. 2(4) and may gravely affect life, safety or rights.",
    )
    return "likely", (why,)


def _exempt(answers: Mapping[str, Any], role: Role) -> tuple[str, tuple[Words, ...]]:
    if role == "user":
        why = Words(
            "내부 업무에만 쓰면 알리고 표시할 의무의 전부나 일부가 빠질 수 있어요 (시행령 제23조 제4항 제2호).",
            "For internal use only, the duties to tell and to mark may not apply, in whole or part "
            "(Decree Art. 23(4)2).",
        )
        return "internal", (why,)
    if role in {"deployer", "developer"} and answers.get("obvious") is True:
        why = Words(
            "이름이나 화면만 봐도 AI인 것이 분명하면 빠질 수 있어요 (시행령 제23조 제4항 제1호).",
            "Where name or screen make it obvious, they may not apply (Decree Art. 23(4)1).",
        )
        return "obvious", (why,)
    return "", ()


def _aside(answers: Mapping[str, Any], role: Role, high: High) -> tuple[Words, ...]:
    """What is worth knowing beside the answer."""
    found = []
    if role == "user" and high == "likely":
        found.append(
            Words(
                "사서 쓰기만 하면 고영향의 의무는 만든 곳에 있어요. 그래도 사람이 확인하고 설명할 수 있어야 해요.",
                "Where you only use what you bought, the duties of high-impact AI lie with whoever offers it. "
                "A person should still check it and be able to explain.",
            )
        )
    if role == "user" and answers.get("leaves") is True:
        found.append(
            Words(
                "결과물이 밖으로 나가요. 받는 사람이 헷갈리지 않게 표시하는 편이 안전해요.",
                "Its output leaves the firm. Marking it is the safer course.",
            )
        )
    if role == "deployer" and answers.get("purpose_changed") is True:
        found.append(
            Words(
                "본래 쓰임을 크게 바꿨다면 만든 곳의 조치를 우리 것으로 볼 수 없어요 (시행령 제27조 제3항).",
                "Having changed its purpose, you cannot count the maker's measures as yours (Decree Art. 27(3)).",
            )
        )
    return tuple(found)


def _open(answers: Mapping[str, Any], role: Role, high: High) -> tuple[str, ...]:
    needed = ["offered"]
    if answers.get("offered") == "outside":
        needed += ["made", "generative", "synthetic"]
    needed += ["decides", "fields"]
    if answers.get("fields") and list(answers["fields"]) != ["none"]:
        needed.append("grave")
    lacking = [name for name in needed if answers.get(name) in (None, "", [])]
    if role == "open" and "offered" not in lacking and "made" not in lacking:
        lacking.append("made")
    return tuple(lacking)
