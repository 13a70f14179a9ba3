"""Addresses of duties. Fixed words come first, or they would be read as a kind of subject."""

from jangbu.apps.base.routes import route
from jangbu.apps.duties import subject_views, views
from jangbu.apps.duties.cover import views as cover
from jangbu.apps.duties.learning import views as learning
from jangbu.apps.duties.learning.registers import COURSES, TRAININGS
from jangbu.apps.duties.officer import views as officer
from jangbu.apps.duties.partners.register import PARTNERS
from jangbu.apps.registers.urls import pages

READS, WRITES = "duties.read", "duties.write"

urlpatterns = [
    route("", views.duties, name="duties", needs=READS),
    route("cell/", views.cell, name="duties-cell", needs=WRITES),
    route("accept/", views.accept, name="duties-accept", needs=WRITES),
    route("hand-over/", views.hand_over, name="duties-hand-over", needs=WRITES),
    route("file/", views.take_in, name="duties-file", needs=WRITES),
    route("head/", views.name_head, name="duties-head", needs="people.manage"),
    route("officer/", officer.name, name="duties-officer", needs="people.manage"),
    route("officer/reports/", officer.report, name="duties-officer-report", needs=READS),
    route("officer/reports/<str:report_id>/withdraw/", officer.withdraw, name="duties-officer-withdraw", needs=READS),
    route("deputies/", subject_views.name_deputy, name="duties-deputy", needs=READS),
    route("deputies/<str:deputy_id>/end/", subject_views.end_deputy, name="duties-deputy-end", needs=READS),
    route("changes/<str:change_id>/undo/", views.undo, name="duties-undo", needs=WRITES),
    route("learning/", learning.learning, name="learning", needs=READS),
    route("learning/plan/", learning.plan_missing, name="learning-plan", needs=WRITES),
    route("learning/questions/", learning.questions, name="learning-questions", needs=READS),
    route("cover/", cover.cover, name="cover", needs=READS),
    route("cover/note/", cover.note, name="cover-note", needs=WRITES),
    route("cover/<str:skill_id>/end/", cover.end, name="cover-end", needs=WRITES),
    *pages(COURSES, "courses/"),
    *pages(TRAININGS, "trainings/"),
    route("trainings/<str:training_id>/certificate/", learning.certificate, name="training-certificate", needs=WRITES),
    *pages(PARTNERS, "partners/"),
    route("<str:subject_kind>/<str:subject_id>/", subject_views.subject_page, name="duties-subject", needs=READS),
    route("<str:subject_kind>/<str:subject_id>/set/", subject_views.set_letter, name="duties-set", needs=WRITES),
]
