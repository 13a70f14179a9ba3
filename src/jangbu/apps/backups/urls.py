from jangbu.apps.backups import views
from jangbu.apps.base.routes import route

urlpatterns = [
    route("", views.backups, name="backup-list", needs="backups.read"),
    route("plan/", views.plan, name="backup-plan", needs="backups.write"),
    route("make/", views.make, name="backup-make", needs="backups.write"),
    route("drills/new/", views.start_drill, name="restore-drill-start", needs="backups.drill"),
    route("drills/<str:restore_drill_id>/", views.drill, name="restore-drill", needs="backups.read"),
]
