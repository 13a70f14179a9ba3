from jangbu.apps.base.routes import route
from jangbu.apps.pilots.kpis import views

urlpatterns = [
    route("<str:pilot_id>/kpis/", views.kpis, name="pilot-kpis", needs="pilots.read"),
    route("<str:pilot_id>/kpis/add/", views.add_value, name="pilot-value-add", needs="pilots.write"),
    route("<str:pilot_id>/kpis/import/", views.import_sheet, name="pilot-import", needs="pilots.write"),
    route(
        "<str:pilot_id>/kpis/withdraw/<str:batch>/",
        views.withdraw_values,
        name="pilot-values-withdraw",
        needs="pilots.write",
    ),
    route("<str:pilot_id>/look/", views.look, name="pilot-look", needs="pilots.write"),
    route("<str:pilot_id>/advise/", views.advise, name="pilot-advise", needs="pilots.write"),
]
