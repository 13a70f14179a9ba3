from jangbu.apps.base.routes import route
from jangbu.apps.work.drills import views

urlpatterns = [
    route("drills/", views.drills, name="drill-list", needs="work.read"),
    route("drills/<str:drill_id>/", views.drill, name="drill", needs="work.read"),
    route("automations/<str:automation_id>/drill/", views.start, name="drill-start", needs="work.stop"),
]
