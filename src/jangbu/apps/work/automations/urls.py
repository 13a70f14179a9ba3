from jangbu.apps.base.routes import route
from jangbu.apps.work.automations import views

urlpatterns = [
    route("processes/<str:process_id>/automate/", views.new_automation, name="automation-new", needs="work.write"),
    route("automations/<str:automation_id>/", views.automation, name="automation", needs="work.read"),
    route("automations/<str:automation_id>/version/", views.version, name="automation-version", needs="work.write"),
    route("automations/<str:automation_id>/submit/", views.submit, name="automation-submit", needs="work.submit"),
    route("automations/<str:automation_id>/pause/", views.pause, name="automation-pause", needs="work.stop"),
    route("automations/<str:automation_id>/resume/", views.resume, name="automation-resume", needs="work.write"),
    route("automations/<str:automation_id>/roll-back/", views.roll_back, name="automation-rollback", needs="work.stop"),
]
