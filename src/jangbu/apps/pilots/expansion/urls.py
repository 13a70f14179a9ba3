from jangbu.apps.base.routes import route
from jangbu.apps.pilots.expansion import views

urlpatterns = [
    route("<str:pilot_id>/expansion/", views.expansion, name="pilot-expansion", needs="pilots.read"),
    route("<str:pilot_id>/expansion/begin/", views.begin, name="pilot-expansion-begin", needs="pilots.write"),
    route("<str:pilot_id>/expansion/announce/", views.announce, name="pilot-announce", needs="pilots.write"),
    route("<str:pilot_id>/expansion/learn/", views.learn, name="pilot-expansion-learn", needs="pilots.write"),
    route("<str:pilot_id>/expansion/<str:part>/", views.part, name="pilot-expansion-part", needs="pilots.write"),
]
