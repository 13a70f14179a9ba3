from jangbu.apps.base.routes import route
from jangbu.apps.pilots.stopping import views

urlpatterns = [
    route("<str:pilot_id>/pause/", views.pause, name="pilot-pause", needs="pilots.stop"),
    route("<str:pilot_id>/roll-back/", views.roll_back, name="pilot-roll-back", needs="pilots.stop"),
    route("<str:pilot_id>/resume/", views.resume, name="pilot-resume", needs="pilots.write"),
]
