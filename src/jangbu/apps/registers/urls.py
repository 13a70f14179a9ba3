"""The addresses of a register, each with what it needs. An app's urls.py is `urlpatterns = pages(REGISTER)`."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern

from jangbu.apps.base.routes import route
from jangbu.apps.registers.declaring import Register
from jangbu.apps.registers.import_views import ImportPages
from jangbu.apps.registers.views import Pages


def pages(register: Register[Any], under: str = "") -> list[URLPattern]:
    """Routes below the place where the app's urls are included; `under` ("contracts/") for its further registers."""
    of, files, name = Pages(register), ImportPages(register), register.name
    reads, writes = register.needs("read"), register.needs("write")
    row = f"{under}<str:{register.argument}>/"
    return [
        route(under, of.listing, name=name, needs=reads),
        route(f"{under}new/", of.new, name=f"{name}-new", needs=writes),
        route(f"{under}import/", files.upload, name=f"{name}-import", needs=writes),
        route(f"{under}import/<str:batch_id>/", files.batch, name=f"{name}-batch", needs=writes),
        route(f"{under}import/<str:batch_id>/undo/", files.undo, name=f"{name}-batch-undo", needs=writes),
        route(row, of.detail, name=f"{name}-detail", needs=reads),
        route(f"{row}edit/", of.edit, name=f"{name}-edit", needs=writes),
        route(f"{row}move/", of.move, name=f"{name}-move", needs=writes),
        route(f"{row}review/", of.review, name=f"{name}-review", needs=writes),
        route(f"{row}aside/", of.aside, name=f"{name}-aside", needs=writes),
        route(f"{row}undo/", of.undo, name=f"{name}-undo", needs=writes),
    ]
