"""From the records to the picture: every box and arrow is a row that somebody can open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import PurePath
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from jangbu.apps.aimodels import queries as aimodels
from jangbu.apps.aimodels.queries import Standing
from jangbu.apps.gateway import queries as gateway
from jangbu.apps.people import queries as people
from jangbu.apps.reports.onepage import readers, words
from jangbu.apps.reports.onepage.duties import accountable
from jangbu.apps.sources import queries as sources
from jangbu.apps.vendors import queries as vendors
from jangbu.apps.work import queries as work
from jangbu.engines.flowmap import Edge, FlowMap, Lane, Node
from jangbu.engines.flowmap.model import Look, Nature, Tone
from jangbu.kernel.clock import SEOUL
from jangbu.kernel.entry import Actor

DECIDED_WITHIN = timedelta(days=90)
INLAND = ("here", "KR", "")
UNOWNED = ""
Fact = tuple[str, Tone]


@dataclass(slots=True)
class Gathered:
    """What is drawn, as it grows. `personal` are keys of datasets with personal data, `failing` of those below."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    personal: set[str] = field(default_factory=set)
    failing: set[str] = field(default_factory=set)
    staff: dict[str, tuple[str, str]] = field(default_factory=dict)  # id: name and title
    final: dict[tuple[str, str], str] = field(default_factory=dict)  # who is accountable for a kind and id
    register: dict[tuple[str, str], Standing] = field(default_factory=dict)  # what serves of each AI, by kind and id

    def add(self, node: Node) -> None:
        self.nodes.setdefault(node.key, node)

    def link(self, source: str, target: str, nature: Nature, what: str = "") -> None:
        if source in self.nodes and target in self.nodes:
            self.edges.append(Edge(source, target, nature, what))

    def lane(self, kind: str, key: str, otherwise: str | None) -> str:
        """Whoever is accountable by the matrix of duties; before anybody was named, whom the record names."""
        person = self.final.get((kind, key)) or otherwise
        return person if person and person in self.staff else UNOWNED


def gathered(actor: Actor, now: datetime, codes: Mapping[str, str] | None = None) -> Gathered:
    """Everything this actor may see, in a fixed number of queries but for the uses of each vendor. `codes` stand for
    people's names, by id, where none may leave."""
    held = people.people_list(now).filter(is_active=True)
    staff = {each.pk: (codes[each.pk] if codes else each.name, each.title) for each in held}
    made = Gathered(staff=staff, final=accountable(now), register=aimodels.standings(actor, now))
    _data(made, actor, now)
    _automations(made, actor, now)
    _models(made, actor)
    readers.drawn_in(made, actor)
    _vendors(made, actor)
    _decisions(made, actor, now)
    return made


def drawn(made: Gathered, firm: str, description: str) -> FlowMap:
    lanes = [Lane(key, name, title) for key, (name, title) in sorted(made.staff.items(), key=lambda each: each[1])]
    lanes.append(Lane(UNOWNED, _("맡은 사람 없음"), _("누가 맡을지 정해 주세요")))
    title = _("%(firm)s, 데이터가 흐르는 길과 책임지는 사람") % {"firm": firm}
    return FlowMap(
        title,
        description,
        list(made.nodes.values()),
        made.edges,
        lanes,
        words.columns(),
        words.natures(),
        words.looks(),
    )


def _data(made: Gathered, actor: Actor, now: datetime) -> None:
    scores = {line.dataset.pk: line for line in sources.lines(actor)}
    for line in sources.catalogue(actor, now.astimezone(SEOUL).date()):
        dataset, key = line.dataset, f"dataset:{line.dataset.pk}"
        origin, measured = _origin(dataset.source), scores.get(dataset.pk)
        if line.personal:
            made.personal.add(key)
        if measured is not None and measured.below:
            made.failing.add(key)
        lane = made.lane("dataset", dataset.pk, line.card.owner if line.card else None)
        look: Look = "stopped" if key in made.failing else ""
        url = reverse("dataset", args=[dataset.pk])
        made.add(Node(key, "dataset", dataset.name, lane, tuple(_dataset_facts(line, measured)), look, url))
        made.add(
            Node(
                origin[0], "source", origin[1], lane, ((origin[2], ""),) if origin[2] else (), url=reverse("catalogue")
            )
        )
        made.link(origin[0], key, "private" if line.personal else "plain")
    for one, other in sources.flows_between():
        source = f"dataset:{one}"
        made.link(source, f"dataset:{other}", "private" if source in made.personal else "plain")


