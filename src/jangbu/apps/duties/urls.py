"""Addresses of duties. Fixed words come first, or they would be read as a kind of subject."""

from jangbu.apps.base.routes import route
from jangbu.apps.duties import subject_views, views

READS, WRITES = "duties.read", "duties.write"

urlpatterns = [
    route("", views.duties, name="duties", needs=READS),
    route("cell/", views.cell, name="duties-cell", needs=WRITES),
    route("accept/", views.accept, name="duties-accept", needs=WRITES),
    route("hand-over/", views.hand_over, name="duties-hand-over", needs=WRITES),
    route("file/", views.take_in, name="duties-file", needs=WRITES),
    route("head/", views.name_head, name="duties-head", needs="people.manage"),
    route("deputies/", subject_views.name_deputy, name="duties-deputy", needs=READS),
    route("deputies/<str:deputy_id>/end/", subject_views.end_deputy, name="duties-deputy-end", needs=READS),
    route("changes/<str:change_id>/undo/", views.undo, name="duties-undo", needs=WRITES),
    route("<str:subject_kind>/<str:subject_id>/", subject_views.subject_page, name="duties-subject", needs=READS),
    route("<str:subject_kind>/<str:subject_id>/set/", subject_views.set_letter, name="duties-set", needs=WRITES),
]
