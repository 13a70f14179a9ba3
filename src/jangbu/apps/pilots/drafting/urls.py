from jangbu.apps.base.routes import route
from jangbu.apps.pilots.drafting import views

urlpatterns = [
    route("new/", views.begin, name="pilot-new", needs="pilots.write"),
    route("<str:pilot_id>/questions/<str:question>/", views.question, name="pilot-question", needs="pilots.write"),
    route("<str:pilot_id>/plan/", views.plan, name="pilot-plan", needs="pilots.read"),
    route("<str:pilot_id>/plan/<str:section>/", views.section, name="pilot-section", needs="pilots.write"),
    route("<str:pilot_id>/start/", views.start, name="pilot-start", needs="pilots.write"),
    route("<str:pilot_id>/discard/", views.discard, name="pilot-discard", needs="pilots.write"),
]
