"""The figures of the first page. Each stands on records, or says that there are none and what to do."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from jangbu.apps.base.cards import Tile
from jangbu.apps.base.permission import allowed
from jangbu.apps.base.problems import language
from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people import queries as people
from jangbu.apps.pilots import queries as pilots
from jangbu.apps.sources import queries as sources
from jangbu.engines import charts
from jangbu.kernel import text
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor


def all_for(actor: Actor, now: datetime) -> list[Tile]:
    """The figures this actor may see."""
    made = []
    if allowed(actor, "sources.read"):
        made.append(quality(actor))
    if allowed(actor, "pilots.read"):
        made.append(running(actor, now))
    if allowed(actor, "people.read"):
        made.append(second_factor(now))
    if allowed(actor, "ledger.read"):
        made.append(ledger_state(now))
    return made


def quality(actor: Actor) -> Tile:
    """The measured dataset with the fewest points."""
    title, worst = _("데이터 품질"), sources.worst(actor)
    if worst is None or worst.score is None:
        return Tile(
            title,
            state="unknown",
            word=_("기록 없음"),
            range=_("아직 잰 데이터가 없어요"),
            action=_("데이터 올리기") if allowed(actor, "sources.write") else "",
            action_url=reverse("dataset-list"),
        )
    scores = [score for _when, score in sources.score_history(worst.dataset)]
    return Tile(
        title,
        text.number(worst.score),
        _("점"),
        reverse("dataset", args=[worst.dataset.pk]),
        "unmet" if worst.below else "met",
        _("기준 아래") if worst.below else _("기준 넘음"),
        _("기준 %(threshold)s점 이상") % {"threshold": worst.dataset.threshold},
        worst.dataset.name,
        _spark(scores, worst),
        _change(scores),
    )


def running(actor: Actor, now: datetime) -> Tile:
    """Pilots in progress, and how the gates of the one that is decided first stand."""
    title = _("진행 중인 파일럿")
    shown = list(pilots.visible(actor).filter(state="running").order_by("decide_on"))
    if not shown:
        return Tile(
            title,
            "0",
            ngettext("개 업무", "개 업무", 0),
            reverse("pilot-list"),
            "na",
            _("없음"),
            _("지금 시험해 보는 업무가 없어요"),
        )
    first = shown[0]
    counts = pilots.tally(first.examinations.first())
    return Tile(
        title,
        text.number(len(shown)),
        ngettext("개 업무", "개 업무", len(shown)),
        reverse("pilot", args=[first.pk]) if len(shown) == 1 else reverse("pilot-list"),
        *_standing(counts),
        _("%(day)s에 정해요") % {"day": text.day(first.decide_on, language())},
        first.name,
        trend=_("기준 %(total)s개 중 %(pass)s개 통과") % counts if counts["total"] else "",
    )


def _standing(counts: dict[str, int]) -> tuple[str, str]:
    if not counts["total"]:
        return "unknown", _("아직 살펴보지 않음")
    if counts["pass"] == counts["total"]:
        return "met", _("모두 통과")
    if counts["fail"]:
        return "unmet", _("미달 %(n)s개") % {"n": counts["fail"]}
    return "unknown", _("알 수 없음")


def second_factor(now: datetime) -> Tile:
    """Whether everybody who must have a second factor has one."""
    lacking = people.lacks_second_factor(now).count()
    return Tile(
        _("2단계 인증이 없는 사람"),
        text.number(lacking),
        npgettext("unit", "명", "명", lacking),
        reverse("people"),
        "unmet" if lacking else "met",
        _("켜야 해요") if lacking else _("모두 켬"),
        _("승인하거나 개인 정보를 보는 사람은 꼭 켜요"),
    )


def ledger_state(now: datetime) -> Tile:
    """How many entries, and up to which one the outside could tell a change. Broken is said before anything else."""
    state = ledger.state()
    today = now.astimezone(SEOUL).date()
    verified = state.last_verified
    if verified is not None and verified.status in {"broken", "truncated"}:
        standing, word, said = "unmet", _("바뀐 기록 있음"), _("마지막 확인에서 달라진 곳을 찾았어요")
    elif not state.anchored_up_to:
        standing, word, said = "unknown", _("바깥 확인점 없음"), _("그대로인지 아직 말할 수 없어요")
    else:
        reach = {"number": text.number(state.anchored_up_to)}
        standing, word, said = "met", _("바깥에 남김"), _("%(number)s번까지 바깥에서 확인할 수 있어요") % reach
    return Tile(
        _("장부"),
        text.number(state.entries),
        _("건"),
        reverse("ledger"),
        standing,
        word,
        said,
        trend=_("%(when)s에 확인했어요") % {"when": text.moment(verified.at, language(), today=today)}
        if verified
        else "",
    )


def _spark(scores: list[int], worst: sources.DatasetLine) -> str:
    if len(scores) < 2:
        return ""
    label = _("지난 %(n)s번의 점수, %(first)s점에서 %(last)s점으로") % {
        "n": len(scores),
        "first": scores[0],
        "last": scores[-1],
    }
    tone: charts.Tone = "bad" if worst.below else "good"
    return charts.sparkline(scores, threshold=float(worst.dataset.threshold), tone=tone, label=label)


def _change(scores: list[int]) -> str:
    if len(scores) < 2:
        return _("처음 쟀어요")
    change = scores[-1] - scores[-2]
    if not change:
        return _("지난번과 같아요")
    said = _("지난번보다 %(n)s점 올랐어요") if change > 0 else _("지난번보다 %(n)s점 내렸어요")
    return said % {"n": abs(change)}
