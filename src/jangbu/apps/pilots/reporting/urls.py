from jangbu.apps.base.routes import route
from jangbu.apps.pilots.reporting import views

urlpatterns = [
    route("reports/", views.reports, name="report-list", needs="pilots.read"),
    route("<str:pilot_id>/reports/<str:kind>/", views.pilot_page, name="pilot-report-page", needs="pilots.read"),
]
