"""left.csv once more, in our normaliser's forms: `python -m bench.ours.normalised FOLDER OUT COLUMN=KIND ...`"""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path
from typing import cast

from bench.matching.sets import read, write
from jangbu.engines.quality.normalising import Kind, normalise_many

PARTS = {"company": "name"}  # of these the named part is compared: the name without its legal form


def main(folder: Path, out: Path, kinds: dict[str, str]) -> None:
    began = time.perf_counter()
    header, lines = read(folder / "left.csv")
    columns = [list(cells) for cells in zip(*lines, strict=True)]
    for name, kind in kinds.items():
        place = header.index(name)
        found = normalise_many(cast(Kind, kind), columns[place])
        part = PARTS.get(kind, "")
        columns[place] = [(each.parts.get(part) or each.value) if each else "" for each in found]
    out.mkdir(parents=True, exist_ok=True)
    write(out / "left.csv", header, list(zip(*columns, strict=True)))
    shutil.copy(folder / "truth.csv", out / "truth.csv")
    print(json.dumps({"seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), dict(each.split("=") for each in sys.argv[3:]))
