"""Rules proposed from a profile, each with what speaks for it. Weak evidence proposes nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from jangbu.engines.quality.formats import FORMATS
from jangbu.engines.quality.model import MOMENTS, NUMBERS, ColumnProfile, Profile
from jangbu.engines.quality.rules import Evidence, Kind, Rule, rule_id
from jangbu.engines.quality.shapes import shape_pattern
from jangbu.engines.quality.words import listed, meanings, says

LEAST = 0.8  # the lower end of the 95 % interval of a share that may become a rule
FILLED = 0.9  # of the rows, before a column counts as required
SHAPED = 0.5  # of the values, before one shape counts as the way to write them
ONE_EACH = 0.8  # of a firm list's business numbers differ, before a repeated one counts as a firm entered twice
NEAR_KEY = 0.98  # of the values differ: a key with accidents
RARE = 0.02  # a value seen at most so often may be another one mistyped
CLOSED = 50  # different values up to which a column may be a closed list
ACCIDENTS: dict[Kind, float] = {
    "required": 0.15,
    "unique": 0.2,
    "range": 0.1,
    "order": 0.15,
    "pattern": 0.5,
    "allowed": 0.1,
    "dependency": 0.05,
}
SHAPED_MEANINGS = {"phone", "business_number", "corporate_number", "rrn", "identifier", "code", "date", "timestamp"}
NAMING = {"identifier", "code", "business_number", "corporate_number"}  # what names a thing says what it is called
NAMED = {"company", "name", "address", "category", "text", "business_number", "corporate_number"}
KEY_MEANINGS = ("identifier", "code", "business_number", "corporate_number", "email")


def propose_rules(profile: Profile, *, as_of: date | None = None) -> list[Rule]:
    """Rules that the values themselves suggest: nearly always kept, so that a breach is news.

    `as_of` adds that dates of things past are not after that day. Evidence counts are of the profile's sample.
    """
    found: list[Rule] = []
    for column in profile.columns:
        for propose in (_required, _typed, _formatted, _shaped, _not_negative, _closed):
            found += propose(column, profile)
        if as_of is not None:
            found += _not_future(column, profile, as_of)
    return [*found, *_unique(profile), *_one_firm_one_number(profile), *_ordered(profile), *_determined(profile)]


def certain(holding: int, seen: int) -> bool:
    """Whether the 95 % Wilson interval of holding / seen lies above LEAST (Wilson 1927)."""
    if not seen:
        return False
    z, share = 1.96, holding / seen
    middle = share + z * z / (2 * seen)
    half = z * math.sqrt(share * (1 - share) / seen + z * z / (4 * seen * seen))
    return (middle - half) / (1 + z * z / seen) >= LEAST


def confirm(rules: Sequence[Rule], counts: Mapping[str, tuple[int, int]], profile: Profile) -> list[Rule]:
    """The proposed rules after all rows were counted: evidence of the whole, and none that the whole does not bear."""
    kept = []
    for rule in rules:
        failing, total = counts[rule.id]
        if total and failing <= ACCIDENTS[rule.kind] * total:
            kept.append(replace(rule, evidence=Evidence(total - failing, total, sampled=False)))
    return kept


def _rule(kind: Kind, columns: tuple[str, ...], holding: int, seen: int, detail: str = "", **more: object) -> Rule:
    evidence = Evidence(holding, seen, sampled=True)
    make: Callable[..., Rule] = Rule
    return make(id=rule_id(kind, columns, detail), kind=kind, columns=columns, evidence=evidence, **more)


def _required(column: ColumnProfile, profile: Profile) -> Iterator[Rule]:
    present = column.present(profile.rows)
    if present >= FILLED * profile.rows and certain(present, profile.rows):
        yield _rule("required", (column.name,), present, profile.rows)


def _typed(column: ColumnProfile, profile: Profile) -> Iterator[Rule]:
    present = column.present(profile.rows)
    fitting = present - column.misfits
    if column.column.texts and column.type in NUMBERS | MOMENTS and certain(fitting, present):
        yield _rule("pattern", (column.name,), fitting, present, column.type, format=column.type)


def _formatted(column: ColumnProfile, _profile: Profile) -> Iterator[Rule]:
    share = column.formats.get(column.semantic)
    if column.semantic in FORMATS and share is not None and certain(share.fitting, share.seen):
        yield _rule("pattern", (column.name,), share.fitting, share.seen, column.semantic, format=column.semantic)


def _shaped(column: ColumnProfile, _profile: Profile) -> Iterator[Rule]:
    """One way of writing where most values agree on it: 999-9999-9999 rather than 99999999999."""
    if column.semantic not in SHAPED_MEANINGS or column.type in NUMBERS or not column.shapes:
        return
    drawn, count = column.shapes[0]
    pattern = shape_pattern(drawn)
    if column.semantic == "phone" and drawn.startswith(("99-", "999-")):
        drawn, pattern, count = _hyphenated(column)
    if pattern is None or "9" not in drawn or column.sampled < 30 or count < SHAPED * column.sampled:
        return
    yield _rule(
        "pattern", (column.name,), count, column.sampled, "shape", pattern=pattern, shown=drawn, dimension="consistency"
    )


def _hyphenated(column: ColumnProfile) -> tuple[str, str, int]:
    """Phone numbers with hyphens: 02-123-4567 and 010-1234-5678 are written the same way."""
    ways = ("99-999-9999", "99-9999-9999", "999-999-9999", "999-9999-9999")
    count = sum(seen for drawn, seen in column.shapes if drawn in ways)
    return "999-9999-9999", r"^\d{2,3}-\d{3,4}-\d{4}$", count


def _not_negative(column: ColumnProfile, profile: Profile) -> Iterator[Rule]:
    if column.semantic not in ("money", "quantity") or column.type not in NUMBERS:
        return
    present = column.present(profile.rows) - column.misfits
    lower = column.quartiles[0] if column.quartiles else None
    below = sum(count for value, count in (column.counts or {}).items() if value.startswith(("-", "−", "△", "▲", "(")))
    if lower is not None and float(str(lower)) >= 0 and certain(present - below, present):
        yield _rule("range", (column.name,), present - below, present, "not_negative", minimum="0")


def _not_future(column: ColumnProfile, profile: Profile, as_of: date) -> Iterator[Rule]:
    """Things that happened did not happen after today; deadlines and plans may lie ahead."""
    if column.type not in MOMENTS or says(column.name, listed("future")) or len(column.quartiles) < 3:
        return
    if str(column.quartiles[2])[:10] > as_of.isoformat():
        return
    present = column.present(profile.rows) - column.misfits
    if certain(present, present):
        yield _rule(
            "range", (column.name,), present, present, "not_future",
            maximum=f"{as_of.isoformat()} 23:59:59.999999" if column.type == "timestamp" else as_of.isoformat(),
            dimension="timeliness",
        )  # fmt: skip


def _closed(column: ColumnProfile, profile: Profile) -> Iterator[Rule]:
    """A closed list of values, less those that look like another one mistyped."""
    if column.semantic != "category" or column.counts is None or not 2 <= len(column.counts) <= CLOSED:
        return
    counts, present = column.counts, sum(column.counts.values())
    if present < 100 or sum(count == 1 for count in counts.values()) > 0.01 * present:
        return
    slips = {value for value in counts if mistyped(value, counts, present)}
    allowed = tuple(
        sorted((value for value in counts if value not in slips), key=lambda value: (-counts[value], value))
    )
    holding = present - sum(counts[value] for value in slips)
    if len(allowed) >= 2 and certain(holding, present):
        yield _rule("allowed", (column.name,), holding, present, allowed=allowed)


def mistyped(value: str, counts: Mapping[str, int], present: int) -> bool:
    """Whether a rare value is a frequent one but for spaces, case or a letter or two."""
    count = counts[value]
    if count > RARE * present:
        return False
    others = (other for other, often in counts.items() if other != value and often >= 10 * count)
    return any(_alike(value, other) for other in others)


def _alike(one: str, other: str) -> bool:
    bare_one, bare_other = ("".join(filter(str.isalnum, text)).casefold() for text in (one, other))
    if bare_one == bare_other:
        return True
    shorter = min(len(bare_one), len(bare_other))
    if shorter < 3 or any(map(str.isdecimal, bare_one + bare_other)):
        return False  # "1급" and "2급", "A동" and "B동" are different things
    return _distance(bare_one, bare_other) <= (1 if shorter < 8 else 2)


def _distance(one: str, other: str) -> int:
    """Letters to insert, delete, replace or swap (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _unique(profile: Profile) -> Iterator[Rule]:
    """The column that names the rows: an identifier where there is one, else a number or address that should."""
    if profile.rows < 20:
        return
    near = [column for column in profile.columns if _is_near_key(column, profile)]
    for wanted in KEY_MEANINGS:
        for column in near:
            if column.semantic == wanted:
                present = column.present(profile.rows)
                yield _rule("unique", (column.name,), column.distinct, present)
                return


def _one_firm_one_number(profile: Profile) -> Iterator[Rule]:
    """In a list of firms with codes of their own, a business number that comes again is a firm entered twice.

    A list of invoices repeats its sellers' numbers as a matter of course; there far fewer of them differ.
    """
    kinds = {column.semantic for column in profile.columns}
    if profile.rows < 20 or not {"company", "business_number"} <= kinds or not kinds & {"identifier", "code"}:
        return
    for column in profile.columns:
        present = column.present(profile.rows)
        if column.semantic == "business_number" and ONE_EACH * present <= column.distinct < NEAR_KEY * present:
            yield _rule("unique", (column.name,), column.distinct, present)


def _is_near_key(column: ColumnProfile, profile: Profile) -> bool:
    present = column.present(profile.rows)
    said = meanings(column.name)
    named = (
        "identifier" in said or "code" in said or column.semantic in ("business_number", "corporate_number", "email")
    )
    first = column.name == profile.columns[0].name and column.semantic in ("identifier", "code")
    return (named or first) and present >= FILLED * profile.rows and column.distinct >= NEAR_KEY * present


def _ordered(profile: Profile) -> Iterator[Rule]:
    """Date pairs of which one comes first nearly always; headers must not say the contrary."""
    for pair in profile.pairs:
        wrong_way = says(pair.before, listed("later")) and says(pair.after, listed("earlier"))
        told = says(pair.after, listed("later")) or says(pair.before, listed("earlier"))
        kept = certain(pair.holding, pair.seen) and pair.holding >= (0.95 if told else 0.98) * pair.seen
        if kept and not wrong_way and pair.seen >= 30:
            yield _rule("order", (pair.before, pair.after), pair.holding, pair.seen)


def _determined(profile: Profile) -> Iterator[Rule]:
    """What a code stands for: rows with one customer code have one customer name. One rule for each column told."""
    semantics = {column.name: column.semantic for column in profile.columns}
    told: set[str] = set()
    for each in profile.dependencies:  # the surest first
        if len(each.left) > 1 or each.right in told or semantics[each.left[0]] not in NAMING:
            continue
        if semantics[each.right] in NAMED and each.seen >= 30 and certain(each.holding, each.seen):
            told.add(each.right)
            yield _rule("dependency", (*each.left, each.right), each.holding, each.seen)
