"""Price lists, rules and templates: kept with versions, read before they may serve, one of each kind in use."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction

from jangbu.apps.base.content import keep, place_of, under_its_name
from jangbu.apps.base.permission import require
from jangbu.apps.ledger.services import record
from jangbu.apps.sources import queries as sources
from jangbu.apps.sources import services as data
from jangbu.apps.work import actions, problems
from jangbu.apps.work.automations.models import Automation
from jangbu.apps.work.quoting.models import QuoteMaterial
from jangbu.engines import quotes
from jangbu.kernel.clock import Clock, system_clock
from jangbu.kernel.entry import Actor, Subject
from jangbu.kernel.errors import Problem

LARGEST = 20_000_000  # bytes of a material
WORDS = {
    QuoteMaterial.Kind.PRICES: ("단가표", "price list"),
    QuoteMaterial.Kind.RULES: ("계산 규칙", "rules"),
    QuoteMaterial.Kind.TEMPLATE: ("견적서 서식", "template"),
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a quote is priced by and printed with. `template` is a path under its own name; ids say which versions."""

    prices: quotes.PriceList
    rules: quotes.Rules
    template: Path
    ids: dict[str, str]


def add_material(
    automation: Automation,
    kind: str,
    file_name: str,
    chunks: Iterable[bytes],
    *,
    actor: Actor,
    why: str,
    clock: Clock = system_clock,
) -> QuoteMaterial:
    """Keep a file and look into it. A sound one serves from now on; an unsound one is kept with what is wrong in it,
    and what was in use stays. Raises Problem work.too_large."""
    require(actor, "work.write")
    kept = keep(Path(settings.CONTENT_STORE), _limited(chunks, file_name))
    with under_its_name(kept.path, file_name) as path:
        facts, findings = _looked_into(kind, path)
    usable = not any(each["level"] == "error" for each in findings)
    fields = {"fingerprint": kept.fingerprint, "size": kept.size, "facts": facts, "findings": findings}
    return _add(
        automation, kind, {**fields, "file_name": Path(file_name).name[-200:], "usable": usable}, actor, why, clock
    )


def use_dataset(
    automation: Automation, dataset_id: str, *, actor: Actor, why: str, clock: Clock = system_clock
) -> QuoteMaterial:
    """Let a dataset be the price list: its newest version serves. Raises Problem work.data_not_allowed and those of
    sources; what cannot be read as prices is told like an unsound file."""
    require(actor, "work.write")
    dataset = sources.find(actor, dataset_id)
    allowed = automation.current.datasets if automation.current else []
    if dataset is None or dataset_id not in allowed:
        raise Problem(problems.NOT_ALLOWED_DATA, dataset=dataset.name if dataset else "–")
    data.require_usable(dataset_id)
    with _dataset_file(dataset_id, "") as (path, _version):
        facts, findings = _looked_into(QuoteMaterial.Kind.PRICES, path)
    usable = not any(each["level"] == "error" for each in findings)
    fields = {"file_name": dataset.name, "dataset": dataset_id, "facts": facts, "findings": findings, "usable": usable}
    return _add(automation, QuoteMaterial.Kind.PRICES, fields, actor, why, clock)


def choose_material(material: QuoteMaterial, *, actor: Actor, why: str) -> None:
    """Use this version from now on. Quotes that wait keep the versions they were drafted with."""
    require(actor, "work.write")
    if not material.usable:
        first = next((each["ko"] for each in material.findings if each["level"] == "error"), "–")
        raise Problem(problems.MATERIAL_UNSOUND, name=material.file_name, why=first)
    with transaction.atomic():
        _put_in_use(material)
        _tell(actions.MATERIAL_CHOSEN, material, actor, why)


def in_use(automation: Automation, kind: str) -> QuoteMaterial | None:
    return QuoteMaterial.objects.filter(automation=automation, kind=kind, in_use=True).first()


@contextmanager
def basis_of(automation: Automation, pinned: dict[str, str] | None = None) -> Iterator[Basis]:
    """The materials in use, or those that `pinned` names. Without a price list every price is asked for; without rules
    the lawful VAT and 30 days hold; without a template the built-in one serves."""
    found = {kind: _material(automation, kind, (pinned or {}).get(kind)) for kind in QuoteMaterial.Kind.values}
    ids = {kind: each.pk if each else "" for kind, each in found.items()}
    prices, rules, template = (found[kind] for kind in QuoteMaterial.Kind.values)
    listed = quotes.PriceList()
    if prices is not None:
        with _material_file(prices, (pinned or {}).get("prices_version", "")) as (path, version):
            listed = quotes.read_prices(path)
            ids["prices_version"] = version
    held = quotes.Rules()
    if rules is not None:
        with _material_file(rules) as (path, _version):
            held = quotes.read_rules(path)
    yield Basis(listed, held, template_path(template), ids)


