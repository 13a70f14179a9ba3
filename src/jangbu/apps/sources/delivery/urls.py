from jangbu.apps.base.routes import route
from jangbu.apps.sources.delivery import views

urlpatterns = [
    route("", views.dataset_list, name="dataset-list", needs="sources.read"),
    route("upload/", views.upload, name="dataset-upload", needs="sources.write"),
    route("connect/", views.connect, name="dataset-connect", needs="firm.manage"),
    route("refused/<str:refusal_id>/dismiss/", views.dismiss, name="refusal-dismiss", needs="sources.write"),
    route("<str:dataset_id>/", views.dataset, name="dataset", needs="sources.read"),
    route("<str:dataset_id>/rows/", views.rows, name="dataset-rows", needs="sources.read"),
    route("<str:dataset_id>/measure/", views.measure, name="dataset-measure", needs="sources.write"),
    route("<str:dataset_id>/contract/", views.contract, name="dataset-contract", needs="sources.read"),
    route("<str:dataset_id>/contract/set/", views.set_contract, name="dataset-contract-set", needs="sources.write"),
    route("<str:dataset_id>/threshold/", views.threshold, name="dataset-threshold", needs="sources.write"),
    route("<str:dataset_id>/archive/", views.archive, name="dataset-archive", needs="sources.write"),
    route("<str:dataset_id>/restore/", views.restore, name="dataset-restore", needs="sources.write"),
    route("<str:dataset_id>/original/", views.original, name="dataset-original", needs="personal.read"),
]
