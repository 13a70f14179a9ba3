from jangbu.apps.base.routes import route
from jangbu.apps.pilots.reviews import views

urlpatterns = [
    route("<str:pilot_id>/reviews/", views.reviews, name="pilot-reviews", needs="pilots.read"),
    route("<str:pilot_id>/reviews/write/", views.write, name="pilot-review-write", needs="pilots.write"),
    route("<str:pilot_id>/reviews/adjust/", views.adjust, name="pilot-adjust", needs="pilots.write"),
    route(
        "<str:pilot_id>/reviews/adjust/<str:adjustment_id>/withdraw/",
        views.withdraw_adjustment,
        name="pilot-adjustment-withdraw",
        needs="pilots.write",
    ),
    route("<str:pilot_id>/reviews/sprint/", views.sprint, name="pilot-sprint", needs="pilots.write"),
    route("<str:pilot_id>/interviews/", views.interviews, name="pilot-interviews", needs="pilots.read"),
    route(
        "<str:pilot_id>/interviews/<str:interview_id>/withdraw/",
        views.withdraw_interview,
        name="pilot-interview-withdraw",
        needs="pilots.write",
    ),
    route("<str:pilot_id>/retrospective/", views.retrospective, name="pilot-retrospective", needs="pilots.read"),
]
