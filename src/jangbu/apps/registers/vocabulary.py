"""The ledger's words for one register, made from its noun. Korean sentences are built so that they need no particle."""

from __future__ import annotations

from dataclasses import dataclass

from jangbu.apps.base.words import Words
from jangbu.apps.ledger.actions import Action, declare


@dataclass(frozen=True, slots=True)
class Vocabulary:
    added: Action
    changed: Action
    moved: Action
    reviewed: Action
    aside: Action
    restored: Action
    undone: Action
    imported: Action
    import_undone: Action


def vocabulary(name: str, kind: str, path: str, noun: Words) -> Vocabulary:
    row = f"{path}{{subject_id}}/"

    def told(verb: str, ko: str, en: str, link: str = row) -> Action:
        return declare(f"{name}.{verb}", ko=ko, en=en, link=link, decision=True)

    ko, en = noun.ko, noun.en
    return Vocabulary(
        added=told("added", f"{ko} {{title}}: 새로 적었어요", f"Added the {en} {{title}}"),
        changed=told("changed", f"{ko} {{title}}: {{said_ko}} 고쳤어요", f"Changed the {en} {{title}}: {{said_en}}"),
        moved=told(
            "moved", f"{ko} {{title}}: {{from_ko}} → {{to_ko}}", f"Moved the {en} {{title}}: {{from_en}} → {{to_en}}"
        ),
        reviewed=told(
            "reviewed", f"{ko} {{title}}: 살펴봤어요, 다음은 {{due}}", f"Reviewed the {en} {{title}}, next by {{due}}"
        ),
        aside=told("aside", f"{ko} {{title}}: 목록에서 뺐어요", f"Put the {en} {{title}} aside"),
        restored=told("restored", f"{ko} {{title}}: 목록에 되살렸어요", f"Brought the {en} {{title}} back"),
        undone=told(
            "undone", f"{ko} {{title}}: 바로 앞의 일을 되돌렸어요", f"Took back the last change of the {en} {{title}}"
        ),
        imported=told(
            "imported",
            f"{ko}: {{file}} 파일에서 새로 {{added}}건, 고친 것 {{changed}}건을 들였어요",
            f"Took in {{added}} new and {{changed}} changed rows ({en}) from {{file}}",
            path,
        ),
        import_undone=told(
            "import_undone",
            f"{ko}: {{file}} 파일에서 들인 {{count}}건을 되돌렸어요",
            f"Took back the {{count}} rows ({en}) that came from {{file}}",
            path,
        ),
    )
