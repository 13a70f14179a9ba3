from jangbu.apps.base.routes import route
from jangbu.apps.pilots.sourcemap import views

urlpatterns = [
    route("sources/", views.source_map, name="source-map", needs="pilots.read"),
    route("sources/fill/", views.fill, name="source-map-fill", needs="pilots.write"),
    route("sources/baselines/", views.note, name="benchmark-note", needs="pilots.write"),
    route(
        "sources/baselines/<str:benchmark_id>/withdraw/",
        views.withdraw,
        name="benchmark-withdraw",
        needs="pilots.write",
    ),
]
