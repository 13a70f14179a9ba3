from jangbu.apps.base.routes import SIGNED_IN, route
from jangbu.web.gallery import gallery

urlpatterns = [route("_ui", gallery, name="ui-gallery", needs=SIGNED_IN)]
