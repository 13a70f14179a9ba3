"""Dependencies as rules: the value that most rows of a group have, and the rows that have another."""

from __future__ import annotations


def usual(relation: str, left: str, right: str, row: str, condition: str) -> str:
    """For each value of `left` that comes with several of `right`: the most frequent of these, of equally frequent ones
    the one that comes first. SQL in parentheses, with the columns left_value and right_value; `row` numbers rows."""
    pairs = (
        f"SELECT {left} AS left_value, {right} AS right_value, count(*) AS often, min({row}) AS first FROM {relation}"
        f" WHERE {condition} GROUP BY ALL"
    )
    return (
        f"(SELECT left_value, arg_max(right_value, (often, -first)) AS right_value FROM ({pairs})"
        f" GROUP BY left_value HAVING count(*) > 1)"
    )


def strays(relation: str, left: str, right: str, row: str, condition: str) -> str:
    """The numbers of the rows that have another value of `right` than most rows with their `left`."""
    held = f"SELECT {left} AS left_value, {right} AS right_value, {row} AS row_number FROM {relation} WHERE {condition}"
    groups = usual(f"({held})", "left_value", "right_value", "row_number", "true")
    return (
        f"(SELECT row_number FROM ({held}) AS held JOIN {groups} AS told USING (left_value)"
        f" WHERE held.right_value != told.right_value)"
    )
