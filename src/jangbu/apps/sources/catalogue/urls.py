"""Fixed words come before the id, so no dataset is ever named "catalogue"."""

from jangbu.apps.base.routes import route
from jangbu.apps.sources.catalogue import views

urlpatterns = [
    route("catalogue/", views.catalogue, name="catalogue", needs="sources.read"),
    route("catalogue/answers/", views.take_answers, name="catalogue-answers", needs="sources.govern"),
    route("expiring/", views.expiring, name="expiring", needs="sources.read"),
    route("receipts/<str:receipt_id>/", views.receipt, name="receipt", needs="sources.read"),
    route("<str:dataset_id>/card/", views.card, name="dataset-card", needs="sources.read"),
    route("<str:dataset_id>/card/answer/", views.answer, name="dataset-answer", needs="sources.govern"),
    route("<str:dataset_id>/card/mark/", views.mark, name="dataset-mark", needs="sources.write"),
    route("<str:dataset_id>/card/hold/", views.hold, name="dataset-hold", needs="sources.govern"),
    route("<str:dataset_id>/card/release/", views.release, name="dataset-release", needs="sources.govern"),
    route(
        "<str:dataset_id>/card/end/<str:grant_id>/", views.end_grant, name="dataset-end-grant", needs="grants.manage"
    ),
    route("<str:dataset_id>/lineage/", views.lineage, name="dataset-lineage", needs="sources.read"),
]
