"""Addresses of checklists."""

from jangbu.apps.base.routes import route
from jangbu.apps.journey import views

ITEM = "<str:item_id>/"

urlpatterns = [
    route("", views.checklist, name="checklist", needs="journey.read"),
    route("90-days/", views.roadmap, name="roadmap", needs="journey.read"),
    route(f"{ITEM}claim/", views.claim, name="checklist-claim", needs="journey.write"),
    route(f"{ITEM}unclaim/", views.unclaim, name="checklist-unclaim", needs="journey.write"),
    route(f"{ITEM}exempt/", views.exempt, name="checklist-exempt", needs="journey.write"),
    route(f"{ITEM}approve/", views.approve, name="checklist-approve", needs="journey.decide"),
    route(f"{ITEM}apply/", views.end_exemption, name="checklist-apply", needs="journey.write"),
]
