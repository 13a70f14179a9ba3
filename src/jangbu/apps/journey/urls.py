"""Addresses of checklists."""

from jangbu.apps.base.routes import PUBLIC, route
from jangbu.apps.journey import list_views, question_views, roadmap_views, views

ITEM = "of/<str:name>/<str:item_id>/"

urlpatterns = [
    route("", views.checklist, name="checklist", needs="journey.read"),
    route("all/", list_views.everything, name="checklist-all", needs="journey.read"),
    route("items/", list_views.items, name="checklist-items", needs="journey.read"),
    route("questions/", question_views.questions, name="checklist-questions", needs="journey.read"),
    route("of/<str:name>/", views.checklist, name="checklist-of", needs="journey.read"),
    route("90-days/", roadmap_views.roadmap, name="roadmap", needs="journey.read"),
    route("plan/<str:name>/", roadmap_views.roadmap, name="roadmap-of", needs="journey.read"),
    route("plan/<str:name>/calendar/", roadmap_views.calendar_make, name="calendar-make", needs="journey.read"),
    route("plan/<str:name>/revoke/", roadmap_views.calendar_revoke, name="calendar-revoke", needs="journey.read"),
    route("calendar/<str:token>.ics", roadmap_views.calendar_feed, name="calendar-feed", needs=PUBLIC),
    route(f"{ITEM}claim/", views.claim, name="checklist-claim", needs="journey.write"),
    route(f"{ITEM}unclaim/", views.unclaim, name="checklist-unclaim", needs="journey.write"),
    route(f"{ITEM}exempt/", views.exempt, name="checklist-exempt", needs="journey.write"),
    route(f"{ITEM}approve/", views.approve, name="checklist-approve", needs="journey.decide"),
    route(f"{ITEM}apply/", views.end_exemption, name="checklist-apply", needs="journey.write"),
]