def template_path(template: QuoteMaterial | None) -> Path:
    """A folder of its own for each template: what a template may read lies beside it, and there is nothing else."""
    if template is None:
        return quotes.BUILT_IN
    place = Path(settings.HOME) / "templates" / template.fingerprint / template.file_name
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        source = place_of(Path(settings.CONTENT_STORE), template.fingerprint)
        handle, name = tempfile.mkstemp(dir=place.parent.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(source.read_bytes())
        Path(name).replace(place)
    return place


def material_bytes(material: QuoteMaterial) -> bytes:
    return place_of(Path(settings.CONTENT_STORE), material.fingerprint).read_bytes() if material.fingerprint else b""


def _material(automation: Automation, kind: str, wanted: str | None) -> QuoteMaterial | None:
    if wanted == "":
        return None
    held = QuoteMaterial.objects.filter(automation=automation, kind=kind)
    return held.filter(pk=wanted).first() if wanted else held.filter(in_use=True).first()


@contextmanager
def _material_file(material: QuoteMaterial, version: str = "") -> Iterator[tuple[Path, str]]:
    """Its file, and the version of the dataset where it is one."""
    if material.dataset:
        with _dataset_file(material.dataset, version) as found:
            yield found
        return
    with under_its_name(place_of(Path(settings.CONTENT_STORE), material.fingerprint), material.file_name) as path:
        yield path, ""


@contextmanager
def _dataset_file(dataset_id: str, version_id: str) -> Iterator[tuple[Path, str]]:
    """One version of a dataset as a file, the newest by default: a draft keeps the version it was priced by. Raises
    those of sources where its content is gone."""
    dataset = sources.find(Actor.system(), dataset_id)
    versions = dataset.versions.all() if dataset else None
    version = (versions.filter(pk=version_id) if version_id else versions).first() if versions is not None else None
    if dataset is None or version is None:
        raise Problem(problems.NOT_ALLOWED_DATA, dataset=dataset.name if dataset else "–")
    with tempfile.TemporaryDirectory(prefix="jangbu-") as folder:
        path = Path(folder) / (Path(version.file_name).name or "prices.csv")
        with path.open("wb") as file:
            for chunk in sources.kept_bytes(version):
                file.write(chunk)
        yield path, version.pk


def _looked_into(kind: str, path: Path) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """(what is in it, what is wrong with it)."""
    try:
        if kind == QuoteMaterial.Kind.PRICES:
            listed = quotes.read_prices(path)
            none = [] if listed.prices else [_finding("error", path.name, "값이 한 줄도 없어요.", "There is no price.")]
            return {"count": len(listed.prices), "currency": listed.currency}, none
        if kind == QuoteMaterial.Kind.RULES:
            rules = quotes.read_rules(path)
            lacks = "{seq" not in rules.number
            ko, en = "number에 {seq}가 없으면 번호가 겹쳐요.", "Without {seq} in number, numbers would repeat."
            return {"number": rules.number}, [_finding("error", "number", ko, en)] if lacks else []
        return _tried(path)
    except Problem as problem:
        return {}, [_finding("error", "", problem.sentence("ko"), problem.sentence("en"))]


def _tried(path: Path) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """A template read, and filled once in a folder of its own: what lint cannot see shows then."""
    found = [_finding(each.level, each.place, each.ko, each.en) for each in quotes.lint(path)]
    if not any(each["level"] == "error" for each in found):
        with tempfile.TemporaryDirectory(prefix="jangbu-") as folder:
            copy = Path(folder) / path.name
            copy.write_bytes(path.read_bytes())
            quotes.filled(sample_quote(quotes.Rules()), copy)
    return {"placeholders": list(quotes.placeholders(path)), "form": path.suffix.lower()}, found


def sample_quote(rules: quotes.Rules) -> quotes.Quote:
    """A made-up quote to look at a template with."""
    told = yaml.safe_load(Path(__file__).with_name("sample_request.yaml").read_text("utf-8"))
    day = date.fromisoformat(told["day"])
    asked = quotes.request_from_json(told["request"], place="sample", on=day)
    supplied = rules if rules.supplier.name else replace(rules, supplier=quotes.Party(**told["supplier"]))
    return quotes.price(asked, quotes.PriceList(), supplied, on=day, number=told["number"])


def _finding(level: str, place: str, ko: str, en: str) -> dict[str, str]:
    return {"level": level, "place": place, "ko": ko, "en": en}


def _add(
    automation: Automation, kind: str, fields: dict[str, Any], actor: Actor, why: str, clock: Clock
) -> QuoteMaterial:
    with transaction.atomic():
        Automation.objects.select_for_update(of=("self",)).get(pk=automation.pk)  # numbers in turn
        last = QuoteMaterial.objects.filter(automation=automation, kind=kind).order_by("-number").first()
        number = last.number + 1 if last else 1
        made = QuoteMaterial.objects.create(
            automation=automation, kind=kind, number=number, created_by=actor.id, created_at=clock(), note=why, **fields
        )
        _tell(actions.MATERIAL_ADDED, made, actor, why)
        if made.usable:
            _put_in_use(made)
    return made


def _put_in_use(material: QuoteMaterial) -> None:
    same = QuoteMaterial.objects.filter(automation=material.automation_id, kind=material.kind)
    same.filter(in_use=True).update(in_use=False)
    same.filter(pk=material.pk).update(in_use=True)
    material.in_use = True


def _tell(action: Any, material: QuoteMaterial, actor: Actor, why: str) -> None:
    ko, en = WORDS[QuoteMaterial.Kind(material.kind)]
    about = {"automation": material.automation.name, "automation_id": material.automation_id}
    said = {"kind_ko": ko, "kind_en": en, "number": material.number, "name": material.file_name}
    record(
        action,
        actor=actor,
        where=material.automation.name,
        why=why,
        subject=Subject("automation", material.automation_id),
        after={**about, **said, "fingerprint": material.fingerprint, "usable": material.usable},
    )


def _limited(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST:
            raise Problem(problems.TOO_LARGE, name=name, limit=LARGEST // 1_000_000)
        yield chunk
