"""Every address of the site."""

from django.conf.urls.i18n import urlpatterns as language_urls
from django.urls import include, path

from jangbu.web.api import api

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("language/", include(language_urls)),
    path("", include("jangbu.apps.reports.urls")),
    path("data/", include("jangbu.apps.sources.urls")),
    path("work/", include("jangbu.apps.work.urls")),
    path("models/", include("jangbu.apps.gateway.urls")),
    path("ai/", include("jangbu.apps.aimodels.urls")),
    path("checklist/", include("jangbu.apps.journey.urls")),
    path("start/", include("jangbu.apps.opening.urls")),
    path("incidents/", include("jangbu.apps.incidents.urls")),
    path("policies/", include("jangbu.apps.policies.urls")),
    path("duties/", include("jangbu.apps.duties.urls")),
    path("regulations/", include("jangbu.apps.regulations.urls")),
    path("vendors/", include("jangbu.apps.vendors.urls")),
    path("pilots/", include("jangbu.apps.pilots.urls")),
    path("", include("jangbu.apps.pilots.surveys.open_urls")),
    path("people/", include("jangbu.apps.people.urls")),
    path("ledger/", include("jangbu.apps.ledger.urls")),
    path("api/v1/", include("jangbu.apps.work.events.intake_urls")),
    path("backups/", include("jangbu.apps.backups.urls")),
    path("api/v1/", api.urls),
    path("", include("jangbu.web.own_urls")),
]

handler400 = "jangbu.web.refused.bad_request"
