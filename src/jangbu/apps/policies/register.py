"""The register of policies. Its moves follow a version from draft to approval, which needs others than the author."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column
from jangbu.apps.base.words import Words
from jangbu.apps.policies.models import Policy
from jangbu.apps.policies.pages import about, detail_context, lede, list_context, standing_word, version_word
from jangbu.apps.policies.voting import clear_votes, is_written, quorum_reached
from jangbu.apps.policies.words import KINDS
from jangbu.apps.policies.writing import first_version
from jangbu.apps.registers.declaring import Field, Move, Register, State, declare
from jangbu.kernel.clock import fixed
from jangbu.kernel.entry import Actor

FIELDS = (
    Field("title", Words("이름", "title"), required=True, listed=True, searched=True, longest=120),
    Field("title_en", Words("영어 이름", "title in English"), searched=True, longest=120),
    Field("kind", Words("종류", "kind"), "choice", choices=KINDS, required=True, listed=True, filtered=True),
    Field("owner", Words("책임자", "owner"), "person", required=True, listed=True, filtered=True),
    Field(
        "quorum",
        Words("승인할 사람 수", "approvals needed"),
        "number",
        help=Words("쓴 사람은 세지 않아요. 비우면 2명이에요.", "The author does not count. Empty means 2."),
        least=1,
        most=5,
        unit=Words("명", "people"),
    ),
    Field(
        "effective_on",
        Words("시행하는 날", "effective from"),
        "day",
        help=Words("비우면 승인된 날부터예요.", "Empty means from the day of approval."),
        listed=True,
    ),
)
STATES = (
    State("draft", Words("초안", "draft"), "unknown"),
    State("in_review", Words("검토 중", "in review"), "partly"),
    State("approved", Words("승인", "approved"), "met"),
    State("retired", Words("폐지", "retired"), "na", reviewed=False),
)
MOVES: tuple[Move[Policy], ...] = (
    Move("submit", Words("검토에 올리기", "Submit for review"), ("draft",), "in_review", guard=is_written),
    Move("send_back", Words("돌려보내기", "Send back"), ("in_review",), "draft", undoable=False),
    Move(
        "approve",
        Words("승인하기", "Approve"),
        ("in_review",),
        "approved",
        right="decide",
        undoable=False,
        guard=quorum_reached,
        offered=False,
    ),
    Move("revise", Words("새 판 시작하기", "Begin a new version"), ("approved",), "draft"),
    Move("retire", Words("폐지하기", "Retire"), ("approved", "draft"), "retired", right="decide"),
    Move("revive", Words("다시 쓰기로 하기", "Bring back as a draft"), ("retired",), "draft"),
)


def follow(policy: Policy, what: str, actor: Actor) -> None:
    """A new policy gets its first text from the records; a version that was sent back loses its approvals."""
    if what == "added":
        first_version(policy, actor, fixed(policy.created_at))
    elif what == "moved" and policy.state == "draft":
        clear_votes(policy)


POLICIES: Register[Policy] = declare(
    Register(
        name="policies",
        path="/policies/",
        kind="policy",
        permission="policies",
        noun=Words("정책", "policy"),
        title=Words("정책", "Policies"),
        model=Policy,
        fields=FIELDS,
        states=STATES,
        moves=MOVES,
        key=("title",),
        review_months=12,
        unit=Words("개", "policies"),
        icon="policy",
        columns=(
            Column("version", _("판"), show=version_word),
            Column("facts", _("지켜지나요"), show=standing_word),
        ),
        lede=lede,
        about=about,
        context=detail_context,
        list_context=list_context,
        detail_template="policies/policy.html",
        list_template="policies/policies.html",
        follow=follow,
        empty=Step(
            _("초안 네 개를 지금 있는 기록으로 만들어 드려요."),
            _("데이터 이용, AI 모델 관리, 보안, 개인정보 보호. 고쳐서 검토에 올리면 돼요."),
            _("초안 네 개 만들기"),
            "/policies/drafts/",
            posts=True,
        ),
    )
)
