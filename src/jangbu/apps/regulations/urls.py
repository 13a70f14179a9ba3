"""Addresses of laws, uses of AI and legal reviews."""

from jangbu.apps.base.routes import route
from jangbu.apps.registers.urls import pages
from jangbu.apps.regulations import views
from jangbu.apps.regulations.pseudonyms.register import PSEUDONYMS
from jangbu.apps.regulations.records.register import LAW_RECORDS
from jangbu.apps.regulations.reviews.register import LEGAL_REVIEWS
from jangbu.apps.regulations.usecases import views as usecases
from jangbu.apps.regulations.usecases.register import USE_CASES

READS, WRITES, DECIDES = (f"regulations.{right}" for right in ("read", "write", "decide"))
CASE, MODULE = "use-cases/<str:use_case_id>/", "law/<slug:module>/"
RULE = f"{MODULE}rules/<slug:rule_id>/"

urlpatterns = [
    route("", views.regulations, name="regulations", needs=READS),
    route("upload/", views.upload, name="regulation-upload", needs=DECIDES),
    route("upload/<str:offered_id>/", views.offered, name="regulation-offered", needs=DECIDES),
    route("use-cases/found/", usecases.found, name="use-cases-found", needs=WRITES),
    *pages(USE_CASES, "use-cases/"),
    route(f"{CASE}questions/", usecases.questions, name="use-cases-questions", needs=WRITES),
    route(f"{CASE}decide/", usecases.decide, name="use-cases-decide", needs=DECIDES),
    route(f"{CASE}confirm/", usecases.confirm, name="use-cases-confirm", needs=DECIDES),
    route(f"{CASE}unconfirm/", usecases.unconfirm, name="use-cases-unconfirm", needs=DECIDES),
    *pages(LEGAL_REVIEWS, "legal-reviews/"),
    *pages(PSEUDONYMS, "pseudonyms/"),
    *pages(LAW_RECORDS, "records/"),
    route(MODULE, views.module, name="regulation", needs=READS),
    route(RULE, views.rule, name="regulation-rule", needs=READS),
    route(f"{RULE}ask/", views.ask_lawyer, name="regulation-ask", needs=WRITES),
    route(f"{MODULE}versions/", views.versions, name="regulation-versions", needs=READS),
    route(f"{MODULE}versions/<int:number>/back/", views.roll_back, name="regulation-back", needs=DECIDES),
]
