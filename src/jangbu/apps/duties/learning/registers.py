"""The registers of courses and of who takes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column
from jangbu.apps.base.templatetags.parts import state as drawn
from jangbu.apps.base.words import Words
from jangbu.apps.duties.learning.models import Course, Training
from jangbu.apps.duties.problems import NOT_LEARNED
from jangbu.apps.registers.declaring import Choice, Field, Move, Register, Rule, State, Values, declare
from jangbu.kernel.clock import SEOUL, system_clock
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

LITERACY = "ai_literacy"
KINDS = (
    Choice(LITERACY, Words("AI를 알고 쓰기", "AI literacy")),
    Choice("privacy", Words("개인정보 보호", "privacy")),
    Choice("security", Words("보안", "security")),
    Choice("job", Words("업무 교육", "training for the job")),
    Choice("other", Words("그 밖", "other")),
)
ROLES = (
    Choice("owner", Words("대표", "owner")),
    Choice("approver", Words("승인자", "approver")),
    Choice("member", Words("구성원", "member")),
)
PASS_SCORE = 70  # points of 100 for a quiz somebody else held
HOW = (
    Choice("certificate", Words("수료증 파일", "certificate on file")),
    Choice("quiz", Words("시험 점수", "a quiz")),
    Choice("word", Words("윗사람의 말", "a manager's word")),
)
COURSES: Register[Course] = declare(
    Register(
        name="courses",
        path="/duties/courses/",
        kind="course",
        permission="duties",
        noun=Words("교육", "course"),
        title=Words("교육 과정", "Courses"),
        model=Course,
        fields=(
            Field("title", Words("이름", "title"), required=True, listed=True, searched=True, longest=120),
            Field("kind", Words("종류", "kind"), "choice", choices=KINDS, required=True, listed=True, filtered=True),
            Field(
                "roles",
                Words("꼭 들어야 하는 역할", "roles that must take it"),
                "many",
                choices=ROLES,
                listed=True,
                help=Words("비우면 원하는 사람만 들어요.", "Empty means that nobody must."),
            ),
            Field(
                "every_months",
                Words("다시 듣는 주기", "again every"),
                "number",
                least=1,
                most=120,
                unit=Words("달", "months"),
                listed=True,
                help=Words("비우면 한 번만 들어요.", "Empty means once."),
            ),
            Field("about", Words("무엇을 배우나요", "what it teaches"), "long", searched=True),
            Field("url", Words("주소", "address"), "url"),
        ),
        states=(State("offered", Words("하고 있어요", "offered"), "met"),),
        key=("title",),
        icon="checklist",
        list_template="duties/register.html",
        empty=Step(
            gettext_lazy("모두가 들어야 할 교육 하나부터 적어 보세요."),
            gettext_lazy("누가 들어야 하는지 정하면 아직 안 들은 사람이 저절로 보여요."),
            gettext_lazy("교육 적기"),
            "/duties/courses/new/",
        ),
    )
)


def strength(training: Training) -> str:
    """How it is known that somebody learned: a certificate needs its file and a quiz its score, or it is a word."""
    if training.how == "certificate" and training.certificate:
        return "certificate"
    if training.how == "quiz" and (training.score or 0) >= PASS_SCORE:
        return "quiz"
    return "word"


def how_word(training: Training) -> object:
    """Shape and word: what is only said is a dotted ring."""
    if training.state != "done":
        return drawn("unknown", _("아직"))
    found = strength(training)
    return drawn("claimed", _("말로만 확인")) if found == "word" else drawn("met", HOW_SAID[found].head)


HOW_SAID = {choice.value: choice.label for choice in HOW}


def _is_learned(training: Training, _actor: Actor) -> None:
    today = system_clock().astimezone(SEOUL).date()
    if training.done_on is None or not training.how or training.done_on > today:
        raise Problem(NOT_LEARNED, course=training.course.title)


def _word_has_a_name(values: Values, _row: Training | None) -> bool:
    return values.get("how") != "word" or bool(values.get("said_by"))


def _not_ones_own_word(values: Values, _row: Training | None) -> bool:
    return values.get("how") != "word" or values.get("said_by") != values.get("person")


def _quiz_has_a_score(values: Values, _row: Training | None) -> bool:
    return values.get("how") != "quiz" or values.get("score") is not None


def _not_before_2000(values: Values, _row: Training | None) -> bool:
    done = values.get("done_on")
    return done is None or done >= date(2000, 1, 1)


def detail_context(request: HttpRequest, training: Training) -> dict[str, Any]:
    return {"how_said": how_word(training), "training": training}


TRAININGS: Register[Training] = declare(
    Register(
        name="trainings",
        path="/duties/trainings/",
        kind="training",
        permission="duties",
        noun=Words("교육 기록", "training record"),
        title=Words("교육 기록", "Training records"),
        model=Training,
        fields=(
            Field(
                "course", Words("교육", "course"), "reference", to="courses", required=True, listed=True, filtered=True
            ),
            Field("person", Words("사람", "person"), "person", required=True, listed=True, filtered=True),
            Field("due_on", Words("마칠 날", "due"), "day", listed=True),
            Field("done_on", Words("마친 날", "done on"), "day", listed=True),
            Field("how", Words("어떻게 아나요", "how it is known"), "choice", choices=HOW, filtered=True),
            Field(
                "score", Words("점수", "score"), "number", least=0, most=100, unit=Words("점", "points"), sensitive=True
            ),
            Field("said_by", Words("말한 사람", "whose word"), "person"),
            Field("note", Words("메모", "notes"), "long"),
        ),
        states=(
            State("planned", Words("계획", "planned"), "unknown"),
            State("done", Words("마쳤어요", "done"), "met"),
        ),
        moves=(
            Move("finish", Words("마쳤다고 적기", "Note that it is done"), ("planned",), "done", guard=_is_learned),
            Move("reopen", Words("다시 계획으로", "Plan it again"), ("done",), "planned"),
        ),
        rules=(
            Rule("said_by", Words("누구의 말인지 적어 주세요.", "Say whose word it is."), _word_has_a_name),
            Rule("said_by", Words("자기 말은 근거가 되지 않아요.", "One's own word is none."), _not_ones_own_word),
            Rule("score", Words("시험이면 점수를 적어 주세요.", "A quiz has a score."), _quiz_has_a_score),
            Rule("done_on", Words("마친 날이 너무 오래됐어요.", "The day is too long ago."), _not_before_2000),
        ),
        key=("course", "person", "due_on"),
        order="due_on",
        icon="checklist",
        columns=(Column("known", gettext_lazy("어떻게 아나요"), show=how_word),),
        context=detail_context,
        detail_template="duties/training.html",
        list_template="duties/register.html",
        empty=Step(
            gettext_lazy("아직 적은 교육 기록이 없어요."),
            gettext_lazy("교육 과정을 적으면 들어야 할 사람의 계획을 한 번에 만들어요."),
            gettext_lazy("교육 계획 보기"),
            "/duties/learning/",
        ),
    )
)
