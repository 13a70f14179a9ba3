from jangbu.apps.base.routes import route
from jangbu.apps.reports import views
from jangbu.apps.reports.dashboard import views as dashboard
from jangbu.apps.reports.onepage import views as onepage
from jangbu.apps.reports.pack import views as pack

READS, WRITES = "reports.read", "reports.write"

urlpatterns = [
    route("", views.today, name="today", needs="today.read"),
    route("dashboard/", dashboard.dashboard, name="dashboard", needs=READS),
    route("dashboard/figures.csv", dashboard.dashboard_file, name="dashboard-file", needs=READS),
    route("dashboard/thresholds/", dashboard.thresholds, name="dashboard-thresholds", needs=WRITES),
    route("one-page/", onepage.one_page, name="one-page", needs=READS),
    route("one-page/keep/", onepage.keep, name="one-page-keep", needs=WRITES),
    route("one-page/<str:suffix>", onepage.one_page_file, name="one-page-file", needs=READS),
    route("auditor-pack/", pack.auditor_pack, name="auditor-pack", needs="ledger.verify"),
]
