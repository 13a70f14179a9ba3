"""Reading reviews: themes by how often they came up, and a retrospective prepared from the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from jangbu.apps.pilots.models import Pilot
from jangbu.apps.pilots.stopping.services import processes_of
from jangbu.apps.work import queries as work


@lru_cache(maxsize=1)
def guide() -> tuple[dict[str, str], ...]:
    """The questions of an interview: {id, ko, en}."""
    content = yaml.safe_load(Path(__file__).with_name("guide.yaml").read_text("utf-8"))
    return tuple(content["questions"])


def themes(pilot: Pilot) -> list[tuple[str, int]]:
    """Themes of the interviews, the most frequent first."""
    counts: Counter[str] = Counter()
    for interview in pilot.interviews.filter(withdrawn_at=None):
        counts.update(interview.themes)
    return counts.most_common()


def prepared(pilot: Pilot) -> dict[str, Any]:
    """What the records say of the pilot, for looking back: verdicts, adjustments, sprints, themes, errors, changes."""
    examined = pilot.examinations.first()
    result: Mapping[str, Any] = examined.result if examined else {}
    scope = set(processes_of(pilot))
    errors = [
        {"class": line.error_class, "count": line.count, "says": {"ko": line.sentence_ko, "en": line.sentence_en}}
        for line in work.error_catalogue()
        if any(str(run.automation.process_id) in scope for run in line.examples)
    ]
    return {
        "examination": examined.pk if examined else "",
        "gates": [
            {"name": gate["gate"]["kpi"], "verdict": gate["verdict"], "says": gate["says"]}
            for gate in result.get("gates", [])
        ],
        "adjustments": [
            {"what": each.what, "why": each.why, "on": each.made_on.isoformat(), "kpi": each.kpi}
            for each in pilot.adjustments.filter(withdrawn_at=None)
        ],
        "sprints": [{"number": each.number, "aim": each.aim, "outcome": each.outcome} for each in pilot.sprints.all()],
        "themes": [{"theme": theme, "count": count} for theme, count in themes(pilot)],
        "errors": errors[:10],
        "reviews": pilot.reviews.count(),
        "interviews": pilot.interviews.filter(withdrawn_at=None).count(),
        "measure_changes": pilot.measure_changes.count(),
    }


def lessons(pilot: Pilot) -> list[str]:
    """Everything learned, the newest retrospective first, each once."""
    return list(dict.fromkeys(lesson for each in pilot.retrospectives.all() for lesson in each.lessons))
