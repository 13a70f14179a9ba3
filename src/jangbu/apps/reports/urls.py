from jangbu.apps.base.routes import route
from jangbu.apps.reports import views

urlpatterns = [route("", views.today, name="today", needs="today.read")]
