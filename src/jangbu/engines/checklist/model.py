"""What a checklist is made of. Frozen; a report is worked out from records and can be worked out again for any day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from jangbu.kernel.errors import Language


class Status(StrEnum):
    """How an item stands. CLAIMED is somebody's word and never counts as met."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"
    CLAIMED = "claimed"
    UNKNOWN = "unknown"
    NA = "na"


# From the worst: an item is as good as the worst of what it needs.
ORDER = (Status.UNMET, Status.PARTLY, Status.UNKNOWN, Status.CLAIMED, Status.MET)


@dataclass(frozen=True, slots=True)
class Words:
    ko: str
    en: str

    def said(self, language: Language = "ko") -> str:
        return self.ko if language == "ko" else self.en

    def __bool__(self) -> bool:
        return bool(self.ko or self.en)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record that shows it: its id, what it says, where it is read. `entry` is its place in the ledger, if any."""

    id: str
    said: Words
    url: str = ""
    entry: int | None = None
    at: datetime | None = None
    good: bool = True  # False: this record speaks against it

    def as_json(self) -> dict[str, Any]:
        at = self.at.isoformat() if self.at else None
        said = {"ko": self.said.ko, "en": self.said.en}
        return {"id": self.id, **said, "url": self.url, "entry": self.entry, "at": at, "good": self.good}


@dataclass(frozen=True, slots=True)
class Next:
    """What would make it better, and where that is done."""

    said: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a predicate says of the records as they stood at a moment. A MET without evidence is not one: it reads as
    UNKNOWN. `since` and `until` bound the period that was looked at."""

    status: Status
    said: Words
    evidence: tuple[Evidence, ...] = ()
    next: Next | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def honest(self) -> Status:
        return Status.UNKNOWN if self.status is Status.MET and not self.evidence else self.status


@dataclass(frozen=True, slots=True)
class Call:
    """One predicate asked with parameters. Equal calls are asked once, however many items lean on them."""

    name: str
    params: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, name: str, params: Mapping[str, Any]) -> Call:
        return cls(name, tuple(sorted((key, tuple(v) if isinstance(v, list) else v) for key, v in params.items())))

    def __str__(self) -> str:
        told = ", ".join(f"{key}={value}" for key, value in self.params)
        return f"{self.name}({told})"


Certainty = Literal["article", "secondary", "computed", "unconfirmed"]


@dataclass(frozen=True, slots=True)
class Law:
    """What a rule of a regulation module adds: where it stands, from when, read where and when, how sure that is."""

    article: Words
    in_force_from: date
    source: Words
    source_url: str
    as_of: date
    certainty: Certainty
    contested: Words = field(default_factory=lambda: Words("", ""))  # why sources disagree; empty where they do not
    severity: Literal["high", "middle", "low"] = "middle"
    applies_when: tuple[Call, ...] = ()  # all of them met, or it does not apply
    until: date | None = None

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        return {
            "article": self.article.said(language),
            "severity": self.severity,
            "in_force_from": self.in_force_from.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "source": self.source.said(language),
            "source_url": self.source_url,
            "as_of": self.as_of.isoformat(),
            "certainty": self.certainty,
            "contested": self.contested.said(language) or None,
        }

    def days_to_come(self, day: date) -> int:
        """Days until it is in force; 0 from that day on."""
        return max(0, (self.in_force_from - day).days)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that should be so. `needs` are predicates, `leans_on` other items of the same catalogue."""

    id: str
    said: Words
    needs: tuple[Call, ...]
    leans_on: tuple[str, ...] = ()
    why: Words = field(default_factory=lambda: Words("", ""))
    next: Next | None = None
    requirement: str = ""
    days: tuple[int, int] | None = None  # of a roadmap: first and last day
    after: tuple[str, ...] = ()  # of a roadmap: items that come first
    effort_hours: float | None = None
    owner_role: str = ""
    law: Law | None = None
    may_be_claimed: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    title: Words
    about: Words
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A checklist, roadmap or regulation module, as its file has it. `fingerprint` is the SHA-256 of the file."""

    name: str
    kind: Literal["checklist", "roadmap", "regulation"]
    title: Words
    version: int
    as_of: date
    groups: tuple[Group, ...]
    fingerprint: str
    note: Words = field(default_factory=lambda: Words("", ""))

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.items)

    def item(self, item_id: str) -> Item:
        return next(item for item in self.items if item.id == item_id)


@dataclass(frozen=True, slots=True)
class Claim:
    """A person's word for an item: it is shown as one, never as met, and runs out."""

    item: str
    by: str
    why: str
    at: datetime
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why an item does not concern this firm, and who approved that."""

    item: str
    by: str
    approved_by: str
    why: str
    at: datetime
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """How one item stood, with all that was looked at."""

    item: Item
    status: Status
    answers: tuple[tuple[Call, Answer], ...]
    next: Next | None
    claim: Claim | None = None
    exemption: Exemption | None = None
    shared_with: tuple[str, ...] = ()  # other items that the same evidence serves

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(each for _call, answer in self.answers for each in answer.evidence)

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        return {
            "id": self.item.id,
            "status": self.status.value,
            "said": self.item.said.said(language),
            "evidence": [each.as_json() for each in self.evidence],
            "answers": [
                {"predicate": str(call), "status": answer.honest.value, "said": answer.said.said(language)}
                for call, answer in self.answers
            ],
            "next": self.next.said.said(language) if self.next else None,
            "next_url": self.next.url if self.next else None,
            **({"law": self.item.law.as_json(language)} if self.item.law else {}),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """A catalogue judged at a moment."""

    catalogue: Catalogue
    at: datetime
    results: tuple[Result, ...]

    def count(self, status: Status) -> int:
        return sum(result.status is status for result in self.results)

    def result(self, item_id: str) -> Result:
        return next(result for result in self.results if result.item.id == item_id)

    def statuses(self) -> dict[str, str]:
        return {result.item.id: result.status.value for result in self.results}

    def as_json(self, language: Language = "ko") -> dict[str, Any]:
        return {
            "name": self.catalogue.name,
            "version": self.catalogue.version,
            "fingerprint": self.catalogue.fingerprint,
            "at": self.at.isoformat(),
            "items": [result.as_json(language) for result in self.results],
        }


Ask = Callable[[Call, datetime], Answer]
