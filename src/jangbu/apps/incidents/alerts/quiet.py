"""Quiet hours in Seoul: nights, weekends and public holidays, as the firm set them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings as django
from django.urls import reverse

from jangbu.apps.incidents.alerts.models import Quiet
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.holidays import holidays_kr

LONGEST = 40  # rest days in a row; there are never so many


def settings() -> Quiet:
    return Quiet.objects.filter(pk=1).first() or Quiet(pk=1)


def site() -> str:
    """The address under which people open the product, without a slash at its end; "" where nobody said."""
    return str(django.SITE_URL) or settings().site


def page(name: str, *args: str) -> str:
    """A page as a message leads to it, or "" where the address of the product is not known."""
    return f"{site()}{reverse(name, args=args)}" if site() else ""


def quiet_until(now: datetime, told: Quiet) -> datetime:
    """`now` where it may ring, otherwise the first moment at which it may."""
    moment = now.astimezone(SEOUL)
    for _each in range(LONGEST):
        day = moment.date()
        rests = (told.weekends and day.weekday() >= 5) or (told.holidays and day in holidays_kr())
        if rests:
            moment = datetime.combine(day + timedelta(days=1), time(0), tzinfo=SEOUL)
            continue
        ends = _end_of_night(moment, told)
        if ends is None:
            return max(now, moment)
        moment = ends
    return max(now, moment)


def _end_of_night(moment: datetime, told: Quiet) -> datetime | None:
    """When the night that `moment` lies in ends; None in the day. Equal hours: no night at all."""
    starts, ends, hour = told.starts, told.ends, moment.hour
    if starts == ends:
        return None
    over_midnight = starts > ends
    if not (hour >= starts or hour < ends if over_midnight else starts <= hour < ends):
        return None
    day = moment.date() + (timedelta(days=1) if over_midnight and hour >= starts else timedelta())
    return datetime.combine(day, time(ends % 24), tzinfo=SEOUL) + timedelta(days=ends // 24)
