"""The sixteen checks as a contract: exact counts and the first failing rows of each."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from typing import cast

from bench.peers.sixteen import CHECKS


def main(path: str) -> None:
    from jangbu.engines.quality import Rule, check, make_contract  # noqa: PLC0415  # importing is part of the wall
    from jangbu.engines.quality.rules import Kind  # noqa: PLC0415

    def rule(number: int, kind: str, column: str, told: tuple[str, ...]) -> Rule:
        columns = (column, told[0]) if kind == "order" else (column,)
        low, high = (told[0], told[1]) if kind == "range" else (None, None)
        pattern, allowed = (told[0] if kind == "pattern" else None), (told if kind == "allowed" else ())
        made = Rule(f"check{number}", cast(Kind, kind), columns, minimum=low, maximum=high, pattern=pattern)
        return replace(made, allowed=allowed)

    began = time.perf_counter()
    rules = [rule(number, *each) for number, each in enumerate(CHECKS, 1)]
    result = check(path, make_contract("orders", [], rules))
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "failing": [each.failing for each in result.rules]}))


if __name__ == "__main__":
    main(sys.argv[1])
