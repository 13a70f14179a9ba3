from jangbu.apps.base.routes import route
from jangbu.apps.pilots.claims import views

urlpatterns = [
    route("claims/", views.audits, name="claims-list", needs="pilots.read"),
    route("claims/<str:audit_id>/", views.audit, name="claims-audit", needs="pilots.read"),
    route("claims/<str:audit_id>/put-away/", views.put_away, name="claims-put-away", needs="pilots.write"),
]
