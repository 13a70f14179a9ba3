from jangbu.apps.base.routes import route
from jangbu.apps.work.assist import views

urlpatterns = [
    route("processes/<str:process_id>/assist/", views.new_assist, name="assist-new", needs="work.write"),
    route("automations/<str:automation_id>/assist/", views.assist_version, name="assist-version", needs="work.write"),
    route("automations/<str:automation_id>/start/", views.start, name="assist-start", needs="work.submit"),
    route("automations/<str:automation_id>/past/", views.texts, name="assist-past", needs="work.read"),
    route("runs/<str:run_id>/draft/", views.draft, name="draft", needs="work.read"),
    route("runs/<str:run_id>/draft/finish/", views.finish, name="draft-finish", needs="work.submit"),
    route("runs/<str:run_id>/draft/drop/", views.drop, name="draft-drop", needs="work.submit"),
]
