from jangbu.apps.base.routes import PUBLIC, route
from jangbu.apps.reports import views
from jangbu.apps.reports.dashboard import views as dashboard
from jangbu.apps.reports.digest import views as digest
from jangbu.apps.reports.learning import views as learning
from jangbu.apps.reports.onepage import views as onepage
from jangbu.apps.reports.pack import views as pack
from jangbu.apps.reports.places import views as places
from jangbu.apps.reports.publishing import views as publishing

READS, WRITES, PUBLISHES = "reports.read", "reports.write", "reports.publish"

urlpatterns = [
    route("", views.today, name="today", needs="today.read"),
    route("dashboard/", dashboard.dashboard, name="dashboard", needs=READS),
    route("dashboard/figures.csv", dashboard.dashboard_file, name="dashboard-file", needs=READS),
    route("dashboard/thresholds/", dashboard.thresholds, name="dashboard-thresholds", needs=WRITES),
    route("one-page/", onepage.one_page, name="one-page", needs=READS),
    route("one-page/keep/", onepage.keep, name="one-page-keep", needs=WRITES),
    route("one-page/<str:suffix>", onepage.one_page_file, name="one-page-file", needs=READS),
    route("auditor-pack/", pack.auditor_pack, name="auditor-pack", needs="ledger.verify"),
    route("digest/", digest.digest, name="digest", needs="today.read"),
    route("months/", learning.months, name="months", needs=READS),
    route("months/prepare/", learning.prepare, name="month-prepare", needs=WRITES),
    route("months/<str:month>/", learning.month, name="month", needs=READS),
    route("months/<str:month>/write/", learning.write, name="month-write", needs=WRITES),
    route("places/", places.places, name="places", needs="backups.read"),
    route("places/keep/", places.keep, name="places-keep", needs="backups.write"),
    route("decisions/", publishing.decisions, name="decisions", needs=PUBLISHES),
    route("decisions/page/", publishing.page, name="decisions-page", needs=PUBLISHES),
    route("decisions/<int:number>/", publishing.decision, name="decision", needs=PUBLISHES),
    route("decisions/<int:number>/withdraw/", publishing.withdraw, name="decision-withdraw", needs=PUBLISHES),
    route("public/<str:slug>/", publishing.public, name="public-decisions", needs=PUBLIC),
]
