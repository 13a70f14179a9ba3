"""Where the real data to measure with lie, if they are here: beside the repository, never inside it."""

import os
from pathlib import Path

import pytest

DATA = Path(os.environ.get("JANGBU_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))


def needs_shared_data(*parts: str) -> pytest.MarkDecorator:
    """Skip, with the name of what is missing, where `DATA/parts` is absent."""
    path = DATA.joinpath(*parts)
    return pytest.mark.skipif(not path.exists(), reason=f"{path} is not on this machine")
