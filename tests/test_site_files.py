"""What the site sends: compressed twins in step, and no file that a page would have to wait for twice."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

STATIC = Path(__file__).parents[1] / "src" / "jangbu" / "web" / "static"
TWINS = sorted(STATIC.rglob("*.gz"))


@pytest.mark.parametrize("twin", TWINS, ids=lambda path: path.name)
def test_a_compressed_twin_holds_what_its_original_holds(twin: Path):
    """After a change: `gzip -9nkf FILE`."""
    assert gzip.decompress(twin.read_bytes()) == twin.with_suffix("").read_bytes()


def test_the_heavy_files_have_twins():
    assert {twin.name for twin in TWINS} == {"htmx.min.js.gz", "pretendard.css.gz"}


def test_the_core_font_is_found_with_its_licence():
    for name in ("core-regular.woff2", "core-bold.woff2", "LICENSE.txt"):
        assert finders.find(f"fonts/core/{name}")
