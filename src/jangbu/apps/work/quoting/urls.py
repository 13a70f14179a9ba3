from jangbu.apps.base.routes import route
from jangbu.apps.work.quoting import views

PLACE = "automations/<str:automation_id>/materials/"

urlpatterns = [
    route("quotes/", views.quote_list, name="quote-list", needs="work.read"),
    route("quotes/new/", views.new_quote, name="quote-new", needs="work.submit"),
    route("runs/<str:run_id>/draft/<int:page>.png", views.draft_page, name="quote-draft", needs="work.read"),
    route("letters/<str:letter_id>/again/", views.letter_again, name="letter-again", needs="work.approve"),
    route(PLACE, views.materials, name="quote-materials", needs="work.read"),
    route(f"{PLACE}add/", views.add_material, name="material-add", needs="work.write"),
    route(f"{PLACE}sample/<str:suffix>/", views.sample, name="template-sample", needs="work.read"),
    route(f"{PLACE}<str:material_id>/use/", views.use_material, name="material-use", needs="work.write"),
    route(f"{PLACE}<str:material_id>/file/", views.material_file, name="material-file", needs="work.read"),
    route(f"{PLACE}<str:material_id>/<int:page>.png", views.template_page, name="template-page", needs="work.read"),
    route(f"{PLACE}<str:material_id>/filled/", views.template_filled, name="template-filled", needs="work.read"),
]
