"""The picture as it is now: drawing, table, what it says first, and what changed since one was kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jangbu.apps.ledger import queries as ledger
from jangbu.apps.people import queries as people
from jangbu.apps.reports.onepage.duties import Duties, duties
from jangbu.apps.reports.onepage.gathering import UNOWNED, Gathered, drawn, gathered
from jangbu.apps.reports.onepage.models import Drawing
from jangbu.engines.flowmap import TALL, FlowMap, flow_svg, rows
from jangbu.kernel.entry import Actor


@dataclass(frozen=True, slots=True)
class OnePage:
    """`first` and `rest` are the sentences of the lede; `table` the arrows in words; `entry` where the ledger stood."""

    map: FlowMap
    firm: str
    first: str
    rest: str
    table: Sequence[tuple[str, str, str, str]]
    duties: Duties
    shape: dict[str, Any]
    entry: int
    people: int
    at: datetime

    def svg(self, *, standalone: bool = False, tall: float = TALL) -> str:
        return flow_svg(self.map, map_id="onepage", standalone=standalone, tall=tall)

    @property
    def empty(self) -> bool:
        return not self.map.nodes


@dataclass(frozen=True, slots=True)
class Changed:
    """Against a kept picture: names of boxes that came and went, and how many arrows did."""

    since: Drawing
    came: Sequence[str]
    went: Sequence[str]
    flows_came: int
    flows_went: int

    @property
    def flows_said(self) -> str:
        """How many arrows came and went; empty where none did."""
        said = [
            _("화살표 %(n)s개가 생겼어요.") % {"n": self.flows_came} if self.flows_came else "",
            _("화살표 %(n)s개가 없어졌어요.") % {"n": self.flows_went} if self.flows_went else "",
        ]
        return " ".join(each for each in said if each)

    @property
    def nothing(self) -> bool:
        return not (self.came or self.went or self.flows_came or self.flows_went)


def one_page(actor: Actor, now: datetime, codes: Mapping[str, str] | None = None) -> OnePage:
    """Drawn from what this actor may see; with `codes`, by person id, without anybody's name."""
    made = gathered(actor, now, codes)
    firm = people.firm()
    name = firm.name if firm else ""
    first, rest = _lede(made)
    drawing = drawn(made, name, f"{first} {rest}".strip() + " " + _("아래 표에 같은 내용이 글로 있어요."))
    state = ledger.state()
    return OnePage(
        drawing,
        name,
        first,
        rest,
        rows(drawing),
        duties(actor, now, codes),
        shape_of(made),
        state.entries,
        len(made.staff),
        now,
    )


def shape_of(made: Gathered) -> dict[str, Any]:
    """What can be kept: a person's box keeps its id alone."""
    boxes = {
        node.key: [node.kind, "" if node.kind == "person" else node.name, node.lane] for node in made.nodes.values()
    }
    flows = sorted({(edge.source, edge.target, edge.nature) for edge in made.edges})
    return {"boxes": dict(sorted(boxes.items())), "flows": [list(flow) for flow in flows]}


def kept(at: datetime | None = None) -> Drawing | None:
    """The newest kept picture, of those up to `at`."""
    held = Drawing.objects.all()
    return (held.filter(drawn_at__lte=at) if at else held).first()


def changed(page: OnePage, since: Drawing | None) -> Changed | None:
    if since is None:
        return None
    then, now = since.shape, page.shape
    names = {key: box[1] or _("사람") for key, box in {**then["boxes"], **now["boxes"]}.items()}
    names |= {node.key: node.name for node in page.map.nodes}  # people too: those who are on the page by name anyway
    came = sorted(names[key] for key in now["boxes"].keys() - then["boxes"].keys())
    went = sorted(names[key] for key in then["boxes"].keys() - now["boxes"].keys())
    before, after = ({tuple(flow) for flow in each["flows"]} for each in (then, now))
    return Changed(since, came, went, len(after - before), len(before - after))


def _lede(made: Gathered) -> tuple[str, str]:
    """What needs somebody, then how data leave."""
    if not made.nodes:
        return _("아직 그릴 것이 없어요."), _("데이터를 올리거나 업무를 적으면 저절로 그려져요.")
    stopped = sum(1 for node in made.nodes.values() if node.kind == "automation" and node.look == "stopped")
    alone = sum(1 for node in made.nodes.values() if node.lane == UNOWNED)
    abroad = sum(1 for edge in made.edges if edge.nature == "abroad")
    systems = len(made.nodes)
    said = ngettext("상자 %(n)d개가 이어져 있어요.", "상자 %(n)d개가 이어져 있어요.", systems) % {"n": systems}
    if stopped:
        said = ngettext("자동화 %(n)d개가 멈춰 있어요.", "자동화 %(n)d개가 멈춰 있어요.", stopped) % {"n": stopped}
    elif alone:
        said = ngettext("맡은 사람이 없는 것이 %(n)d개예요.", "맡은 사람이 없는 것이 %(n)d개예요.", alone) % {
            "n": alone
        }
    out = (
        ngettext("나라 밖으로 나가는 길은 %(n)d개예요.", "나라 밖으로 나가는 길은 %(n)d개예요.", abroad) % {"n": abroad}
        if abroad
        else _("나라 밖으로 나가는 길은 없어요.")
    )
    return said, out
