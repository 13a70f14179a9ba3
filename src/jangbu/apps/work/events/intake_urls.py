"""The one address that machines send events to, beside the API that people's sessions use."""

from jangbu.apps.base.routes import SIGNED, route
from jangbu.apps.work.events.receiving import receive

urlpatterns = [route("events", receive, name="events-intake", needs=SIGNED)]
