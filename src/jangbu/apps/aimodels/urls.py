"""Addresses of AI models."""

from jangbu.apps.aimodels import views
from jangbu.apps.aimodels.register import AIMODELS
from jangbu.apps.base.routes import route
from jangbu.apps.registers.urls import pages

READS, WRITES, DECIDES = AIMODELS.needs("read"), AIMODELS.needs("write"), AIMODELS.needs("decide")
MEASURES = "aimodels.evaluate"
MODEL, VERSION = "<str:ai_model_id>/", "<str:ai_model_id>/versions/<int:number>/"

urlpatterns = [
    route("strict/", views.strict, name="aimodels-strict", needs=DECIDES),
    route("promotions/<str:promotion_id>/", views.promotion, name="aimodels-promotion", needs=READS),
    route("promotions/<str:promotion_id>/decide/", views.decide, name="aimodels-decide", needs=DECIDES),
    route("promotions/<str:promotion_id>/withdraw/", views.withdraw, name="aimodels-withdraw", needs=WRITES),
    route("evaluations/<str:evaluation_id>/", views.evaluation, name="aimodels-evaluation", needs=READS),
    *pages(AIMODELS),
    route(f"{MODEL}print/", views.printable, name="aimodels-print", needs=READS),
    route(f"{MODEL}compare/", views.compare, name="aimodels-compare", needs=READS),
    route(f"{MODEL}measures/<str:suite_kind>/", views.suite, name="aimodels-suite", needs=WRITES),
    route(f"{MODEL}versions/new/", views.new_version, name="aimodels-version-new", needs=WRITES),
    route(f"{MODEL}back/", views.back, name="aimodels-back", needs=WRITES),
    route(f"{MODEL}prolong/", views.prolong, name="aimodels-prolong", needs=DECIDES),
    route(f"{MODEL}drill/", views.drill, name="aimodels-drill", needs=MEASURES),
    route(VERSION, views.version, name="aimodels-version", needs=READS),
    route(f"{VERSION}evaluate/", views.evaluate, name="aimodels-evaluate", needs=MEASURES),
    route(f"{VERSION}promote/", views.promote, name="aimodels-promote", needs=WRITES),
]
