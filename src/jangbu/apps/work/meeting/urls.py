from jangbu.apps.base.routes import route
from jangbu.apps.work.meeting import calendar_views, views

urlpatterns = [
    route("appointments/", views.appointments, name="appointment-list", needs="work.read"),
    route("appointments/new/", views.new_appointment, name="appointment-new", needs="work.submit"),
    route("appointments/replies/", views.take_replies, name="reply-take", needs="work.submit"),
    route("appointments/replies/<str:reply_id>/believe/", views.believe, name="reply-believe", needs="work.approve"),
    route("appointments/<int:booking>/", views.appointment, name="appointment", needs="work.read"),
    route("appointments/<int:booking>/move/", views.move, name="appointment-move", needs="work.approve"),
    route("appointments/<int:booking>/cancel/", views.cancel, name="appointment-cancel", needs="work.approve"),
    route("calendars/", calendar_views.calendars, name="calendars", needs="work.read"),
    route("calendars/add/", calendar_views.add, name="calendar-add", needs="work.submit"),
    route("calendars/hours/", calendar_views.hours, name="working-time", needs="work.write"),
    route("calendars/<str:calendar_id>/refresh/", calendar_views.refresh, name="calendar-refresh", needs="work.submit"),
    route("calendars/<str:calendar_id>/remove/", calendar_views.remove, name="calendar-remove", needs="work.submit"),
]
