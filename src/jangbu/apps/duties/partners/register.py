"""The register of outside partners."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column
from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.base.words import Words
from jangbu.apps.duties import subjects
from jangbu.apps.duties.partners.binding import contracts_on, is_bound, is_over
from jangbu.apps.duties.partners.models import Partner
from jangbu.apps.registers.declaring import Choice, Field, Move, Register, Rule, State, Values, declare
from jangbu.kernel.clock import system_clock


def _vendors() -> list[Choice]:
    listed = subjects.things(system_clock(), "vendor")
    return [Choice(subject.id, Words(thing.name, thing.name)) for subject, thing in listed]


def _in_order(values: Values, _row: Partner | None) -> bool:
    starts, ends = values.get("starts_on"), values.get("ends_on")
    return starts is None or ends is None or starts <= ends


def bound_word(partner: Partner) -> object:
    day = timezone.localdate()
    if partner.state != "working":
        return drawn("na", _("끝났어요"))
    if is_over(partner, day):
        return drawn("unmet", _("기간이 지났어요"))
    if is_bound(partner, contracts_on(day)):
        return drawn("met", _("묶여 있어요"))
    return drawn("unmet", _("묶는 것이 없어요"))


def detail_context(_request: HttpRequest, partner: Partner) -> dict[str, Any]:
    return {"bound": bound_word(partner), "contract": contracts_on(timezone.localdate()).get(partner.vendor, "")}


PARTNERS: Register[Partner] = declare(
    Register(
        name="partners",
        path="/duties/partners/",
        kind="partner",
        permission="duties",
        noun=Words("바깥 동료", "outside partner"),
        title=Words("바깥 동료", "Outside partners"),
        model=Partner,
        fields=(
            Field("name", Words("이름", "name"), required=True, listed=True, searched=True, longest=120),
            Field("purpose", Words("무슨 일을 하나요", "for what"), "long", required=True, searched=True, listed=True),
            Field(
                "owner",
                Words("우리 쪽 담당", "who looks after them"),
                "person",
                required=True,
                listed=True,
                filtered=True,
            ),
            Field("starts_on", Words("언제부터", "from"), "day"),
            Field("ends_on", Words("언제까지", "until"), "day", required=True, listed=True),
            Field(
                "vendor",
                Words("어느 업체의 사람인가요", "of which vendor"),
                "choice",
                choices=_vendors,
                named=True,
                help=Words(
                    "업체의 계약이 이 사람을 묶어요. 개인이면 비워요.",
                    "The vendor's contract binds them; empty for a freelancer.",
                ),
            ),
            Field("secrecy", Words("비밀유지 약속", "promised secrecy"), "yes"),
            Field("handles_personal", Words("개인정보를 보나요", "sees personal data"), "yes", listed=True),
            Field("contact_name", Words("연락할 사람", "contact"), personal=True, longest=80),
            Field("contact_email", Words("이메일", "e-mail"), "email", personal=True),
            Field("notes", Words("메모", "notes"), "long"),
        ),
        states=(
            State("working", Words("함께 일해요", "working with us"), "met"),
            State("ended", Words("끝났어요", "ended"), "na", reviewed=False),
        ),
        moves=(
            Move("end", Words("끝났다고 적기", "Note that it ended"), ("working",), "ended"),
            Move("resume", Words("다시 함께하기", "Work together again"), ("ended",), "working"),
        ),
        rules=(
            Rule("ends_on", Words("끝나는 날이 시작하는 날보다 앞이에요.", "It ends before it starts."), _in_order),
        ),
        review_months=12,
        unit=Words("곳", "partners"),
        icon="people",
        columns=(Column("bound", gettext_lazy("무엇으로 묶나요"), show=bound_word),),
        context=detail_context,
        detail_template="duties/partner.html",
        list_template="duties/register.html",
        empty=Step(
            gettext_lazy("바깥에서 함께 일하는 사람을 적어 보세요."),
            gettext_lazy("개발 대행, 컨설팅, 보조 인력처럼 회사의 자료를 함께 보는 곳이면 돼요."),
            gettext_lazy("바깥 동료 적기"),
            "/duties/partners/new/",
        ),
    )
)
