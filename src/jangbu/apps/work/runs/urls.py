from jangbu.apps.base.routes import route
from jangbu.apps.work.runs import inbox, views

urlpatterns = [
    route("inbox/", inbox.inbox, name="inbox", needs="work.read"),
    route("inbox/<str:approval_id>/approve/", inbox.approve, name="approve", needs="work.approve"),
    route("inbox/<str:approval_id>/correct/", inbox.correct, name="approval-correct", needs="work.approve"),
    route("inbox/<str:approval_id>/reject/", inbox.reject, name="reject", needs="work.approve"),
    route("inbox/<str:approval_id>/delegate/", inbox.delegate, name="delegate", needs="work.approve"),
    route("inbox/<str:approval_id>/undo/", inbox.undo, name="approval-undo", needs="work.approve"),
    route("runs/", views.run_list, name="run-list", needs="work.read"),
    route("runs/<str:run_id>/", views.run, name="run", needs="work.read"),
    route("runs/<str:run_id>/cancel/", views.cancel, name="run-cancel", needs="work.submit"),
    route("runs/<str:run_id>/replay/", views.replay, name="run-replay", needs="work.submit"),
    route("runs/<str:run_id>/take-back/", views.take_back, name="run-take-back", needs="work.approve"),
    route("runs/<str:run_id>/papers/<int:paper>/", views.paper, name="run-paper", needs="work.read"),
    route("runs/<str:run_id>/papers/<int:paper>/<int:page>.png", views.picture, name="run-page", needs="work.read"),
    route("payments/", views.payments, name="payments", needs="work.read"),
    route("errors/", views.errors, name="error-catalogue", needs="work.read"),
    route("errors/note/", views.note, name="error-note", needs="work.write"),
]
