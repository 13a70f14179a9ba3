from jangbu.apps.base.routes import route
from jangbu.apps.work.events import views
from jangbu.apps.work.events import webhook_views as webhooks

urlpatterns = [
    route("events/", views.source_list, name="event-source-list", needs="work.read"),
    route("events/new/", views.new_source, name="event-source-new", needs="work.write"),
    route("events/export/xes/", views.export_xes, name="runs-xes", needs="work.read"),
    route("events/export/ocel/", views.export_ocel, name="runs-ocel", needs="work.read"),
    route("events/refused/<int:refusal>/", views.refused_original, name="refused-original", needs="work.read"),
    route("events/<str:source_id>/", views.source, name="event-source", needs="work.read"),
    route("events/<str:source_id>/change/", views.change, name="event-source-change", needs="work.write"),
    route("events/<str:source_id>/secret/", views.rotate, name="event-source-rotate", needs="work.write"),
    route("events/<str:source_id>/revoke/", views.revoke, name="event-source-revoke", needs="work.write"),
    route("events/<str:source_id>/list/", views.set_pull, name="event-source-list-address", needs="work.write"),
    route("events/<str:source_id>/pull/", views.pull, name="event-source-pull", needs="work.write"),
    route("events/<str:source_id>/n8n.json", views.n8n_workflow, name="event-source-n8n", needs="work.read"),
    route("outside-runs/<int:run_pk>/", views.outside_run, name="outside-run", needs="work.read"),
    route("webhooks/", webhooks.webhook_list, name="webhook-list", needs="work.read"),
    route("webhooks/new/", webhooks.new_webhook, name="webhook-new", needs="firm.manage"),
    route("webhooks/<str:webhook_id>/", webhooks.webhook, name="webhook", needs="work.read"),
    route("webhooks/<str:webhook_id>/secret/", webhooks.rotate, name="webhook-rotate", needs="firm.manage"),
    route("webhooks/<str:webhook_id>/stop/", webhooks.stop, name="webhook-stop", needs="firm.manage"),
    route("webhooks/<str:webhook_id>/start/", webhooks.start, name="webhook-start", needs="firm.manage"),
    route("webhooks/<str:webhook_id>/resend/", webhooks.resend, name="webhook-resend", needs="firm.manage"),
]
