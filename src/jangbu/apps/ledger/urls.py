from jangbu.apps.base.routes import route
from jangbu.apps.ledger import views

urlpatterns = [
    route("", views.show_ledger, name="ledger", needs="ledger.read"),
    route("<int:number>/", views.show_entry, name="ledger-entry", needs="ledger.read"),
    route("verify/", views.verify, name="ledger-verify", needs="ledger.verify"),
    route("anchor/", views.anchor, name="ledger-anchor", needs="ledger.verify"),
    route("clock/", views.clock, name="ledger-clock", needs="people.manage"),
    route("export/", views.export, name="ledger-export", needs="ledger.verify"),
]
