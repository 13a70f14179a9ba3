"""The address that people outside the firm get: short, and nothing of the firm's in it."""

from jangbu.apps.base.routes import PUBLIC, route
from jangbu.apps.pilots.surveys import views

urlpatterns = [route("s/<str:token>/", views.answer, name="survey-answer", needs=PUBLIC)]
