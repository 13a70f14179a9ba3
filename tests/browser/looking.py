"""What is looked for on an open page."""

from __future__ import annotations

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

AXE = Axe()
SERIOUS = {"serious", "critical"}

# Hangul that is neither marked as Korean nor as the firm's own words, in text and in what is read aloud. A page's title
# names the firm and its things, so it is left out; in a sentence its
# things stand in quotes; and a language is named in itself.
HANGUL = """() => {
  const hangul = /[\\u1100-\\u11ff\\u3130-\\u318f\\uac00-\\ud7af]/, found = [];
  const owned = (node) => node.closest('[translate="no"], [lang="ko"], head title, script, style, textarea');
  const unquoted = (text) => text.replace(/'[^']*'|‘[^’]*’/g, '').trim();
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const text = unquoted(node.data);
    if (hangul.test(text) && text !== '한국어' && !owned(node.parentElement)) found.push(text);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-w', 'data-busy'])
    for (const node of document.querySelectorAll(`[${name}]`)) {
      const text = unquoted(node.getAttribute(name));
      if (hangul.test(text) && !owned(node)) found.push(`${name}: ${text}`);
    }
  return found;
}"""


@dataclass
class Watch:
    """Listens to one page: what its console complained of, and how many bytes it took."""

    complaints: list[str] = field(default_factory=list)
    weight: int = 0
    heavy: dict[str, int] = field(default_factory=dict)

    def on(self, page: Page) -> Watch:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfinished", self._weigh)
        return self

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _weigh(self, request: Request) -> None:
        sizes = request.sizes()
        self.weight += sizes["responseBodySize"] + sizes["responseHeadersSize"]
        self.heavy[request.url] = sizes["responseBodySize"]


def barriers(page: Page) -> list[str]:
    """Serious and critical findings of axe-core: rule, and the first place."""
    found = AXE.run(page).response["violations"]
    return [
        f"{each['id']} at {each['nodes'][0]['target']} ({len(each['nodes'])}): {each['nodes'][0]['failureSummary']}"
        for each in found
        if each["impact"] in SERIOUS
    ]


def sideways(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def untranslated(page: Page) -> list[str]:
    return list(page.evaluate(HANGUL))


def settle(page: Page) -> None:
    """Until everything asked for has come, fonts too."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
