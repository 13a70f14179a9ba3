"""Opening and closing surveys, and taking answers from people who are not known.

An answer is bound to its link and to a device (a random cookie): one each, and whoever answers again changes their own.
Of the network only a keyed hash of the day is kept, which tells a flood from a crowd and nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.pilots import actions
from jangbu.apps.pilots.models import Pilot, Survey, SurveyAnswer, SurveyLink
from jangbu.apps.pilots.surveys import problems
from jangbu.apps.pilots.telling import tell
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

MOST_LINKS = 500
HOURLY = 30  # answers of one network to one survey in an hour: an office is behind one address
MOST_ANSWERS = 5_000  # of one survey: beyond it nobody is asked any more


def open_survey(
    pilot: Pilot,
    kpi: str,
    audience: str,
    question: tuple[str, str],
    closes_on: date,
    *,
    period: str,
    way: str = Survey.Way.ONE_ADDRESS,
    count: int = 1,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Survey:
    """`question` in Korean and English. With `way` each, `count` addresses. Raises Problem pilots.survey_count."""
    require(actor, "pilots.write", Subject("pilot", pilot.pk))
    links = count if way == Survey.Way.EACH else 1
    if not 1 <= links <= MOST_LINKS:
        raise Problem(problems.COUNT_BAD, most=MOST_LINKS)
    with transaction.atomic():
        survey = Survey.objects.create(
            pilot=pilot,
            kpi=kpi,
            audience=audience,
            way=way,
            period=period,
            question_ko=question[0],
            question_en=question[1],
            closes_on=closes_on,
            created_at=clock(),
        )
        SurveyLink.objects.bulk_create(
            SurveyLink(survey=survey, token=secrets.token_urlsafe(32), number=number) for number in range(1, links + 1)
        )
        tell(actions.SURVEY_OPENED, pilot, actor, why, {**_about(survey), "links": links, "kpi": kpi})
    return survey


def _about(survey: Survey) -> dict[str, str]:
    return {"survey_id": survey.pk, "question_ko": survey.question_ko, "question_en": survey.question_en}


def close_survey(survey: Survey, *, actor: Actor, why: str, clock: Clock = system_clock) -> Survey:
    """Take no more answers; calling again on a closed one opens it again, so this is its own undo."""
    require(actor, "pilots.write", Subject("pilot", survey.pilot_id))
    with transaction.atomic():
        held = Survey.objects.select_for_update().get(pk=survey.pk)
        held.closed_at = None if held.closed_at else clock()
        held.save(update_fields=["closed_at"])
        count = held.answers.filter(set_aside_at=None).count()
        action = actions.SURVEY_CLOSED if held.closed_at else actions.SURVEY_REOPENED
        tell(action, survey.pilot, actor, why, {**_about(held), "count": count})
    return held


def is_open(survey: Survey, now: datetime) -> bool:
    return survey.closed_at is None and now.astimezone(SEOUL).date() <= survey.closes_on


def answer(
    link: SurveyLink,
    score: int,
    *,
    device: str,
    address: str,
    comment: str = "",
    clock: Clock = system_clock,
) -> SurveyAnswer:
    """Take or change the answer of one device. Needs no permission: the address is the right to answer.

    No entry is written: an answer is the answerer's, and the ledger would tell when each came. Raises Problem
    pilots.survey_closed, .survey_too_many, .survey_no_score.
    """
    now = clock()
    if not 1 <= score <= 5:
        raise Problem(problems.NO_SCORE)
    with transaction.atomic():
        survey = Survey.objects.select_for_update().get(pk=link.survey_id)
        if not is_open(survey, now):
            raise Problem(problems.CLOSED)
        mine = _mine(link, survey, device)
        if mine is None:
            _check_flood(survey, address, now)
            mine = SurveyAnswer(survey=survey, link=link, device=keyed("device", survey.pk, device))
        mine.score, mine.comment, mine.answered_at = score, comment.strip()[:300], now
        mine.network = _network(survey, address, now)
        mine.save()
    return mine


def _mine(link: SurveyLink, survey: Survey, device: str) -> SurveyAnswer | None:
    """What this link already holds: of a personal link the one answer there is, else the device's own."""
    if survey.way == Survey.Way.EACH:
        return link.answers.first()
    return link.answers.filter(device=keyed("device", survey.pk, device)).first()


def _check_flood(survey: Survey, address: str, now: datetime) -> None:
    lately = survey.answers.filter(network=_network(survey, address, now), answered_at__gt=now - timedelta(hours=1))
    if lately.count() >= HOURLY or survey.answers.count() >= MOST_ANSWERS:
        raise Problem(problems.TOO_MANY)


def _network(survey: Survey, address: str, now: datetime) -> str:
    return keyed("network", survey.pk, now.astimezone(SEOUL).date().isoformat(), address)


def keyed(*parts: str) -> str:
    """A hash that only this installation can make and nobody can turn back."""
    key = hashlib.sha256(f"jangbu.surveys:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()[:32]


def set_aside(survey: Survey, network: str, *, actor: Actor, why: str, clock: Clock = system_clock) -> int:
    """Do not count the answers of one network of one day; again, and they count again. Returns how many."""
    require(actor, "pilots.write", Subject("pilot", survey.pilot_id))
    with transaction.atomic():
        found = survey.answers.filter(network=network)
        counted = found.filter(set_aside_at=None)
        if counted.exists():
            count = counted.update(set_aside_at=clock(), set_aside_why=why[:200])
            tell(actions.ANSWERS_SET_ASIDE, survey.pilot, actor, why, {**_about(survey), "count": count})
        else:
            count = found.update(set_aside_at=None, set_aside_why="")
            tell(actions.ANSWERS_COUNTED, survey.pilot, actor, why, {**_about(survey), "count": count})
    return count
