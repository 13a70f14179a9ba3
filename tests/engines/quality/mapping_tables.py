"""Tables made up for mapping, with the field that each column is: five schemas in six styles of heads."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import yaml

from jangbu.engines.quality.frame import Frame
from tests.engines.quality.mapping_values import EXTRAS, ROWS, Made

STYLES = ("korean", "english", "short", "erp", "none", "noisy")
HEADS: dict[str, dict[str, dict[str, list[str]]]] = yaml.safe_load(
    Path(__file__).with_name("mapping_heads.yaml").read_text("utf-8")
)
MUST = {
    "customer": {"name"}, "invoice": {"date", "net", "gross"}, "invoice_line": {"item", "quantity", "unit_price"},
    "quote_request": {"requested_on", "item", "quantity"}, "case_log": {"case_id", "activity", "timestamp"},
}  # fmt: skip
# Fields that hold the same values: without heads nobody can tell one from the other.
TWINS = (
    {"representative", "contact", "owner"}, {"phone", "fax"}, {"date", "issued_on", "sent_on"}, {"seller", "buyer"},
    {"seller_tax_id", "buyer_tax_id"}, {"seller_address", "buyer_address"}, {"seller_email", "buyer_email"},
    {"seller_representative", "buyer_representative"}, {"business_type", "business_item"},
)  # fmt: skip
PRICED = {"net", "tax", "gross", "amount", "unit_price", "budget"}
UNITS = ("(원)", "[원]", " (VAT포함)", "*", " (필수)", "(KRW)")


@dataclass(frozen=True)
class Table:
    """`truth` is the field of each column, None for what no field fits."""

    frame: Frame
    schema: str
    style: str
    truth: tuple[str | None, ...]

    @property
    def headless(self) -> bool:
        return self.style == "none"


def is_empty(table: Table, column: int) -> bool:
    return all(cell in (None, "", "-") for cell in table.frame.columns[column])


def right(table: Table, column: int, found: str | None, *, twins: bool = False) -> bool:
    truth = table.truth[column]
    return found == truth or (twins and any({truth, found} <= pair for pair in TWINS))


def make_table(seed: int, schema: str, style: str, rows: int = 60) -> Table:
    rng = random.Random(f"{seed} {schema} {style}")
    english = style == "english" or (style in ("noisy", "none") and rng.random() < 0.25)
    made = Made(rng, english=english)
    body = ROWS[schema](made, rows)
    fields = [each for each in HEADS[schema] if each in MUST[schema] or rng.random() < 0.7]
    pick = 0 if style == "erp" and rng.random() < 0.6 else None
    columns: list[tuple[str, str | None, list[str | None]]] = []
    for field in fields:
        cells = [row[field] for row in body]
        if field not in MUST[schema] and rng.random() < 0.2:
            cells = [cell if rng.random() < 0.4 else rng.choice([None, "", "-"]) for cell in cells]
        columns.append((_head(rng, schema, field, style, english=english, pick=pick), field, cells))
    for (korean, latin), maker in rng.sample(list(EXTRAS.items()), rng.randint(1, 4)):
        if korean == "순번" and schema == "invoice_line":
            continue  # there it is a field
        place = rng.randint(0, len(columns))
        columns.insert(place, (latin if english else korean, None, [maker(made, at) for at in range(rows)]))
    if style not in ("erp", "none") or (style == "none" and rng.random() < 0.5):
        rng.shuffle(columns)
    names = [f"열 {at + 1}" for at in range(len(columns))] if style == "none" else [head for head, _f, _c in columns]
    frame = Frame(f"{schema}-{style}-{seed}", tuple(_unique(names)), tuple(cells for _h, _f, cells in columns))
    return Table(frame, schema, style, tuple(field for _head, field, _cells in columns))


def _head(rng: random.Random, schema: str, field: str, style: str, *, english: bool, pick: int | None) -> str:
    if style in ("korean", "english", "short"):
        return rng.choice(HEADS[schema][field][style])
    if style == "erp":
        heads = HEADS[schema][field][style]
        return heads[pick] if pick is not None else heads[-1]
    head = rng.choice(HEADS[schema][field]["english" if english else "korean"])
    slip = rng.random()
    if slip < 0.3 and len(head) >= 4:
        head = _misspelt(rng, head)
    elif slip < 0.5:
        head = (
            f"{head}{rng.choice(UNITS) if field in ('net', 'tax', 'gross', 'amount', 'unit_price', 'budget') else '*'}"
        )
    elif slip < 0.6:
        head = head.upper() if english else f"{head[:2]} {head[2:]}"
    elif slip < 0.7:
        head = f"{rng.randint(1, 9)}. {head}"
    return head


def _misspelt(rng: random.Random, head: str) -> str:
    at = rng.randrange(1, len(head) - 1)
    if rng.random() < 0.5:
        return head[:at] + head[at + 1 :]
    return head[:at] + head[at + 1] + head[at] + head[at + 2 :]


def _unique(names: list[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        unique, number = name, 2
        while unique in found:
            unique, number = f"{name}_{number}", number + 1
        found.append(unique)
    return found


def make_tables(seeds: range, styles: tuple[str, ...] = STYLES) -> list[Table]:
    """Every schema in every style, once a seed; each seventh table has one row."""
    found = []
    for seed in seeds:
        for at, schema in enumerate(HEADS):
            for place, style in enumerate(styles):
                one = (seed * 30 + at * 6 + place) % 7 == 6
                found.append(make_table(seed, schema, style, 1 if one else 30 + 10 * (seed % 5)))
    return found
