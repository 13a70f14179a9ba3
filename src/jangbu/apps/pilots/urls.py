from django.urls import include, path

from jangbu.apps.base.routes import route
from jangbu.apps.pilots import views

# Features with addresses of their own come first: "<pilot_id>/" would take anything.
urlpatterns = [
    route("", views.pilot_list, name="pilot-list", needs="pilots.read"),
    route("examinations/<str:examination_id>/", views.examination, name="examination", needs="pilots.read"),
    path("", include("jangbu.apps.pilots.sourcemap.urls")),
    path("", include("jangbu.apps.pilots.reporting.urls")),
    path("", include("jangbu.apps.pilots.claims.urls")),
    path("", include("jangbu.apps.pilots.drafting.urls")),
    path("", include("jangbu.apps.pilots.stopping.urls")),
    path("", include("jangbu.apps.pilots.kpis.urls")),
    path("", include("jangbu.apps.pilots.arms.urls")),
    path("", include("jangbu.apps.pilots.surveys.urls")),
    path("", include("jangbu.apps.pilots.reviews.urls")),
    path("", include("jangbu.apps.pilots.worth.urls")),
    path("", include("jangbu.apps.pilots.expansion.urls")),
    route("<str:pilot_id>/", views.pilot, name="pilot", needs="pilots.read"),
    route("<str:pilot_id>/report/", views.report, name="pilot-report", needs="pilots.read"),
    route("<str:pilot_id>/decide/", views.decide, name="pilot-decide", needs="pilots.decide"),
    route("<str:pilot_id>/withdraw/", views.withdraw, name="pilot-withdraw", needs="pilots.decide"),
]
