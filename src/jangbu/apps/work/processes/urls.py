from jangbu.apps.base.routes import route
from jangbu.apps.work.processes import views

urlpatterns = [
    route("processes/", views.process_list, name="process-list", needs="work.read"),
    route("processes/new/", views.new_process, name="process-new", needs="work.write"),
    route("processes/<str:process_id>/", views.process, name="process", needs="work.read"),
    route("processes/<str:process_id>/change/", views.change, name="process-change", needs="work.write"),
    route("processes/<str:process_id>/sop/", views.sop, name="process-sop", needs="work.write"),
    route("processes/<str:process_id>/pattern/", views.pattern, name="process-pattern", needs="work.write"),
    route("processes/<str:process_id>/log/", views.log, name="process-log", needs="work.write"),
    route("processes/<str:process_id>/exceptions/", views.exception, name="process-exception", needs="work.write"),
    route("exceptions/<str:exception_id>/aside/", views.aside, name="exception-aside", needs="work.write"),
]
