"""The register of incidents. It is closed only when no clock runs, all is done and it was looked back on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column
from jangbu.apps.base.words import Words
from jangbu.apps.incidents.closing import may_close
from jangbu.apps.incidents.models import Incident
from jangbu.apps.incidents.pages import about, clock_word, detail_context, lede, list_context
from jangbu.apps.incidents.words import KINDS
from jangbu.apps.registers.declaring import Field, Move, Register, State, declare
from jangbu.kernel.entry import Actor

FIELDS = (
    Field("title", Words("이름", "title"), required=True, listed=True, searched=True, longest=120),
    Field("kind", Words("종류", "kind"), "choice", choices=KINDS, required=True, listed=True, filtered=True),
    Field("owner", Words("맡은 사람", "owner"), "person", required=True, listed=True, filtered=True),
    Field("summary", Words("무슨 일인가요", "what happened"), "long", searched=True),
    Field("affected", Words("닿은 시스템과 데이터", "systems and data affected"), "long", searched=True),
    Field(
        "requester",
        Words("요구한 사람", "who asks"),
        sensitive=True,
        help=Words("요구일 때만 적어요.", "Only for a request."),
        longest=120,
    ),
    Field("reference", Words("접수 번호", "reference number"), searched=True, longest=120),
)
STATES = (
    State("open", Words("대응 중", "open"), "partly", reviewed=False),
    State("contained", Words("막았어요", "contained"), "claimed", reviewed=False),
    State("closed", Words("마침", "closed"), "met", reviewed=False),
)


def _may_close(incident: Incident, _actor: Actor) -> None:
    may_close(incident)


MOVES: tuple[Move[Incident], ...] = (
    Move("contain", Words("번지지 않게 막았다고 적기", "Note that it is contained"), ("open",), "contained"),
    Move(
        "close",
        Words("마치기", "Close it"),
        ("open", "contained"),
        "closed",
        right="decide",
        undoable=False,
        guard=_may_close,
    ),
    Move("reopen", Words("다시 열기", "Reopen it"), ("closed", "contained"), "open"),
)


def follow(incident: Incident, what: str, _actor: Actor) -> None:
    """When it was closed is kept, so that a past day can be asked."""
    if what == "moved":
        incident.closed_at = incident.changed_at if incident.state == "closed" else None
        incident.save(update_fields=["closed_at"])


INCIDENTS: Register[Incident] = declare(
    Register(
        name="incidents",
        path="/incidents/",
        kind="incident",
        permission="incidents",
        noun=Words("사고", "incident"),
        title=Words("사고와 알림", "Incidents and alerts"),
        model=Incident,
        fields=FIELDS,
        states=STATES,
        moves=MOVES,
        key=("title",),
        unit=Words("건", "incidents"),
        icon="incident",
        columns=(Column("clock", _("시계"), show=clock_word),),
        lede=lede,
        about=about,
        context=detail_context,
        list_context=list_context,
        detail_template="incidents/incident.html",
        list_template="incidents/incidents.html",
        follow=follow,
        empty=Step(
            _("일이 생기면 여기에 먼저 적어요."),
            _("언제 알았는지만 적으면 법이 정한 기한이 스스로 가고, 알릴 글의 초안이 생겨요."),
            _("사고 적기"),
            "/incidents/new/",
        ),
    )
)