def _origin(source: object) -> tuple[str, str, str]:
    """(key, name, fact) of where a dataset comes from: files of one folder and tables of one database are one box."""
    kind, location = str(getattr(source, "kind", "")), str(getattr(source, "location", ""))
    if kind == "database":
        parts = urlsplit(location)
        return f"source:{location}", _("데이터베이스"), f"{parts.hostname or ''}{parts.path}" or location
    if kind == "path":
        folder = PurePath(location).parent
        return f"source:{folder}", _("이 컴퓨터의 파일"), folder.name
    return "source:upload", _("올린 파일"), ""


def _dataset_facts(line: sources.CatalogueLine, measured: sources.DatasetLine | None) -> Iterable[Fact]:
    if line.personal:
        kinds = ", ".join(dict.fromkeys(sources.kind_word(kind) for kind in line.personal.values()))
        yield _("개인정보: %(kinds)s") % {"kinds": kinds}, "private"
    if measured is not None and measured.score is not None:
        said = _("%(score)s점, 기준 %(threshold)s점") % {"score": measured.score, "threshold": line.dataset.threshold}
        yield f"{'○' if measured.below else '●'} {said}", "bad" if measured.below else "good"
    if line.card is not None:
        yield str(line.card.get_classification_display()), ""
    elif not line.missing:
        return
    else:
        yield _("쓰기 전 질문이 남았어요"), ""


def _automations(made: Gathered, actor: Actor, now: datetime) -> None:
    for each in work.automations(actor).filter(created_at__lte=now):
        key, version = f"automation:{each.pk}", each.current
        stopped = each.state != "running"
        facts: list[Fact] = [(str(each.get_state_display()), "bad")] if stopped else []
        served = readers.served(made.register.get(("automation", each.pk)))
        if served is not None:
            facts.append(served)
        elif version is not None:
            facts.append((_("%(n)s판") % {"n": version.number}, ""))
        facts.append((each.process.name, ""))
        lane = made.lane("process", each.process_id, version.who if version else each.process.owner)
        url = reverse("automation", args=[each.pk])
        made.add(Node(key, "automation", each.name, lane, tuple(facts), "stopped" if stopped else "", url))
        for dataset in version.datasets if version else ():
            source = f"dataset:{dataset}"
            made.link(source, key, _nature(made, source, stopped=stopped))
        if version and any(f"dataset:{dataset}" in made.personal for dataset in version.datasets):
            made.personal.add(key)
    for tool in work.event_sources(actor):
        source = f"tool:{tool.pk}"
        name = str(tool.get_tool_display())
        owner = tool.process.owner if tool.process else None
        url = reverse("event-source", args=[tool.pk])
        made.add(
            Node(
                source,
                "source",
                tool.name,
                made.lane("process", str(tool.process_id or ""), owner),
                ((name, ""),),
                "outside",
                url,
            )
        )


def _nature(made: Gathered, key: str, *, stopped: bool) -> Nature:
    return "stopped" if stopped else "private" if key in made.personal else "plain"


