"""Addresses of the opening."""

from jangbu.apps.base.routes import route
from jangbu.apps.opening import views

RIGHT = "opening.run"

urlpatterns = [
    route("", views.opening, name="opening", needs=RIGHT),
    route("questions/", views.questions, name="opening-questions", needs=RIGHT),
    route("file/", views.file, name="opening-file", needs=RIGHT),
    route("card/", views.card, name="opening-card", needs=RIGHT),
    route("policies/", views.policies, name="opening-policies", needs=RIGHT),
    route("duties/", views.duties, name="opening-duties", needs=RIGHT),
    route("plan/", views.plan, name="opening-plan", needs=RIGHT),
    route("skip/<str:step>/", views.skip, name="opening-skip", needs=RIGHT),
]
