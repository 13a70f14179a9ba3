"""Addresses of incidents. What is not an incident's comes first, or its name would be read as an incident's id."""

from jangbu.apps.base.routes import route
from jangbu.apps.incidents import views
from jangbu.apps.incidents.register import INCIDENTS
from jangbu.apps.registers.urls import pages

READS, WRITES, DECIDES = INCIDENTS.needs("read"), INCIDENTS.needs("write"), INCIDENTS.needs("decide")
INCIDENT = "<str:incident_id>/"

urlpatterns = [
    route("new/", views.tell, name="incidents-tell", needs=WRITES),
    *pages(INCIDENTS),
    route(f"{INCIDENT}facts/", views.fact, name="incidents-fact", needs=WRITES),
    route(f"{INCIDENT}steps/", views.step, name="incidents-step", needs=WRITES),
    route(f"{INCIDENT}look/", views.look, name="incidents-look", needs=WRITES),
    route(f"{INCIDENT}look/<str:review_id>/done/", views.finish, name="incidents-change-done", needs=WRITES),
    route(f"{INCIDENT}notices/", views.draft, name="incidents-draft", needs=WRITES),
    route(f"{INCIDENT}notices/<str:notice_id>/", views.notice, name="incidents-notice", needs=READS),
]
