from jangbu.apps.base.routes import route
from jangbu.apps.pilots.arms import views

urlpatterns = [
    route("<str:pilot_id>/arms/", views.arms, name="pilot-arms", needs="pilots.read"),
    route("<str:pilot_id>/arms/draw/", views.draw, name="pilot-arms-draw", needs="pilots.write"),
    route("<str:pilot_id>/arms/<str:lot_id>/done/", views.done, name="pilot-arms-done", needs="pilots.write"),
]
