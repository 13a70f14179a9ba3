"""The house's own rules that no other tool checks."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "jangbu").rglob("*.py"))
OURS = [path for path in SOURCES if "migrations" not in path.parts and "tests" not in path.parts]
HOSTS = ["files.python" + "hosted.org", "py" + "pi.org", "registry.npm" + "js.org", "deb.deb" + "ian.org"]


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_over_400_lines(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_no_function_is_over_40_lines():
    long = []
    for path in OURS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
                if lines > 40:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} ({lines} lines)")
    assert long == []


def test_nothing_is_named_utils_or_helpers():
    assert [path for path in SOURCES if path.stem in {"utils", "helpers", "misc", "common"}] == []


def test_no_tracked_file_names_a_download_host():
    found = [
        path.relative_to(ROOT)
        for path in tracked()
        if path.suffix not in {".woff2", ".otf", ".png", ".mo"} and path.exists()
        if any(host in path.read_text(encoding="utf-8", errors="ignore") for host in HOSTS)
    ]
    assert found == []


def test_only_the_look_of_the_site_is_styled_and_scripted_from_files():
    """The content policy forbids inline style and script, so no template may hold one."""
    inline = re.compile(r"<script(?![^>]*\b(src=|type=\"application/json\"))|<style|\sstyle=|\son\w+=", re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}"
        for path in sorted((ROOT / "src" / "jangbu").rglob("templates/**/*.html"))
        if inline.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_apps_are_entered_only_by_their_three_faces():
    """Nobody imports another app's models or views: services, queries and actions are the doors, a feature's too.

    `base` and `registers` are no nouns but what apps are made of, and open.
    """
    wrong = []
    for path in OURS:
        if path.parts[-3:-1] == () or "apps" not in path.parts:
            continue
        app = path.parts[path.parts.index("apps") + 1]
        text = path.read_text(encoding="utf-8")
        for other, room, door in re.findall(r"from jangbu\.apps\.(\w+)\.(\w+)(?: import (\w+))?", text):
            faces = {"services", "queries", "actions"}
            if other not in {app, "base", "registers"} and room not in faces and door not in faces:
                wrong.append(f"{path.relative_to(ROOT)}: {other}.{room}")
    assert wrong == []


def test_no_module_gives_a_name_twice():
    """Two who add to one line, and a merge that keeps both, leave the second and lose the first."""
    twice = []
    for path in OURS:
        seen: set[str] = set()
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            names = {each.id for each in targets if isinstance(each, ast.Name)} - {"_"}
            if isinstance(node, ast.Assign | ast.AnnAssign):
                twice += [f"{path.relative_to(ROOT)}: {name}" for name in sorted(names & seen)]
                seen |= names
    assert twice == []


def test_no_two_routes_share_a_name() -> None:
    """The later one would silently take the other's place in every link."""
    files = [path for path in OURS if path.name == "urls.py"]
    names = [name for path in files for name in re.findall(r'name="([^"]+)"', path.read_text("utf-8"))]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_a_row_is_locked_without_the_rows_it_leads_to():
    """PostgreSQL refuses FOR UPDATE over a join that may be empty, and SQLite does not tell."""
    joined = re.compile(
        r"select_for_update\(\)(?:\s*\.\w+\([^()]*\))*\s*\.select_related|\.select_related\([^()]*\)(?:\s*\.\w+\([^()]*\))*\s*\.select_for_update\(\)"
    )
    assert [f"{path.relative_to(ROOT)}" for path in OURS if joined.search(path.read_text(encoding="utf-8"))] == []
