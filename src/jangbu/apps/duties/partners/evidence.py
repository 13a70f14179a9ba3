"""Whether those who help from outside are bound by something that holds."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jangbu.apps.base.evidence import Answer, Evidence, Next, Words, counted, day_of, own, predicate, remember
from jangbu.apps.duties.partners.binding import contracts_on, is_bound, is_over
from jangbu.apps.duties.partners.models import Partner

remember(Partner, "state", "archived_at", "owner", "starts_on", "ends_on", "vendor", "secrecy", "handles_personal")


@predicate("partners_bound")
def partners_bound(at: datetime) -> Answer:
    """Each has a day on which it ends, not past, and a contract or a promise that binds them."""
    day = day_of(at)
    contracts = contracts_on(day)
    held = Partner.objects.filter(created_at__lte=at, state="working").exclude(archived_at__lte=at)
    lines = [
        Evidence(
            each.pk,
            own(each.name),
            reverse("partners-detail", args=[each.pk]),
            at=each.changed_at if each.changed_at <= at else each.created_at,
            good=not is_over(each, day) and is_bound(each, contracts),
        )
        for each in held
    ]
    said = Words(
        "바깥 동료 {total}곳 가운데 {bad}곳은 묶는 계약이 없거나 기간이 지났어요.",
        "{bad} of {total} outside partners are bound by nothing, or past their day.",
    )
    todo = Next(Words("계약이나 기간을 바로잡아요", "Put contract or period right"), reverse("partners"))
    return counted(lines, said, Words("적어 둔 바깥 동료가 없어요.", "No outside partner is written down."), todo)
