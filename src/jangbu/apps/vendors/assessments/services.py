"""Writing: an assessment of a vendor, and the weights of the criteria."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.registers.services import locked
from jangbu.apps.vendors import actions, problems
from jangbu.apps.vendors.assessments.criteria import Catalogue, catalogue
from jangbu.apps.vendors.assessments.models import Assessment, WeightSet
from jangbu.apps.vendors.assessments.scoring import score
from jangbu.apps.vendors.certificates.standing import standing
from jangbu.apps.vendors.models import Vendor
from jangbu.apps.vendors.register import VENDORS
from jangbu.apps.vendors.standing import weights_now
from jangbu.kernel.clock import SEOUL, Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

HEAVIEST = 100


def assess(
    vendor: Vendor,
    answers: Mapping[str, str],
    notes: Mapping[str, str],
    *,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> Assessment:
    """Keep what was answered. What a register answers (certificates) is read from it and not taken from `answers`.

    Raises Problem vendors.answer_unknown, .nothing_answered.
    """
    require(actor, "vendors.write")
    known = catalogue()
    kept = _known_answers(known, answers)
    now = clock()
    with transaction.atomic():
        held = locked(VENDORS, vendor)
        kept["certificates"] = standing(held, now.astimezone(SEOUL).date())
        if not any(kept.values()):
            raise Problem(problems.NOTHING_ANSWERED, vendor=held.name)
        version, weights = weights_now()
        found = score(known, weights, kept)
        newest = held.assessments.first()
        made = Assessment.objects.create(
            vendor=held,
            number=newest.number + 1 if newest else 1,
            criteria_version=known.version,
            weights_version=version,
            weights=weights,
            answers=kept,
            notes={name: said.strip() for name, said in notes.items() if said.strip() and known.criterion(name)},
            score=found.middle,
            low=found.low,
            high=found.high,
            unanswered=[each.id for each in found.unanswered],
            made_by=actor.id,
            made_at=now,
        )
        _tell(held, made, newest, actor, why)
    return made


def _tell(vendor: Vendor, made: Assessment, before: Assessment | None, actor: Actor, why: str) -> None:
    record(
        actions.ASSESSED,
        actor=actor,
        where=VENDORS.title.ko,
        why=why,
        subject=VENDORS.subject(vendor),
        before={"score": before.score} if before else None,
        after={
            "title": vendor.name,
            "number": made.number,
            "score": made.score,
            "low": made.low,
            "high": made.high,
            "open": len(made.unanswered),
            "answers": made.answers,
            "weights": made.weights,
        },
    )


def set_weights(weights: Mapping[str, int], *, actor: Actor, why: str, clock: Clock = system_clock) -> WeightSet:
    """A new version of the weights; earlier assessments keep theirs. Raises Problem vendors.weights_wrong."""
    require(actor, "vendors.decide")
    known = catalogue().usual_weights()
    bad = [name for name, each in weights.items() if name not in known or not 0 <= each <= HEAVIEST]
    if bad or not any({**weights_now()[1], **weights}.values()):
        raise Problem(problems.WEIGHTS_WRONG, most=HEAVIEST)
    with transaction.atomic():
        version, before = weights_now()
        newest = WeightSet.objects.select_for_update().first()
        made = WeightSet.objects.create(
            number=(newest.number if newest else 0) + 1,
            weights={**before, **weights},
            why=why,
            made_by=actor.id,
            made_at=clock(),
        )
        record(
            actions.WEIGHTS_SET,
            actor=actor,
            where=VENDORS.title.ko,
            why=why,
            subject=Subject("vendor_weights", str(made.number)),
            before={"number": version, "weights": before},
            after={"number": made.number, "weights": made.weights},
        )
    return made


def _known_answers(known: Catalogue, answers: Mapping[str, str]) -> dict[str, str]:
    kept = {}
    for criterion in known.criteria:
        value = answers.get(criterion.id, "")
        if value and not criterion.computed and criterion.answer(value) is None:
            raise Problem(problems.ANSWER_UNKNOWN, ko=criterion.label.ko, en=criterion.label.en)
        kept[criterion.id] = "" if criterion.computed else value
    return kept
