"""The clean firm's year: what it does on which day and how often. Days count from 1, the day it was founded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any

from bench.clean import data, keeping, outside, people, piloting, policies, work
from bench.clean.habits import DAYS, Firm, Habit, chapters
from jangbu.web.seed import work as seed
from jangbu.web.seed.chapters import tell_all

NOON, AFTERNOON, DUTIES, EVENING, LATE, NIGHT = time(12), time(15), time(18), time(19), time(20), time(22)
FIRST_DAYS = 90  # by then everything is in place; from then on nothing may read red
H = Habit

SETTING_UP = (
    H(people.found, 1),
    H(keeping.plan_backups, 1, hour=NOON),
    H(keeping.install_alerts, 1, hour=NOON),
    H(people.invite_guest, 2),
    H(data.deliver_customers, 3),
    H(data.deliver_office, 3),
    H(data.deliver_logs, 3),
    H(data.answer, 4),
    H(people.name_courses, 5),
    H(outside.note_vendors, 8),
    H(outside.sign_contracts, 9),
    H(work.write_down, 10),
    H(people.cover, 11),
    H(work.automate, 12),
    H(people.note_partner, 13),
    H(keeping.set_thresholds, 14),
    H(outside.note_uses, 16),
    H(outside.note_found_uses, 17),
    H(policies.draft, 18),
    H(policies.submit, 20),
    H(policies.approve, 21),
    H(policies.read_all, 22),
    H(keeping.publish, 23),
    H(work.note_tool, 24),
    H(data.answer, 24, hour=NOON),
    H(piloting.check_claim, 25),
    H(outside.record_spending, 26),
)
HABITS = (
    H(people.learn, 6, 91),
    H(people.grant_guest, 7, people.GRANT_DAYS + 3),
    H(people.use_grant, 8, 7),
    H(people.newcomer_comes, 200),
    H(people.learn, 212),
    H(people.renew_partner, 150, 150),
    H(people.officer_reports, 60, 170),
    H(data.deliver_customers, 80, 80),
    H(data.deliver_office, 80, 80),
    H(data.deliver_logs, 80, 80),
    H(data.answer, 81, 80),
    H(work.measure_again, 82, 80),
    H(work.quote, 14, 1, until=52),
    H(work.quote, 54, 7),
    H(work.reply, 14, 1, until=52, hour=NOON),
    H(work.reply, 55, 7, hour=NOON),
    H(work.rehearse, 60, 80),
    H(work.evaluate_running, 60),
    H(work.promote_running, 61),
    H(work.renew_tool, 85),
    H(work.review_tool, 190, 160),
    H(outside.show_certificate, 8 + outside.CERTIFICATE_DAYS - outside.RENEWED_BEFORE, 190),
    H(outside.renew_contracts, 200, 150),
    H(outside.review_vendors, 180, 170),
    H(outside.note_found_uses, 30, 30),
    H(outside.ask_lawyer, 40, 90),
    H(outside.lawyer_answers, 50, 90),
    H(outside.review_uses, 190, 170),
    H(policies.review, 200, 150),
    H(keeping.verify, 2, 28),
    H(keeping.set_duty, 1, 7 * keeping.SHIFT_WEEKS - 14, hour=NOON),
    H(keeping.wrong_recipient, 110),
    H(keeping.told_them, 111),
    H(keeping.closed_it, 120),
    H(keeping.request_comes, 150),
    H(keeping.request_answered, 155),
    H(keeping.audit, 75, 170),
    H(keeping.follow_up, 95, 170),
    H(keeping.draw, 15, 85),
    H(keeping.fill_duties, 1, 1, hour=DUTIES),
    H(keeping.look_daily, 1, 1, hour=LATE),
    H(keeping.evening, 1, 2, hour=EVENING),  # as seldom as the checklists allow
)


def tell(folder: Path, *, today: date, days: int = DAYS, keep_days: bool = True) -> Firm:
    """The whole year into this home, which must be empty; with `keep_days` every evening's checklists are kept."""
    firm = Firm(today, folder, days)
    habits = [*SETTING_UP, *HABITS, *by_weekday(firm), *months(firm), *of_pilots(firm)]
    if keep_days:
        habits.append(H(keeping.keep_the_day, 1, 1, hour=NIGHT))
    with seed.at_once():
        tell_all(chapters(firm, habits), today)
    return firm


def by_weekday(firm: Firm) -> list[Habit]:
    """On Mondays the log of the week before is read."""
    first = 1 + (7 - firm.on(1).weekday()) % 7
    return [H(keeping.review_week, first or 1, 7, hour=AFTERNOON)]


def months(firm: Firm) -> list[Habit]:
    """On the second of each month the month before is looked back on."""
    found = [day for day in range(30, firm.days + 1) if firm.on(day).day == 2]
    return [H(keeping.close_month, day, hour=AFTERNOON) for day in found]


def of_pilots(firm: Firm) -> list[Habit]:
    """What belongs to each pilot, counted from its start."""
    found: list[Habit] = []

    def at(name: str, after: int, do: Callable[..., Any], **how: Any) -> None:
        found.append(
            H(partial(do, name=name) if how.pop("named", True) else do, piloting.day(firm, name, after), **how)
        )

    for name, begin in ((piloting.FIRST, piloting.begin_first), (piloting.SECOND, piloting.begin_second)):
        at(name, -2, begin, named=False)
        at(name, 0, piloting.first_sprint)
        for after in (4, 11, 18, 25):
            at(name, after, piloting.measure, hour=NOON)
            at(name, after, piloting.review_week, hour=AFTERNOON)
        at(name, 9, piloting.listen)
        at(name, 14, piloting.second_sprint)
        if name == piloting.FIRST:
            at(name, 27, data.deliver_logs, named=False)
        at(name, 28, piloting.decide)
    return found
