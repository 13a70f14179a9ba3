"""Addresses of incidents. What is not an incident's comes first, or its name would be read as an incident's id."""

from jangbu.apps.base.routes import route
from jangbu.apps.incidents import views
from jangbu.apps.incidents.alerts import file_views as files
from jangbu.apps.incidents.alerts import views as alerts
from jangbu.apps.incidents.audits.register import AUDITS, FINDINGS
from jangbu.apps.incidents.duty import views as duties
from jangbu.apps.incidents.logreview import views as log
from jangbu.apps.incidents.register import INCIDENTS
from jangbu.apps.registers.urls import pages

READS, WRITES = INCIDENTS.needs("read"), INCIDENTS.needs("write")
INCIDENT = "<str:incident_id>/"

SEES, ANSWERS, MANAGES = "alerts.read", "alerts.answer", "alerts.manage"

urlpatterns = [
    route("alerts/", alerts.alert_list, name="alert-list", needs=SEES),
    route("alerts/look/", alerts.watch_now, name="alert-look", needs=MANAGES),
    route("alerts/rules/", alerts.rule_list, name="alert-rules", needs=SEES),
    route("alerts/rules/new/", alerts.new_rule, name="alert-rule-new", needs=MANAGES),
    route("alerts/rules/install/", alerts.install, name="alert-install", needs=MANAGES),
    route("alerts/rules/file/", files.rules_file, name="alert-rules-file", needs=SEES),
    route("alerts/rules/import/", files.bring_rules, name="alert-rules-import", needs=MANAGES),
    route("alerts/rules/quiet/", alerts.set_quiet, name="alert-quiet", needs=MANAGES),
    route("alerts/rules/<str:alert_rule_id>/", alerts.rule, name="alert-rule", needs=SEES),
    route("alerts/rules/<str:alert_rule_id>/switch/", alerts.switch_rule, name="alert-switch", needs=MANAGES),
    route("alerts/channels/", alerts.channel_list, name="alert-channels", needs=SEES),
    route("alerts/channels/resend/", alerts.resend, name="alert-resend", needs=MANAGES),
    route("alerts/channels/<str:channel_id>/", alerts.channel, name="alert-channel", needs=MANAGES),
    route("alerts/<str:alert_id>/", alerts.alert, name="alert", needs=SEES),
    route("duty/", duties.duty, name="duty", needs=SEES),
    route("duty/<str:shift_id>/remove/", duties.remove, name="duty-remove", needs=MANAGES),
    route("log/", log.week, name="logreview", needs="ledger.read"),
    *pages(AUDITS, "audits/"),
    *pages(FINDINGS, "findings/"),
    route("new/", views.tell, name="incidents-tell", needs=WRITES),
    *pages(INCIDENTS),
    route(f"{INCIDENT}facts/", views.fact, name="incidents-fact", needs=WRITES),
    route(f"{INCIDENT}steps/", views.step, name="incidents-step", needs=WRITES),
    route(f"{INCIDENT}look/", views.look, name="incidents-look", needs=WRITES),
    route(f"{INCIDENT}look/<str:review_id>/done/", views.finish, name="incidents-change-done", needs=WRITES),
    route(f"{INCIDENT}notices/", views.draft, name="incidents-draft", needs=WRITES),
    route(f"{INCIDENT}notices/<str:notice_id>/", views.notice, name="incidents-notice", needs=READS),
    route(f"{INCIDENT}notices/<str:notice_id>/letter/", views.letter, name="incidents-letter", needs=READS),
]
