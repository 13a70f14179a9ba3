"""numpy-financial's internal rate of return, one flow after another. Argument: a folder with flows.npy."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
import numpy_financial  # type: ignore[import-not-found]  # in .venv-bench


def main(folder: Path) -> None:
    flows = np.load(folder / "flows.npy")
    began = time.process_time()
    rates = [float(numpy_financial.irr(flow)) for flow in flows]
    print(json.dumps({"rates": rates, "per_second": len(flows) / (time.process_time() - began)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
