from jangbu.apps.base.routes import route
from jangbu.apps.pilots.worth import views

urlpatterns = [route("<str:pilot_id>/value/", views.value, name="pilot-value", needs="pilots.read")]
