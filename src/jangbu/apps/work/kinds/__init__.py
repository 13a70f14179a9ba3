"""What each kind of automation does with a run: prepare, carry out, deliver, take back. One file per kind."""

from importlib import import_module

from jangbu.apps.work.kinds.kind import Kind, Outcome, Prepared, kind_of, register, require_ready

KINDS = ("invoice", "quote", "appointment", "assist", "decision")

__all__ = ["KINDS", "Kind", "Outcome", "Prepared", "kind_of", "load", "register", "require_ready"]


def load() -> None:
    """Register every kind. Called once in web/wiring, when the models are there."""
    for name in KINDS:
        import_module(f"{__name__}.{name}")
