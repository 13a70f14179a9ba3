from jangbu.apps.base.routes import route
from jangbu.apps.gateway import views

urlpatterns = [
    route("", views.endpoint_list, name="endpoint-list", needs="gateway.read"),
    route("new/", views.new_endpoint, name="endpoint-new", needs="gateway.manage"),
    route("<str:endpoint_id>/", views.endpoint, name="endpoint", needs="gateway.read"),
    route("<str:endpoint_id>/edit/", views.edit_endpoint, name="endpoint-edit", needs="gateway.manage"),
    route("<str:endpoint_id>/try/", views.try_it, name="endpoint-try", needs="gateway.manage"),
    route("<str:endpoint_id>/switch/", views.switch, name="endpoint-switch", needs="gateway.manage"),
    route("<str:endpoint_id>/forget-key/", views.forget_key, name="endpoint-forget-key", needs="gateway.manage"),
]
