"""The registers of audits and of findings. An audit is closed when every finding of it is settled."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jangbu.apps.base.cards import Step
from jangbu.apps.base.lists import Column
from jangbu.apps.base.words import Words
from jangbu.apps.incidents.audits.models import Audit, Finding
from jangbu.apps.incidents.audits.problems import FINDINGS_OPEN, NO_ACTION, NOT_DONE
from jangbu.apps.registers.declaring import Choice, Field, Lede, Move, Register, State, declare
from jangbu.kernel.entry import Actor
from jangbu.kernel.errors import Problem

AREAS = (
    Choice("privacy", Words("개인정보", "privacy")),
    Choice("security", Words("보안", "security")),
    Choice("models", Words("AI 모델과 자동화", "models and automations")),
    Choice("data", Words("데이터", "data")),
    Choice("vendors", Words("업체", "vendors")),
    Choice("all", Words("전체", "everything")),
)
SEVERITIES = (
    Choice("high", Words("크게", "high")),
    Choice("middle", Words("보통", "middle")),
    Choice("low", Words("작게", "low")),
)
OPEN = ("open", "fixed")


def _is_done(audit: Audit, _actor: Actor) -> None:
    if audit.done_on is None or not audit.summary.strip():
        raise Problem(NOT_DONE, audit=audit.title)


def _all_settled(audit: Audit, actor: Actor) -> None:
    _is_done(audit, actor)
    left = audit.findings.filter(archived_at=None, state__in=OPEN).count()
    if left:
        raise Problem(FINDINGS_OPEN, audit=audit.title, count=left)


def _has_action(finding: Finding, _actor: Actor) -> None:
    if not finding.action.strip():
        raise Problem(NO_ACTION, finding=finding.title)


def _follow(finding: Finding, what: str, _actor: Actor) -> None:
    if what == "moved":
        finding.settled_at = None if finding.state in OPEN else finding.changed_at
        finding.save(update_fields=["settled_at"])


def _open_word(audit: Audit) -> object:
    left = audit.findings.filter(archived_at=None, state__in=OPEN).count()
    total = audit.findings.filter(archived_at=None).count()
    return _("%(total)s건 가운데 %(left)s건 남음") % {"total": total, "left": left} if total else "–"


def _lede(_actor: Actor) -> Lede:
    late = Finding.objects.filter(archived_at=None, state__in=OPEN, due__lt=timezone.localdate()).count()
    left = Finding.objects.filter(archived_at=None, state__in=OPEN).count()
    if late:
        said = ngettext("조치가 늦은 지적이 %(n)d건이에요.", "조치가 늦은 지적이 %(n)d건이에요.", late)
        return Lede(said % {"n": late}, _("맡은 사람에게 묻고 기한을 다시 정하거나 마쳐 주세요."))
    if left:
        said = ngettext("남은 지적이 %(n)d건이에요.", "남은 지적이 %(n)d건이에요.", left)
        return Lede(said % {"n": left}, _("기한을 넘긴 것은 없어요."))
    return Lede(_("남은 지적이 없어요."), _("점검은 주기대로 다시 해요."))


AUDITS: Register[Audit] = declare(
    Register(
        name="audits",
        path="/incidents/audits/",
        kind="periodic_audit",
        permission="audits",
        noun=Words("점검", "audit"),
        title=Words("점검", "Audits"),
        model=Audit,
        fields=(
            Field("title", Words("이름", "title"), required=True, listed=True, searched=True, longest=120),
            Field("area", Words("분야", "area"), "choice", choices=AREAS, required=True, listed=True, filtered=True),
            Field("auditor", Words("점검하는 사람", "auditor"), required=True, listed=True, searched=True, longest=120),
            Field("planned_on", Words("하기로 한 날", "planned on"), "day", listed=True),
            Field("done_on", Words("한 날", "done on"), "day", listed=True),
            Field("scope", Words("무엇을 보나요", "scope"), "long"),
            Field("summary", Words("본 것", "what was seen"), "long"),
        ),
        states=(
            State("planned", Words("계획", "planned"), "unknown", reviewed=False),
            State("done", Words("했어요", "done"), "partly"),
            State("closed", Words("마침", "closed"), "met"),
        ),
        moves=(
            Move("do", Words("했다고 적기", "Note that it is done"), ("planned",), "done", guard=_is_done),
            Move(
                "close",
                Words("마치기", "Close it"),
                ("done",),
                "closed",
                right="decide",
                undoable=False,
                guard=_all_settled,
            ),
            Move("again", Words("다음 점검 계획하기", "Plan the next one"), ("closed",), "planned"),
        ),
        key=("title",),
        review_months=12,
        unit=Words("건", "audits"),
        icon="checklist",
        columns=(Column("open", gettext_lazy("지적"), show=_open_word),),
        lede=_lede,
        empty=Step(
            gettext_lazy("해마다 한 번은 스스로 점검해요."),
            gettext_lazy("무엇을 누가 언제 볼지 적고, 나온 지적은 마칠 때까지 따라가요."),
            gettext_lazy("점검 적기"),
            "/incidents/audits/new/",
        ),
    )
)
FINDINGS: Register[Finding] = declare(
    Register(
        name="findings",
        path="/incidents/findings/",
        kind="finding",
        permission="audits",
        noun=Words("지적", "finding"),
        title=Words("지적과 조치", "Findings and follow-up"),
        model=Finding,
        fields=(
            Field("title", Words("지적", "finding"), required=True, listed=True, searched=True, longest=160),
            Field("audit", Words("점검", "audit"), "reference", to="audits", required=True, listed=True, filtered=True),
            Field(
                "severity",
                Words("크기", "severity"),
                "choice",
                choices=SEVERITIES,
                required=True,
                listed=True,
                filtered=True,
            ),
            Field("owner", Words("맡은 사람", "owner"), "person", required=True, listed=True, filtered=True),
            Field("due", Words("기한", "due"), "day", required=True, listed=True),
            Field("seen", Words("무엇을 봤나요", "what was seen"), "long"),
            Field("action", Words("조치", "action"), "long"),
        ),
        states=(
            State("open", Words("남음", "open"), "unmet", reviewed=False),
            State("fixed", Words("고쳤어요", "fixed"), "partly", reviewed=False),
            State("checked", Words("확인했어요", "checked"), "met", reviewed=False),
            State("accepted", Words("그대로 두기로 함", "accepted"), "na", reviewed=False),
        ),
        moves=(
            Move("fix", Words("고쳤다고 적기", "Note that it is fixed"), ("open",), "fixed", guard=_has_action),
            Move("check", Words("확인하기", "Confirm the fix"), ("fixed",), "checked", right="decide"),
            Move("accept", Words("그대로 두기로 하기", "Accept it"), ("open",), "accepted", right="decide"),
            Move("reopen", Words("다시 열기", "Reopen"), ("fixed", "checked", "accepted"), "open"),
        ),
        key=("title", "audit"),
        unit=Words("건", "findings"),
        icon="checklist",
        lede=_lede,
        follow=_follow,
        empty=Step(
            gettext_lazy("점검에서 나온 지적을 적으면 마칠 때까지 따라가요."),
            gettext_lazy("맡은 사람과 기한을 적고, 고친 것은 다른 사람이 확인해요."),
            gettext_lazy("지적 적기"),
            "/incidents/findings/new/",
        ),
    )
)
