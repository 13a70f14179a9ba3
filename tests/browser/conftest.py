"""One site and one browser for all tests of this folder."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.owned import records_of

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Nothing of the browser's own may go out while we look.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="NO CHROMIUM HERE: pages were not opened in a browser"))


@dataclass(frozen=True)
class Site:
    """The running site: its address, the session of each role, and ids of what is on it."""

    url: str
    sessions: dict[str, str]
    ids: dict[str, str]
    home: Path


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    listener = socket.create_server(("127.0.0.1", 0))
    home = tempfile.mkdtemp(prefix="jangbu-browser-")
    environment = os.environ | {"JANGBU_HOME": home, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    environment.pop("DATABASE_URL", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.stage", str(listener.fileno())],
        cwd=ROOT,
        env=environment,
        pass_fds=[listener.fileno()],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        said = process.stdout.readline() if process.stdout else ""
        assert said, "the site did not come up; its last words are above"
        ids: dict[str, Any] = json.loads(said)
        yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", ids.pop("sessions"), ids, Path(home))
    finally:
        process.terminate()
        process.wait(20)
        listener.close()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def records(site: Site) -> str:
    """What the firm wrote, read once."""
    return records_of(site.home)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


def enter(
    browser: Browser,
    site: Site,
    who: str = "",
    *,
    language: str = "ko",
    scheme: str = "light",
    width: int = 1200,
    scripts: bool = True,
) -> BrowserContext:
    """A fresh browser profile: nothing cached, signed in as `who` with both factors, or nobody."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        base_url=site.url,
        java_script_enabled=scripts,
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
    if who:
        context.add_cookies([{"name": "sessionid", "value": site.sessions[who], "url": site.url}])
    return context
