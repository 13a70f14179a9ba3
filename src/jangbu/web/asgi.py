"""One process, one port: Django's sync views on threads, with room beside it for plain ASGI."""

from typing import Any, cast

from a2wsgi import WSGIMiddleware
from starlette.applications import Starlette
from starlette.routing import Mount

from jangbu.web.wsgi import application as site

# a2wsgi writes the same protocols down as other types than Django and Starlette do
threads: Any = WSGIMiddleware(cast(Any, site), workers=8)

application = Starlette(routes=[Mount("/", app=threads)])
