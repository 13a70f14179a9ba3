from jangbu.apps.base.routes import route
from jangbu.apps.sources.looking import views

urlpatterns = [
    route("<str:dataset_id>/look/<str:look_kind>/", views.progress, name="dataset-look", needs="sources.read"),
    route("<str:dataset_id>/look/<str:look_kind>/start/", views.start, name="dataset-look-start", needs="sources.read"),
]
