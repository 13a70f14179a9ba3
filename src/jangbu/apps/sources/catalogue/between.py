"""Which dataset flowed into which, for a picture of all of them at once."""

from __future__ import annotations

from jangbu.apps.sources.catalogue.models import LineageEdge
from jangbu.apps.sources.delivery.models import Version


def flows_between() -> list[tuple[str, str]]:
    """(dataset id, dataset id) of every flow from one dataset to another, each once. Two queries."""
    edges = LineageEdge.objects.filter(target_kind=LineageEdge.Target.VERSION)
    pairs = list(edges.values_list("version__dataset_id", "target_id"))
    made = dict(Version.objects.filter(pk__in=[target for _, target in pairs]).values_list("pk", "dataset_id"))
    found = {(source, made[target]) for source, target in pairs if target in made and made[target] != source}
    return sorted(found)
