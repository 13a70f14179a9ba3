"""A map of data flows and of who answers for what, as SVG: boxes in columns, lanes by person, arrows between.

    svg = flow_svg(FlowMap(title, description, nodes, edges, lanes, columns, natures, looks))

Layered by hand (no layout library): deterministic, no box on another, no text out of its box, arrows only in the
gutters, and readable on A4 landscape with thirty systems.
"""

from jangbu.engines.flowmap.drawing import flow_svg, print_size
from jangbu.engines.flowmap.layout import TALL, WIDE, Band, Layout, Placed, laid_out
from jangbu.engines.flowmap.measuring import width, wrapped
from jangbu.engines.flowmap.model import COLUMN, KINDS, NATURES, Edge, FlowMap, Lane, Node, rows
from jangbu.engines.flowmap.ordering import crossings
from jangbu.engines.flowmap.routing import Route, routes

__all__ = [
    "COLUMN",
    "KINDS",
    "NATURES",
    "TALL",
    "WIDE",
    "Band",
    "Edge",
    "FlowMap",
    "Lane",
    "Layout",
    "Node",
    "Placed",
    "Route",
    "crossings",
    "flow_svg",
    "laid_out",
    "print_size",
    "routes",
    "rows",
    "width",
    "wrapped",
]
