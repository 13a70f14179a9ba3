from jangbu.apps.base.routes import route
from jangbu.apps.sources.cleaning import field_views, mend_views, views

urlpatterns = [
    route("<str:dataset_id>/wrong/", views.errors, name="dataset-errors", needs="sources.read"),
    route("<str:dataset_id>/wrong/answer/", views.answer, name="dataset-question", needs="sources.write"),
    route("<str:dataset_id>/wrong/accept/", views.accept, name="dataset-accept", needs="sources.write"),
    route("<str:dataset_id>/wrong/label/", views.label, name="dataset-label", needs="sources.read"),
    route("<str:dataset_id>/wrong/label/row/", views.label_row, name="dataset-label-row", needs="sources.write"),
    route("<str:dataset_id>/wrong/rules/", views.keep_rules, name="dataset-stated-rules", needs="sources.write"),
    route("<str:dataset_id>/same/", views.matches, name="dataset-matches", needs="sources.read"),
    route("<str:dataset_id>/same/decide/", views.decide_pair, name="dataset-pair", needs="sources.write"),
    route("<str:dataset_id>/same/merge/", views.merge, name="dataset-merge", needs="sources.write"),
    route("<str:dataset_id>/mend/", mend_views.mend, name="dataset-mend", needs="sources.read"),
    route("<str:dataset_id>/mend/apply/", mend_views.apply_mend, name="dataset-mend-apply", needs="sources.write"),
    route("<str:dataset_id>/mend/typed/", mend_views.type_values, name="dataset-mend-typed", needs="sources.write"),
    route("<str:dataset_id>/mend/step/", mend_views.step_fields, name="dataset-mend-step", needs="sources.read"),
    route("<str:dataset_id>/mend/undo/", mend_views.undo_mend, name="dataset-mend-undo", needs="sources.write"),
    route("<str:dataset_id>/fields/", field_views.fields, name="dataset-fields", needs="sources.read"),
    route("<str:dataset_id>/fields/set/", field_views.set_fields, name="dataset-fields-set", needs="sources.write"),
    route("<str:dataset_id>/judgement/undo/", views.undo_judgement, name="judgement-undo", needs="sources.write"),
]
