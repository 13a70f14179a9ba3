from jangbu.apps.base.routes import route
from jangbu.apps.pilots.surveys import views

urlpatterns = [
    route("<str:pilot_id>/surveys/", views.surveys, name="pilot-surveys", needs="pilots.read"),
    route("<str:pilot_id>/surveys/<str:survey_id>/", views.survey, name="pilot-survey", needs="pilots.read"),
    route(
        "<str:pilot_id>/surveys/<str:survey_id>/close/", views.close, name="pilot-survey-close", needs="pilots.write"
    ),
    route(
        "<str:pilot_id>/surveys/<str:survey_id>/aside/", views.aside, name="pilot-survey-aside", needs="pilots.write"
    ),
]
