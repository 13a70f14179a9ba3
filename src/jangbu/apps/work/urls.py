"""Addresses of the work pages; each feature keeps its own."""

from jangbu.apps.work.assist.urls import urlpatterns as assist
from jangbu.apps.work.automations.urls import urlpatterns as automations
from jangbu.apps.work.drills.urls import urlpatterns as drills
from jangbu.apps.work.events.urls import urlpatterns as events
from jangbu.apps.work.meeting.urls import urlpatterns as meeting
from jangbu.apps.work.processes.urls import urlpatterns as processes
from jangbu.apps.work.quoting.urls import urlpatterns as quoting
from jangbu.apps.work.runs.urls import urlpatterns as runs

urlpatterns = [*processes, *automations, *assist, *runs, *quoting, *meeting, *drills, *events]
