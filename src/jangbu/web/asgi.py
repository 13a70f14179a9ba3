"""One process, one port: Django's sync views on threads, with room beside it for plain ASGI."""

from a2wsgi import WSGIMiddleware
from starlette.applications import Starlette
from starlette.routing import Mount

from jangbu.web.wsgi import application as site

application = Starlette(routes=[Mount("/", app=WSGIMiddleware(site, workers=8))])