def _models(made: Gathered, actor: Actor) -> None:
    """Models and automations beside them; what goes to a model is always masked first by the gateway."""
    named = {each.pk: each for each in gateway.visible(actor)}
    for endpoint in named.values():
        vendor = vendors.vendors_of("endpoint", endpoint.pk).first()
        facts: list[Fact] = [(str(endpoint.get_country_display()), "")]
        if not endpoint.on:
            facts.insert(0, (_("꺼 두었어요"), ""))
        served = readers.served(made.register.get(("model", endpoint.pk)))
        if served is not None:
            facts.insert(0, served)
        if vendor is not None:
            facts.append((vendor.name, ""))
        look: Look = "" if endpoint.country == "here" else "outside"
        lane = made.lane("endpoint", endpoint.pk, vendor.owner if vendor and vendor.owner else endpoint.created_by)
        url = reverse("endpoint", args=[endpoint.pk])
        made.add(Node(f"model:{endpoint.pk}", "model", endpoint.name, lane, tuple(facts), look, url))
    for each in work.automations(actor):
        endpoint_id = str(each.current.settings.get("endpoint") or "") if each.current else ""
        if endpoint_id not in named:
            continue
        key = f"automation:{each.pk}"
        abroad = named[endpoint_id].country not in INLAND
        nature: Nature = "abroad" if abroad else "masked" if key in made.personal else "plain"
        stopped = each.state != "running" or not named[endpoint_id].on
        made.link(key, f"model:{endpoint_id}", "stopped" if stopped else nature, _("가린 글만 나가요"))


def _vendors(made: Gathered, actor: Actor) -> None:
    """Vendors that hold our data or run our automations; one behind a model is a line of that model's box."""
    seen = {vendor.pk for vendor in vendors.visible(actor)}
    for vendor in vendors.in_use():
        if vendor.pk not in seen:
            continue
        used = [each for each in vendors.uses_of(vendor) if each.use.kind in {"dataset", "automation"}]
        if not used and any(each.use.kind == "endpoint" for each in vendors.uses_of(vendor)):
            continue
        key = f"vendor:{vendor.pk}"
        country = str(vendors.country_said(vendor).head)
        facts: list[Fact] = [(country, "")]
        if vendor.handles_personal:
            facts.insert(0, (_("개인정보를 맡겨요"), "private"))
        url = reverse("vendors-detail", args=[vendor.pk])
        made.add(
            Node(key, "vendor", vendor.name, made.lane("vendor", vendor.pk, vendor.owner), tuple(facts), "outside", url)
        )
        for each in used:
            source = f"{each.use.kind}:{each.use.key}"
            abroad = vendor.country not in INLAND
            private = vendor.handles_personal or source in made.personal
            made.link(source, key, "abroad" if abroad else "private" if private else "plain", str(vendor.purpose)[:80])


def _decisions(made: Gathered, actor: Actor, now: datetime) -> None:
    """Who really decided in the last ninety days, and what came out."""
    decided = work.deciders(now - DECIDED_WITHIN, now)
    names = words.results()
    for each in work.automations(actor):
        key, stopped = f"automation:{each.pk}", each.state != "running"
        deciding = {person: count for person, count in decided.get(each.pk, {}).items() if person in made.staff}
        out = f"result:{each.kind}:{each.process_id}"
        if each.kind in names:
            about: tuple[Fact, ...] = ((each.process.name, ""),)
            url = reverse("process", args=[each.process_id])
            made.add(
                Node(
                    out,
                    "result",
                    names[each.kind],
                    made.lane("process", each.process_id, each.process.owner),
                    about,
                    url=url,
                )
            )
        if not deciding:
            made.link(key, out, _nature(made, key, stopped=stopped))
        for person, count in sorted(deciding.items()):
            box = f"person:{person}"
            name, _title = made.staff[person]
            facts: tuple[Fact, ...] = ((_("90일 동안 %(n)s건") % {"n": sum(_all(decided, person))}, ""),)
            made.add(Node(box, "person", name, person, facts, "person", reverse("person", args=[person])))
            nature = _nature(made, key, stopped=stopped)
            made.link(key, box, nature, _("%(n)s건을 정했어요") % {"n": count})
            if not any(edge.source == box and edge.target == out for edge in made.edges):
                made.link(box, out, nature)


def _all(decided: dict[str, dict[str, int]], person: str) -> list[int]:
    return [counts[person] for counts in decided.values() if person in counts]
