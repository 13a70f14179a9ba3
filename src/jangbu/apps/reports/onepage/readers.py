"""AI of the register that is no connection and no automation: reading rules, recognition, prompts, outside tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from jangbu.apps.aimodels.queries import Standing
from jangbu.apps.work import queries as work
from jangbu.engines.flowmap import Node
from jangbu.engines.flowmap.model import Look, Nature, Tone
from jangbu.kernel.entry import Actor

if TYPE_CHECKING:
    from jangbu.apps.reports.onepage.gathering import Gathered

BOXED = ("rules", "ocr", "other")  # what has a box of its own beside the connections
READS = ("rules", "ocr")
SHAPES = {"met": "●", "unmet": "○", "claimed": "◌", "unknown": "?"}
SHOWN = 16  # characters of a label


def served(standing: Standing | None) -> tuple[str, Tone] | None:
    """Which version serves and whether it was evaluated and approved, as one fact of a box."""
    if standing is None or standing.shape == "unknown":
        return None
    label = standing.label if len(standing.label) <= SHOWN else f"{standing.label[: SHOWN - 1]}…"
    said = _("%(shape)s %(label)s, %(word)s") % {
        "shape": SHAPES.get(standing.shape, "?"),
        "label": label,
        "word": standing.word.head,
    }
    return said, standing.tone


def drawn_in(made: Gathered, actor: Actor) -> None:
    """Each in the lane of whoever answers for it; readers are linked to the automations that read by them."""
    for (kind, _ref), each in made.register.items():
        if kind not in BOXED:
            continue
        fact = served(each)
        entry = each.entry
        look: Look = "outside" if kind == "other" else ""
        lane = made.lane("ai_model", entry.pk, entry.owner or None)
        url = reverse("aimodels-detail", args=[entry.pk])
        made.add(Node(f"ai:{entry.pk}", "model", entry.name, lane, (fact,) if fact else (), look, url))
        if kind in READS:
            _link(made, actor, f"ai:{entry.pk}")
    _prompts(made)


def _link(made: Gathered, actor: Actor, reader: str) -> None:
    for automation in work.automations(actor).filter(kind="invoice"):
        key = f"automation:{automation.pk}"
        stopped = automation.state != "running"
        nature: Nature = "stopped" if stopped else "private" if key in made.personal else "plain"
        made.link(key, reader, nature, _("이 컴퓨터에서 읽어요"))


def _prompts(made: Gathered) -> None:
    """A prompt is a line of its automation's box."""
    for (kind, ref), each in made.register.items():
        node = made.nodes.get(f"automation:{ref}") if kind == "prompt" else None
        fact = served(each)
        if node is not None and fact is not None:
            text = _("프롬프트 %(said)s") % {"said": fact[0]}
            lines = (*node.lines[:1], (text, fact[1]), *node.lines[1:])
            made.nodes[node.key] = Node(node.key, node.kind, node.name, node.lane, lines, node.look, node.url)
