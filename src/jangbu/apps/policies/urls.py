"""Addresses of policies."""

from jangbu.apps.base.routes import route
from jangbu.apps.policies import views
from jangbu.apps.policies.register import POLICIES
from jangbu.apps.registers.urls import pages

READS, WRITES, DECIDES = POLICIES.needs("read"), POLICIES.needs("write"), POLICIES.needs("decide")
POLICY = "<str:policy_id>/"

urlpatterns = [
    route("drafts/", views.drafts, name="policies-drafts", needs=WRITES),
    *pages(POLICIES),
    route(f"{POLICY}write/", views.write, name="policies-write", needs=WRITES),
    route(f"{POLICY}redraft/", views.redraft, name="policies-redraft", needs=WRITES),
    route(f"{POLICY}diff/", views.compare, name="policies-diff", needs=READS),
    route(f"{POLICY}approve/", views.approve, name="policies-approve", needs=DECIDES),
    route(f"{POLICY}acknowledge/", views.acknowledge, name="policies-acknowledge", needs=READS),
    route(f"{POLICY}paper.<str:form>", views.paper, name="policies-paper", needs=READS),
]
