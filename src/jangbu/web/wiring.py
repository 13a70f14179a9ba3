"""Where ports meet their adapters, once, at start."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jangbu.web.scratch import empty_database


class LateRunner:
    """The durable runner, made when the first run is handed in: its libraries take a second no page should wait."""

    def __init__(self) -> None:
        self._made: Any = None

    def __getattr__(self, name: str) -> Any:
        if self._made is None:
            from django.conf import settings  # noqa: PLC0415

            from jangbu.flows import DurableRunner, place_of  # noqa: PLC0415

            self._made = DurableRunner(place_of(settings.HOME, settings.DATABASE_URL))
        return getattr(self._made, name)


def wire() -> None:
    """Bind the permission port, tell people which things access can be given on, and pass news upwards."""
    from django.conf import settings  # noqa: PLC0415

    from jangbu.apps.backups import drilling  # noqa: PLC0415
    from jangbu.apps.gateway.services import bind_names  # noqa: PLC0415
    from jangbu.apps.ledger.services import subscribe  # noqa: PLC0415
    from jangbu.apps.people.services import Resources, bind_resources  # noqa: PLC0415
    from jangbu.apps.pilots import queries as pilots  # noqa: PLC0415
    from jangbu.apps.pilots.services import forget_values  # noqa: PLC0415
    from jangbu.apps.pilots.stopping import services as stopping  # noqa: PLC0415
    from jangbu.apps.sources import actions as data  # noqa: PLC0415
    from jangbu.apps.sources import queries as sources  # noqa: PLC0415
    from jangbu.apps.work import actions as working  # noqa: PLC0415
    from jangbu.apps.work import kinds, runner  # noqa: PLC0415
    from jangbu.apps.work import queries as work  # noqa: PLC0415
    from jangbu.apps.work.services import on_quality_failed  # noqa: PLC0415

    _wire_rights()
    if settings.DATABASE_URL:
        drilling.bind_scratch(partial(empty_database, settings.DATABASE_URL))
    kinds.load()
    bind_names(work.automation_names)
    _wire_models()
    runner.bind(LateRunner())
    for kind, label, queries in (("dataset", _("데이터"), sources), ("pilot", _("파일럿"), pilots)):

        def url(key: str, kind: str = kind) -> str:
            return reverse(kind, args=[key])

        bind_resources(Resources(kind, label, queries.names, queries.choices, url))
    _wire_registers()
    _wire_lessons()
    _wire_laws()
    _wire_alerts()
    subscribe(data.VERSION_DELETED, forget_values)
    subscribe(data.QUALITY_FAILED, on_quality_failed)
    subscribe(data.QUALITY_FAILED, stopping.on_quality_failed)
    subscribe(working.PAUSED, stopping.on_automation_paused)
    subscribe(working.ROLLED_BACK, stopping.on_automation_rolled_back)


def _wire_rights() -> None:
    """Who may do what: by role and grant, and for a decision by the matrix, which the ledger asks before it writes."""
    from jangbu.apps.base import permission  # noqa: PLC0415  # models exist only once the apps are loaded
    from jangbu.apps.duties.ruling import keep  # noqa: PLC0415
    from jangbu.apps.ledger.guarding import bind_guard  # noqa: PLC0415
    from jangbu.apps.people import queries as people  # noqa: PLC0415

    permission.bind(people.permits)
    bind_guard(keep)


def _wire_models() -> None:
    """What the register of AI models is filled from and asks."""
    from jangbu.apps.aimodels.services import bind_source  # noqa: PLC0415  # models exist only once the apps are loaded
    from jangbu.apps.gateway.services import ai_source  # noqa: PLC0415
    from jangbu.apps.work.services import ai_sources  # noqa: PLC0415

    for source in (ai_source(), *ai_sources()):
        bind_source(source)


def _wire_alerts() -> None:
    """What alert rules hear of at once; all else they find at their next look."""
    from jangbu.apps.incidents.services import listen  # noqa: PLC0415  # models exist only once the apps are loaded
    from jangbu.apps.people import actions as people  # noqa: PLC0415
    from jangbu.apps.sources import actions as data  # noqa: PLC0415
    from jangbu.apps.work import actions as working  # noqa: PLC0415

    for heard in (data.QUALITY_FAILED, working.PAUSED, working.ROLLED_BACK, people.SIGN_IN_FAILED):
        listen(heard)


def _wire_registers() -> None:
    """What may lean on a vendor."""
    from jangbu.apps.gateway import queries as gateway  # noqa: PLC0415  # models exist only once the apps are loaded
    from jangbu.apps.sources import queries as sources  # noqa: PLC0415
    from jangbu.apps.vendors.services import Usable, bind_usable  # noqa: PLC0415
    from jangbu.apps.work import queries as work  # noqa: PLC0415

    for kind, label, choices in (
        ("dataset", _("데이터"), sources.choices),
        ("automation", _("자동화"), work.automation_choices),
        ("endpoint", _("모델 연결"), gateway.choices),
    ):

        def place(key: str, kind: str = kind) -> str:
            return reverse(kind, args=[key])

        bind_usable(Usable(kind, label, choices, place))


def _wire_laws() -> None:
    """Modules are judged, shown and kept like checklists; claims and exemptions of their rules count."""
    from jangbu.apps.gateway.services import bind_gate  # noqa: PLC0415  # models exist only once the apps are loaded
    from jangbu.apps.journey import queries as journey  # noqa: PLC0415
    from jangbu.apps.journey.catalogues import provide  # noqa: PLC0415
    from jangbu.apps.regulations import queries as regulations  # noqa: PLC0415

    provide(regulations.modules, regulations.older)
    regulations.bind_judge(journey.report)
    bind_gate(regulations.gate, regulations.mark)


def _wire_lessons() -> None:
    """What the firm learned stands beside plans to grow."""
    from jangbu.apps.pilots.expansion.services import bind_lessons  # noqa: PLC0415
    from jangbu.apps.reports import queries as reports  # noqa: PLC0415

    bind_lessons(reports.lessons)
